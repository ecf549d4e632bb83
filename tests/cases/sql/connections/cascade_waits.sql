-- A cascade waits for a child that another transaction holds.
setup: CREATE TABLE q (id int PRIMARY KEY); CREATE TABLE k (id int PRIMARY KEY, q int REFERENCES q ON DELETE CASCADE, n int); INSERT INTO q VALUES (1), (2); INSERT INTO k VALUES (10, 1, 0)
a: BEGIN
a: UPDATE k SET n = 5 WHERE id = 10
b: DELETE FROM q WHERE id = 1
a: COMMIT
b: SELECT count(*) FROM k

== read committed
a: BEGIN
   BEGIN
a: UPDATE k SET n = 5 WHERE id = 10
   UPDATE 1
b: DELETE FROM q WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b goes on:
   DELETE 1
b: SELECT count(*) FROM k
   count:int8
   0
   SELECT 1

== repeatable read
a: BEGIN
   BEGIN
a: UPDATE k SET n = 5 WHERE id = 10
   UPDATE 1
b: DELETE FROM q WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: SELECT count(*) FROM k
   count:int8
   1
   SELECT 1

== serializable
a: BEGIN
   BEGIN
a: UPDATE k SET n = 5 WHERE id = 10
   UPDATE 1
b: DELETE FROM q WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: SELECT count(*) FROM k
   count:int8
   1
   SELECT 1
