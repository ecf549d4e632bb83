-- Serializable transactions on different rows, found by an index, do not meet.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: SELECT n FROM t WHERE id = 1
b: SELECT n FROM t WHERE id = 2
a: UPDATE t SET n = 11 WHERE id = 1
b: UPDATE t SET n = 22 WHERE id = 2
a: COMMIT
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 2
   n:int4
   20
   SELECT 1
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 22 WHERE id = 2
   UPDATE 1
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 2
   n:int4
   20
   SELECT 1
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 22 WHERE id = 2
   UPDATE 1
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 2
   n:int4
   20
   SELECT 1
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 22 WHERE id = 2
   UPDATE 1
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
