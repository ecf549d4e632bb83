-- A table made in a transaction is unseen, and gone with it.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: CREATE TABLE u (id int)
a: INSERT INTO u VALUES (1)
b: SELECT * FROM u
a: ROLLBACK
a: SELECT * FROM u

== read committed
a: BEGIN
   BEGIN
a: CREATE TABLE u (id int)
   CREATE TABLE
a: INSERT INTO u VALUES (1)
   INSERT 0 1
b: SELECT * FROM u
   ERROR 42P01 at 15: relation "u" does not exist
a: ROLLBACK
   ROLLBACK
a: SELECT * FROM u
   ERROR 42P01 at 15: relation "u" does not exist

== repeatable read
a: BEGIN
   BEGIN
a: CREATE TABLE u (id int)
   CREATE TABLE
a: INSERT INTO u VALUES (1)
   INSERT 0 1
b: SELECT * FROM u
   ERROR 42P01 at 15: relation "u" does not exist
a: ROLLBACK
   ROLLBACK
a: SELECT * FROM u
   ERROR 42P01 at 15: relation "u" does not exist

== serializable
a: BEGIN
   BEGIN
a: CREATE TABLE u (id int)
   CREATE TABLE
a: INSERT INTO u VALUES (1)
   INSERT 0 1
b: SELECT * FROM u
   ERROR 42P01 at 15: relation "u" does not exist
a: ROLLBACK
   ROLLBACK
a: SELECT * FROM u
   ERROR 42P01 at 15: relation "u" does not exist
