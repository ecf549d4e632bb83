-- A new child keeps its parent from being deleted, not from being changed.
setup: CREATE TABLE p (id int PRIMARY KEY, n int); CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p); INSERT INTO p VALUES (1, 1), (2, 2); INSERT INTO c VALUES (10, 1)
a: BEGIN
a: INSERT INTO c VALUES (11, 2)
b: UPDATE p SET n = 3 WHERE id = 2
b: DELETE FROM p WHERE id = 2
a: COMMIT
b: SELECT * FROM p ORDER BY id

== read committed
a: BEGIN
   BEGIN
a: INSERT INTO c VALUES (11, 2)
   INSERT 0 1
b: UPDATE p SET n = 3 WHERE id = 2
   UPDATE 1
b: DELETE FROM p WHERE id = 2
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 23503: update or delete on table "p" violates foreign key constraint "c_p_fkey" on table "c"
   DETAIL: Key (id)=(2) is still referenced from table "c".
b: SELECT * FROM p ORDER BY id
   id:int4 | n:int4
   1 | 1
   2 | 3
   SELECT 2

== repeatable read
a: BEGIN
   BEGIN
a: INSERT INTO c VALUES (11, 2)
   INSERT 0 1
b: UPDATE p SET n = 3 WHERE id = 2
   UPDATE 1
b: DELETE FROM p WHERE id = 2
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 23503: update or delete on table "p" violates foreign key constraint "c_p_fkey" on table "c"
   DETAIL: Key (id)=(2) is still referenced from table "c".
b: SELECT * FROM p ORDER BY id
   id:int4 | n:int4
   1 | 1
   2 | 3
   SELECT 2

== serializable
a: BEGIN
   BEGIN
a: INSERT INTO c VALUES (11, 2)
   INSERT 0 1
b: UPDATE p SET n = 3 WHERE id = 2
   UPDATE 1
b: DELETE FROM p WHERE id = 2
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 23503: update or delete on table "p" violates foreign key constraint "c_p_fkey" on table "c"
   DETAIL: Key (id)=(2) is still referenced from table "c".
b: SELECT * FROM p ORDER BY id
   id:int4 | n:int4
   1 | 1
   2 | 3
   SELECT 2
