-- The deletion is rolled back, and the child goes in.
setup: CREATE TABLE p (id int PRIMARY KEY, n int); CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p); INSERT INTO p VALUES (1, 1), (2, 2); INSERT INTO c VALUES (10, 1)
a: BEGIN
a: DELETE FROM p WHERE id = 2
b: INSERT INTO c VALUES (11, 2)
a: ROLLBACK
b: SELECT * FROM c ORDER BY id

== read committed
a: BEGIN
   BEGIN
a: DELETE FROM p WHERE id = 2
   DELETE 1
b: INSERT INTO c VALUES (11, 2)
   waits for a
a: ROLLBACK
   ROLLBACK
b goes on:
   INSERT 0 1
b: SELECT * FROM c ORDER BY id
   id:int4 | p:int4
   10 | 1
   11 | 2
   SELECT 2

== repeatable read
a: BEGIN
   BEGIN
a: DELETE FROM p WHERE id = 2
   DELETE 1
b: INSERT INTO c VALUES (11, 2)
   waits for a
a: ROLLBACK
   ROLLBACK
b goes on:
   INSERT 0 1
b: SELECT * FROM c ORDER BY id
   id:int4 | p:int4
   10 | 1
   11 | 2
   SELECT 2

== serializable
a: BEGIN
   BEGIN
a: DELETE FROM p WHERE id = 2
   DELETE 1
b: INSERT INTO c VALUES (11, 2)
   waits for a
a: ROLLBACK
   ROLLBACK
b goes on:
   INSERT 0 1
b: SELECT * FROM c ORDER BY id
   id:int4 | p:int4
   10 | 1
   11 | 2
   SELECT 2
