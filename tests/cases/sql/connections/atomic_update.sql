-- Both add in the statement itself: nothing is lost where the statement goes on.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
b: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
a: COMMIT
b: COMMIT
a: SELECT n FROM t WHERE id = 1

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
   n:int4
   11
   UPDATE 1
b: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
   waits for a
a: COMMIT
   COMMIT
b goes on:
   n:int4
   12
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
a: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
   n:int4
   11
   UPDATE 1
b: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
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
a: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
   n:int4
   11
   UPDATE 1
b: UPDATE t SET n = n + 1 WHERE id = 1 RETURNING n
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
