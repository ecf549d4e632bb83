-- statement_timeout ends a wait.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
b: SET statement_timeout = 300
a: BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
b: UPDATE t SET n = 2 WHERE id = 1
time: 500
b: SELECT n FROM t WHERE id = 1
a: COMMIT

== read committed
b: SET statement_timeout = 300
   SET
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
time: 500
b goes on:
   ERROR 57014: canceling statement due to statement timeout
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: COMMIT
   COMMIT

== repeatable read
b: SET statement_timeout = 300
   SET
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
time: 500
b goes on:
   ERROR 57014: canceling statement due to statement timeout
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: COMMIT
   COMMIT

== serializable
b: SET statement_timeout = 300
   SET
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
time: 500
b goes on:
   ERROR 57014: canceling statement due to statement timeout
b: SELECT n FROM t WHERE id = 1
   n:int4
   10
   SELECT 1
a: COMMIT
   COMMIT
