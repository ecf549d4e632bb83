-- A read-only transaction changes nothing.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN READ ONLY
a: SELECT count(*) FROM t
a: UPDATE t SET n = 0
a: ROLLBACK

== read committed
a: BEGIN READ ONLY
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
a: UPDATE t SET n = 0
   ERROR 25006: cannot execute UPDATE in a read-only transaction
a: ROLLBACK
   ROLLBACK

== repeatable read
a: BEGIN READ ONLY
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
a: UPDATE t SET n = 0
   ERROR 25006: cannot execute UPDATE in a read-only transaction
a: ROLLBACK
   ROLLBACK

== serializable
a: BEGIN READ ONLY
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
a: UPDATE t SET n = 0
   ERROR 25006: cannot execute UPDATE in a read-only transaction
a: ROLLBACK
   ROLLBACK
