-- A plain read waits for nothing.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: SELECT n FROM t WHERE id = 1 FOR UPDATE
a: UPDATE t SET n = 11 WHERE id = 1
b: SELECT n FROM t WHERE id = 1
a: COMMIT
b: SELECT n FROM t WHERE id = 1

== read committed
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR UPDATE
   n:int4
   10
   SELECT 1
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: COMMIT
   COMMIT
b: SELECT n FROM t WHERE id = 1
   n:int4
   11
   SELECT 1

== repeatable read
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR UPDATE
   n:int4
   10
   SELECT 1
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: COMMIT
   COMMIT
b: SELECT n FROM t WHERE id = 1
   n:int4
   11
   SELECT 1

== serializable
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR UPDATE
   n:int4
   10
   SELECT 1
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: COMMIT
   COMMIT
b: SELECT n FROM t WHERE id = 1
   n:int4
   11
   SELECT 1
