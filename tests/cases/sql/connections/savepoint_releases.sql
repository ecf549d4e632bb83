-- Going back to a savepoint gives up the locks since.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
a: SAVEPOINT s
a: UPDATE t SET n = 2 WHERE id = 2
b: UPDATE t SET n = 20 WHERE id = 2
a: ROLLBACK TO s
c: UPDATE t SET n = 10 WHERE id = 1
a: COMMIT
b: SELECT * FROM t ORDER BY id

== read committed
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
a: SAVEPOINT s
   SAVEPOINT
a: UPDATE t SET n = 2 WHERE id = 2
   UPDATE 1
b: UPDATE t SET n = 20 WHERE id = 2
   waits for a
a: ROLLBACK TO s
   ROLLBACK
b goes on:
   UPDATE 1
c: UPDATE t SET n = 10 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
c goes on:
   UPDATE 1
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 20
   3 | 30
   SELECT 3

== repeatable read
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
a: SAVEPOINT s
   SAVEPOINT
a: UPDATE t SET n = 2 WHERE id = 2
   UPDATE 1
b: UPDATE t SET n = 20 WHERE id = 2
   waits for a
a: ROLLBACK TO s
   ROLLBACK
b goes on:
   UPDATE 1
c: UPDATE t SET n = 10 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
c goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 1
   2 | 20
   3 | 30
   SELECT 3

== serializable
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
a: SAVEPOINT s
   SAVEPOINT
a: UPDATE t SET n = 2 WHERE id = 2
   UPDATE 1
b: UPDATE t SET n = 20 WHERE id = 2
   waits for a
a: ROLLBACK TO s
   ROLLBACK
b goes on:
   UPDATE 1
c: UPDATE t SET n = 10 WHERE id = 1
   waits for a
a: COMMIT
   ERROR 40001: could not serialize access due to read/write dependencies among transactions
   DETAIL: Reason code: Canceled on identification as a pivot, during commit attempt.
   HINT: The transaction might succeed if retried.
c goes on:
   UPDATE 1
b: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 20
   3 | 30
   SELECT 3
