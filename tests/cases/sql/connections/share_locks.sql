-- Readers share; a writer waits for all of them.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
b: BEGIN
c: BEGIN
a: SELECT n FROM t WHERE id = 1 FOR SHARE
b: SELECT n FROM t WHERE id = 1 FOR SHARE
c: UPDATE t SET n = 0 WHERE id = 1
a: COMMIT
b: COMMIT
c: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
c: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR SHARE
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR SHARE
   n:int4
   10
   SELECT 1
c: UPDATE t SET n = 0 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
c goes on:
   UPDATE 1
c: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
c: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR SHARE
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR SHARE
   n:int4
   10
   SELECT 1
c: UPDATE t SET n = 0 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
c goes on:
   UPDATE 1
c: COMMIT
   COMMIT

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
c: BEGIN
   BEGIN
a: SELECT n FROM t WHERE id = 1 FOR SHARE
   n:int4
   10
   SELECT 1
b: SELECT n FROM t WHERE id = 1 FOR SHARE
   n:int4
   10
   SELECT 1
c: UPDATE t SET n = 0 WHERE id = 1
   waits for a
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
c goes on:
   UPDATE 1
c: COMMIT
   COMMIT
