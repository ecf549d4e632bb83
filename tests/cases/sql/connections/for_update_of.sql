-- Only the table named is locked.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
setup: CREATE TABLE p (id int, plus int); INSERT INTO p VALUES (1, 100)
a: BEGIN
a: SELECT t.id, p.plus FROM t JOIN p ON p.id = t.id WHERE t.id = 1 FOR UPDATE OF p
b: SELECT id FROM t WHERE id = 1 FOR UPDATE NOWAIT
b: SELECT id FROM p WHERE id = 1 FOR UPDATE NOWAIT
a: COMMIT
b: SELECT id FROM p WHERE id = 1 FOR UPDATE OF q

== read committed
a: BEGIN
   BEGIN
a: SELECT t.id, p.plus FROM t JOIN p ON p.id = t.id WHERE t.id = 1 FOR UPDATE OF p
   id:int4 | plus:int4
   1 | 100
   SELECT 1
b: SELECT id FROM t WHERE id = 1 FOR UPDATE NOWAIT
   id:int4
   1
   SELECT 1
b: SELECT id FROM p WHERE id = 1 FOR UPDATE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "p"
a: COMMIT
   COMMIT
b: SELECT id FROM p WHERE id = 1 FOR UPDATE OF q
   ERROR 42P01 at 45: relation "q" in FOR UPDATE clause not found in FROM clause

== repeatable read
a: BEGIN
   BEGIN
a: SELECT t.id, p.plus FROM t JOIN p ON p.id = t.id WHERE t.id = 1 FOR UPDATE OF p
   id:int4 | plus:int4
   1 | 100
   SELECT 1
b: SELECT id FROM t WHERE id = 1 FOR UPDATE NOWAIT
   id:int4
   1
   SELECT 1
b: SELECT id FROM p WHERE id = 1 FOR UPDATE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "p"
a: COMMIT
   COMMIT
b: SELECT id FROM p WHERE id = 1 FOR UPDATE OF q
   ERROR 42P01 at 45: relation "q" in FOR UPDATE clause not found in FROM clause

== serializable
a: BEGIN
   BEGIN
a: SELECT t.id, p.plus FROM t JOIN p ON p.id = t.id WHERE t.id = 1 FOR UPDATE OF p
   id:int4 | plus:int4
   1 | 100
   SELECT 1
b: SELECT id FROM t WHERE id = 1 FOR UPDATE NOWAIT
   id:int4
   1
   SELECT 1
b: SELECT id FROM p WHERE id = 1 FOR UPDATE NOWAIT
   ERROR 55P03: could not obtain lock on row in relation "p"
a: COMMIT
   COMMIT
b: SELECT id FROM p WHERE id = 1 FOR UPDATE OF q
   ERROR 42P01 at 45: relation "q" in FOR UPDATE clause not found in FROM clause
