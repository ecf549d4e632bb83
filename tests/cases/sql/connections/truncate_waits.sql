-- TRUNCATE waits for a reader.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: SELECT count(*) FROM t
b: TRUNCATE t
a: SELECT count(*) FROM t
a: COMMIT
b: SELECT count(*) FROM t

== read committed
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: TRUNCATE t
   waits for a
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
a: COMMIT
   COMMIT
b goes on:
   TRUNCATE TABLE
b: SELECT count(*) FROM t
   count:int8
   0
   SELECT 1

== repeatable read
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: TRUNCATE t
   waits for a
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
a: COMMIT
   COMMIT
b goes on:
   TRUNCATE TABLE
b: SELECT count(*) FROM t
   count:int8
   0
   SELECT 1

== serializable
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: TRUNCATE t
   waits for a
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
a: COMMIT
   COMMIT
b goes on:
   TRUNCATE TABLE
b: SELECT count(*) FROM t
   count:int8
   0
   SELECT 1
