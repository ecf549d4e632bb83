-- A child committed since the snapshot still refers.
setup: CREATE TABLE p (id int PRIMARY KEY, n int); CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p); INSERT INTO p VALUES (1, 1), (2, 2); INSERT INTO c VALUES (10, 1)
a: BEGIN
a: SELECT count(*) FROM c
b: INSERT INTO c VALUES (11, 2)
a: DELETE FROM p WHERE id = 2
a: ROLLBACK

== read committed
a: BEGIN
   BEGIN
a: SELECT count(*) FROM c
   count:int8
   1
   SELECT 1
b: INSERT INTO c VALUES (11, 2)
   INSERT 0 1
a: DELETE FROM p WHERE id = 2
   ERROR 23503: update or delete on table "p" violates foreign key constraint "c_p_fkey" on table "c"
   DETAIL: Key (id)=(2) is still referenced from table "c".
a: ROLLBACK
   ROLLBACK

== repeatable read
a: BEGIN
   BEGIN
a: SELECT count(*) FROM c
   count:int8
   1
   SELECT 1
b: INSERT INTO c VALUES (11, 2)
   INSERT 0 1
a: DELETE FROM p WHERE id = 2
   ERROR 23503: update or delete on table "p" violates foreign key constraint "c_p_fkey" on table "c"
   DETAIL: Key (id)=(2) is still referenced from table "c".
a: ROLLBACK
   ROLLBACK

== serializable
!! PostgreSQL's own look-ups for foreign keys count as reads
a: BEGIN
   BEGIN
a: SELECT count(*) FROM c
   count:int8
   1
   SELECT 1
b: INSERT INTO c VALUES (11, 2)
   INSERT 0 1
a: DELETE FROM p WHERE id = 2
   ERROR 40001: could not serialize access due to read/write dependencies among transactions
   DETAIL: Reason code: Canceled on identification as a pivot, during write.
   HINT: The transaction might succeed if retried.
a: ROLLBACK
   ROLLBACK
