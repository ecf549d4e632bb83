-- A reader sees a state that no order of the two writers gives.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: SELECT sum(n) FROM t
b: UPDATE t SET n = n + 20 WHERE id = 2
b: COMMIT
c: BEGIN
c: SELECT id, n FROM t ORDER BY id
c: COMMIT
a: UPDATE t SET n = n - 11 WHERE id = 1
a: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT sum(n) FROM t
   sum:int8
   60
   SELECT 1
b: UPDATE t SET n = n + 20 WHERE id = 2
   UPDATE 1
b: COMMIT
   COMMIT
c: BEGIN
   BEGIN
c: SELECT id, n FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 40
   3 | 30
   SELECT 3
c: COMMIT
   COMMIT
a: UPDATE t SET n = n - 11 WHERE id = 1
   UPDATE 1
a: COMMIT
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
b: UPDATE t SET n = n + 20 WHERE id = 2
   UPDATE 1
b: COMMIT
   COMMIT
c: BEGIN
   BEGIN
c: SELECT id, n FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 40
   3 | 30
   SELECT 3
c: COMMIT
   COMMIT
a: UPDATE t SET n = n - 11 WHERE id = 1
   UPDATE 1
a: COMMIT
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
b: UPDATE t SET n = n + 20 WHERE id = 2
   UPDATE 1
b: COMMIT
   COMMIT
c: BEGIN
   BEGIN
c: SELECT id, n FROM t ORDER BY id
   id:int4 | n:int4
   1 | 10
   2 | 40
   3 | 30
   SELECT 3
c: COMMIT
   COMMIT
a: UPDATE t SET n = n - 11 WHERE id = 1
   ERROR 40001: could not serialize access due to read/write dependencies among transactions
   DETAIL: Reason code: Canceled on identification as a pivot, during write.
   HINT: The transaction might succeed if retried.
a: COMMIT
   ROLLBACK
