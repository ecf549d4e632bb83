-- Two rows are read, one before and one after another transaction changes both.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: SELECT n FROM t WHERE id = 1
b: BEGIN
b: UPDATE t SET n = 12 WHERE id = 1
b: UPDATE t SET n = 18 WHERE id = 2
b: COMMIT
a: SELECT n FROM t WHERE id = 2
a: COMMIT

== read committed
a: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: BEGIN
   BEGIN
b: UPDATE t SET n = 12 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 18 WHERE id = 2
   UPDATE 1
b: COMMIT
   COMMIT
a: SELECT n FROM t WHERE id = 2
   n:int4
   18
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
b: BEGIN
   BEGIN
b: UPDATE t SET n = 12 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 18 WHERE id = 2
   UPDATE 1
b: COMMIT
   COMMIT
a: SELECT n FROM t WHERE id = 2
   n:int4
   20
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
b: BEGIN
   BEGIN
b: UPDATE t SET n = 12 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 18 WHERE id = 2
   UPDATE 1
b: COMMIT
   COMMIT
a: SELECT n FROM t WHERE id = 2
   n:int4
   20
   SELECT 1
a: COMMIT
   COMMIT
