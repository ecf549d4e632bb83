-- The same condition is read twice while another commits a row that meets it.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: SELECT count(*) FROM t WHERE n >= 20
b: INSERT INTO t VALUES (4, 40)
a: SELECT count(*) FROM t WHERE n >= 20
a: COMMIT

== read committed
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t WHERE n >= 20
   count:int8
   2
   SELECT 1
b: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
a: SELECT count(*) FROM t WHERE n >= 20
   count:int8
   3
   SELECT 1
a: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t WHERE n >= 20
   count:int8
   2
   SELECT 1
b: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
a: SELECT count(*) FROM t WHERE n >= 20
   count:int8
   2
   SELECT 1
a: COMMIT
   COMMIT

== serializable
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t WHERE n >= 20
   count:int8
   2
   SELECT 1
b: INSERT INTO t VALUES (4, 40)
   INSERT 0 1
a: SELECT count(*) FROM t WHERE n >= 20
   count:int8
   2
   SELECT 1
a: COMMIT
   COMMIT
