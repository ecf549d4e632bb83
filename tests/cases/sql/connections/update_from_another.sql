-- The row is joined with another table, and checked again after the wait.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
setup: CREATE TABLE p (id int, plus int); INSERT INTO p VALUES (1, 100), (2, 200), (3, 300)
a: BEGIN
b: BEGIN
a: UPDATE t SET n = 2 WHERE id = 1
b: UPDATE t SET n = t.n + p.plus FROM p WHERE p.id = t.id AND t.n < 25 RETURNING t.id, t.n, p.plus
a: COMMIT
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 2 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = t.n + p.plus FROM p WHERE p.id = t.id AND t.n < 25 RETURNING t.id, t.n, p.plus
   waits for a
a: COMMIT
   COMMIT
b goes on:
   id:int4 | n:int4 | plus:int4
   1 | 102 | 100
   2 | 220 | 200
   UPDATE 2
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 2 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = t.n + p.plus FROM p WHERE p.id = t.id AND t.n < 25 RETURNING t.id, t.n, p.plus
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 2 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = t.n + p.plus FROM p WHERE p.id = t.id AND t.n < 25 RETURNING t.id, t.n, p.plus
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK
