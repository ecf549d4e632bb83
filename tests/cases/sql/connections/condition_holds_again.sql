-- After the wait the condition still holds, and the new value is worked on.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: UPDATE t SET n = n * 2 WHERE id = 2
b: UPDATE t SET n = n + 1 WHERE n >= 20 RETURNING id, n
a: COMMIT
b: COMMIT
b: SELECT * FROM t ORDER BY id

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = n * 2 WHERE id = 2
   UPDATE 1
b: UPDATE t SET n = n + 1 WHERE n >= 20 RETURNING id, n
   waits for a
a: COMMIT
   COMMIT
b goes on:
   id:int4 | n:int4
   2 | 41
   3 | 31
   UPDATE 2
b: COMMIT
   COMMIT
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 41
   3 | 31
   SELECT 3

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = n * 2 WHERE id = 2
   UPDATE 1
b: UPDATE t SET n = n + 1 WHERE n >= 20 RETURNING id, n
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 40
   3 | 30
   SELECT 3

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = n * 2 WHERE id = 2
   UPDATE 1
b: UPDATE t SET n = n + 1 WHERE n >= 20 RETURNING id, n
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 40
   3 | 30
   SELECT 3
