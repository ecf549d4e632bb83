-- The same row is read twice while another commits a change of it.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: SELECT n FROM t WHERE id = 1
b: UPDATE t SET n = 11 WHERE id = 1
a: SELECT n FROM t WHERE id = 1
a: COMMIT

== read committed
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: SELECT n FROM t WHERE id = 1
   n:int4
   11
   SELECT 1
a: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: COMMIT
   COMMIT

== serializable
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: COMMIT
   COMMIT
