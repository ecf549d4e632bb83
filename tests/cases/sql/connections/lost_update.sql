-- Both read a number, add to it in the program, and write.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: SELECT n FROM t WHERE id = 1
b: SELECT n FROM t WHERE id = 1
a: UPDATE t SET n = 11 WHERE id = 1
b: UPDATE t SET n = 12 WHERE id = 1
a: COMMIT
b: COMMIT
a: SELECT n FROM t WHERE id = 1

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 12 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b goes on:
   UPDATE 1
b: COMMIT
   COMMIT
a: SELECT n FROM t WHERE id = 1
   n:int4
   12
   SELECT 1

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 12 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK
a: SELECT n FROM t WHERE id = 1
   n:int4
   11
   SELECT 1

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 12 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK
a: SELECT n FROM t WHERE id = 1
   n:int4
   11
   SELECT 1
