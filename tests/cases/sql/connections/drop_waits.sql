-- DROP TABLE waits for a writer.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: UPDATE t SET n = 0 WHERE id = 1
b: DROP TABLE t
a: COMMIT
a: SELECT * FROM t

== read committed
a: BEGIN
   BEGIN
a: UPDATE t SET n = 0 WHERE id = 1
   UPDATE 1
b: DROP TABLE t
   waits for a
a: COMMIT
   COMMIT
b goes on:
   DROP TABLE
a: SELECT * FROM t
   ERROR 42P01 at 15: relation "t" does not exist

== repeatable read
a: BEGIN
   BEGIN
a: UPDATE t SET n = 0 WHERE id = 1
   UPDATE 1
b: DROP TABLE t
   waits for a
a: COMMIT
   COMMIT
b goes on:
   DROP TABLE
a: SELECT * FROM t
   ERROR 42P01 at 15: relation "t" does not exist

== serializable
a: BEGIN
   BEGIN
a: UPDATE t SET n = 0 WHERE id = 1
   UPDATE 1
b: DROP TABLE t
   waits for a
a: COMMIT
   COMMIT
b goes on:
   DROP TABLE
a: SELECT * FROM t
   ERROR 42P01 at 15: relation "t" does not exist
