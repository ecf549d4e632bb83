-- Waiters are served in the order they came.
levels: read committed
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: UPDATE t SET n = n + 1 WHERE id = 1
b: UPDATE t SET n = n * 10 WHERE id = 1 RETURNING n
c: UPDATE t SET n = n + 5 WHERE id = 1 RETURNING n
a: COMMIT

== read committed
!! the third is told to wait for the transaction that holds the row, not for the second waiter
a: BEGIN
   BEGIN
a: UPDATE t SET n = n + 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = n * 10 WHERE id = 1 RETURNING n
   waits for a
c: UPDATE t SET n = n + 5 WHERE id = 1 RETURNING n
   waits for b
a: COMMIT
   COMMIT
b goes on:
   n:int4
   110
   UPDATE 1
c goes on:
   n:int4
   115
   UPDATE 1
