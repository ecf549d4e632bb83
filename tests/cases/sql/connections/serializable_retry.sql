-- A transaction that failed runs again and succeeds.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: SELECT sum(n) FROM t
b: SELECT sum(n) FROM t
a: UPDATE t SET n = 60 WHERE id = 1
b: UPDATE t SET n = 60 WHERE id = 2
a: COMMIT
b: COMMIT
b: ROLLBACK
b: BEGIN
b: SELECT sum(n) FROM t
b: UPDATE t SET n = 0 WHERE id = 2
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT sum(n) FROM t
   sum:int8
   60
   SELECT 1
b: SELECT sum(n) FROM t
   sum:int8
   60
   SELECT 1
a: UPDATE t SET n = 60 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 60 WHERE id = 2
   UPDATE 1
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
b: ROLLBACK
   ROLLBACK
b: BEGIN
   BEGIN
b: SELECT sum(n) FROM t
   sum:int8
   150
   SELECT 1
b: UPDATE t SET n = 0 WHERE id = 2
   UPDATE 1
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT sum(n) FROM t
   sum:int8
   60
   SELECT 1
b: SELECT sum(n) FROM t
   sum:int8
   60
   SELECT 1
a: UPDATE t SET n = 60 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 60 WHERE id = 2
   UPDATE 1
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
b: ROLLBACK
   ROLLBACK
b: BEGIN
   BEGIN
b: SELECT sum(n) FROM t
   sum:int8
   150
   SELECT 1
b: UPDATE t SET n = 0 WHERE id = 2
   UPDATE 1
b: COMMIT
   COMMIT

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT sum(n) FROM t
   sum:int8
   60
   SELECT 1
b: SELECT sum(n) FROM t
   sum:int8
   60
   SELECT 1
a: UPDATE t SET n = 60 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 60 WHERE id = 2
   UPDATE 1
a: COMMIT
   COMMIT
b: COMMIT
   ERROR 40001: could not serialize access due to read/write dependencies among transactions
   DETAIL: Reason code: Canceled on identification as a pivot, during commit attempt.
   HINT: The transaction might succeed if retried.
b: ROLLBACK
   ROLLBACK
b: BEGIN
   BEGIN
b: SELECT sum(n) FROM t
   sum:int8
   110
   SELECT 1
b: UPDATE t SET n = 0 WHERE id = 2
   UPDATE 1
b: COMMIT
   COMMIT
