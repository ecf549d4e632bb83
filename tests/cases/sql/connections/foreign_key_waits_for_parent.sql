-- A child of a parent that is being deleted waits.
setup: CREATE TABLE p (id int PRIMARY KEY, n int); CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p); INSERT INTO p VALUES (1, 1), (2, 2); INSERT INTO c VALUES (10, 1)
a: BEGIN
a: DELETE FROM p WHERE id = 2
b: INSERT INTO c VALUES (11, 2)
a: COMMIT
b: SELECT * FROM c ORDER BY id

== read committed
a: BEGIN
   BEGIN
a: DELETE FROM p WHERE id = 2
   DELETE 1
b: INSERT INTO c VALUES (11, 2)
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 23503: insert or update on table "c" violates foreign key constraint "c_p_fkey"
   DETAIL: Key (p)=(2) is not present in table "p".
b: SELECT * FROM c ORDER BY id
   id:int4 | p:int4
   10 | 1
   SELECT 1

== repeatable read
a: BEGIN
   BEGIN
a: DELETE FROM p WHERE id = 2
   DELETE 1
b: INSERT INTO c VALUES (11, 2)
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: SELECT * FROM c ORDER BY id
   id:int4 | p:int4
   10 | 1
   SELECT 1

== serializable
a: BEGIN
   BEGIN
a: DELETE FROM p WHERE id = 2
   DELETE 1
b: INSERT INTO c VALUES (11, 2)
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: SELECT * FROM c ORDER BY id
   id:int4 | p:int4
   10 | 1
   SELECT 1
