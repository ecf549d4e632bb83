-- A lock on a parent goes over to its new version.
setup: CREATE TABLE p (id int PRIMARY KEY, n int); CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p); INSERT INTO p VALUES (1, 1), (2, 2); INSERT INTO c VALUES (10, 1)
a: BEGIN
a: INSERT INTO c VALUES (11, 2)
b: UPDATE p SET n = 3 WHERE id = 2
b: DELETE FROM p WHERE id = 2
c: UPDATE p SET n = 4 WHERE id = 1
a: ROLLBACK

== read committed
a: BEGIN
   BEGIN
a: INSERT INTO c VALUES (11, 2)
   INSERT 0 1
b: UPDATE p SET n = 3 WHERE id = 2
   UPDATE 1
b: DELETE FROM p WHERE id = 2
   waits for a
c: UPDATE p SET n = 4 WHERE id = 1
   UPDATE 1
a: ROLLBACK
   ROLLBACK
b goes on:
   DELETE 1

== repeatable read
a: BEGIN
   BEGIN
a: INSERT INTO c VALUES (11, 2)
   INSERT 0 1
b: UPDATE p SET n = 3 WHERE id = 2
   UPDATE 1
b: DELETE FROM p WHERE id = 2
   waits for a
c: UPDATE p SET n = 4 WHERE id = 1
   UPDATE 1
a: ROLLBACK
   ROLLBACK
b goes on:
   DELETE 1

== serializable
a: BEGIN
   BEGIN
a: INSERT INTO c VALUES (11, 2)
   INSERT 0 1
b: UPDATE p SET n = 3 WHERE id = 2
   UPDATE 1
b: DELETE FROM p WHERE id = 2
   waits for a
c: UPDATE p SET n = 4 WHERE id = 1
   UPDATE 1
a: ROLLBACK
   ROLLBACK
b goes on:
   DELETE 1
