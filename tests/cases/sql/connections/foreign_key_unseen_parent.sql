-- A parent that is not committed is no parent.
setup: CREATE TABLE p (id int PRIMARY KEY, n int); CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p); INSERT INTO p VALUES (1, 1), (2, 2); INSERT INTO c VALUES (10, 1)
a: BEGIN
a: INSERT INTO p VALUES (3, 3)
b: INSERT INTO c VALUES (11, 3)
a: COMMIT
b: INSERT INTO c VALUES (11, 3)

== read committed
a: BEGIN
   BEGIN
a: INSERT INTO p VALUES (3, 3)
   INSERT 0 1
b: INSERT INTO c VALUES (11, 3)
   ERROR 23503: insert or update on table "c" violates foreign key constraint "c_p_fkey"
   DETAIL: Key (p)=(3) is not present in table "p".
a: COMMIT
   COMMIT
b: INSERT INTO c VALUES (11, 3)
   INSERT 0 1

== repeatable read
a: BEGIN
   BEGIN
a: INSERT INTO p VALUES (3, 3)
   INSERT 0 1
b: INSERT INTO c VALUES (11, 3)
   ERROR 23503: insert or update on table "c" violates foreign key constraint "c_p_fkey"
   DETAIL: Key (p)=(3) is not present in table "p".
a: COMMIT
   COMMIT
b: INSERT INTO c VALUES (11, 3)
   INSERT 0 1

== serializable
a: BEGIN
   BEGIN
a: INSERT INTO p VALUES (3, 3)
   INSERT 0 1
b: INSERT INTO c VALUES (11, 3)
   ERROR 23503: insert or update on table "c" violates foreign key constraint "c_p_fkey"
   DETAIL: Key (p)=(3) is not present in table "p".
a: COMMIT
   COMMIT
b: INSERT INTO c VALUES (11, 3)
   INSERT 0 1
