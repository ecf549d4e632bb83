-- Two transactions write both rows; the second waits for the first.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
a: UPDATE t SET n = 11 WHERE id = 1
b: UPDATE t SET n = 12 WHERE id = 1
a: UPDATE t SET n = 21 WHERE id = 2
a: COMMIT
b: UPDATE t SET n = 22 WHERE id = 2
b: COMMIT
a: SELECT * FROM t ORDER BY id

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 12 WHERE id = 1
   waits for a
a: UPDATE t SET n = 21 WHERE id = 2
   UPDATE 1
a: COMMIT
   COMMIT
b goes on:
   UPDATE 1
b: UPDATE t SET n = 22 WHERE id = 2
   UPDATE 1
b: COMMIT
   COMMIT
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 12
   2 | 22
   3 | 30
   SELECT 3

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 12 WHERE id = 1
   waits for a
a: UPDATE t SET n = 21 WHERE id = 2
   UPDATE 1
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: UPDATE t SET n = 22 WHERE id = 2
   ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block
b: COMMIT
   ROLLBACK
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 11
   2 | 21
   3 | 30
   SELECT 3

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: UPDATE t SET n = 11 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 12 WHERE id = 1
   waits for a
a: UPDATE t SET n = 21 WHERE id = 2
   UPDATE 1
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: UPDATE t SET n = 22 WHERE id = 2
   ERROR 25P02: current transaction is aborted, commands ignored until end of transaction block
b: COMMIT
   ROLLBACK
a: SELECT * FROM t ORDER BY id
   id:int4 | n:int4
   1 | 11
   2 | 21
   3 | 30
   SELECT 3
