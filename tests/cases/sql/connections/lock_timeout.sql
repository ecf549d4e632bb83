-- lock_timeout ends a wait.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
b: SET lock_timeout = '200ms'
a: BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
b: UPDATE t SET n = 2 WHERE id = 1
time: 400
b: SHOW lock_timeout
a: COMMIT

== read committed
b: SET lock_timeout = '200ms'
   SET
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
time: 400
b goes on:
   ERROR 55P03: canceling statement due to lock timeout
b: SHOW lock_timeout
   lock_timeout:text
   200ms
   SHOW
a: COMMIT
   COMMIT

== repeatable read
b: SET lock_timeout = '200ms'
   SET
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
time: 400
b goes on:
   ERROR 55P03: canceling statement due to lock timeout
b: SHOW lock_timeout
   lock_timeout:text
   200ms
   SHOW
a: COMMIT
   COMMIT

== serializable
b: SET lock_timeout = '200ms'
   SET
a: BEGIN
   BEGIN
a: UPDATE t SET n = 1 WHERE id = 1
   UPDATE 1
b: UPDATE t SET n = 2 WHERE id = 1
   waits for a
time: 400
b goes on:
   ERROR 55P03: canceling statement due to lock timeout
b: SHOW lock_timeout
   lock_timeout:text
   200ms
   SHOW
a: COMMIT
   COMMIT
