-- Only the last of several changes is seen, when it is committed.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: UPDATE t SET n = 101 WHERE id = 1
b: SELECT n FROM t WHERE id = 1
a: UPDATE t SET n = 11 WHERE id = 1
a: COMMIT
b: SELECT n FROM t WHERE id = 1
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 101 WHERE id = 1
   UPDATE 1
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: COMMIT
   COMMIT
b: SELECT n FROM t WHERE id = 1
   n:int4
   11
   SELECT 1
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 101 WHERE id = 1
   UPDATE 1
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: COMMIT
   COMMIT
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: COMMIT
   COMMIT

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 101 WHERE id = 1
   UPDATE 1
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
a: COMMIT
   COMMIT
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: COMMIT
   COMMIT
