-- A definition waits for those who use the table, and they for it.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN
a: SELECT count(*) FROM t
b: ALTER TABLE t ADD COLUMN extra int DEFAULT 7
c: SELECT * FROM t WHERE id = 1
a: COMMIT
c: SELECT * FROM t WHERE id = 1

== read committed
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: ALTER TABLE t ADD COLUMN extra int DEFAULT 7
   waits for a
c: SELECT * FROM t WHERE id = 1
   waits for b
a: COMMIT
   COMMIT
b goes on:
   ALTER TABLE
c goes on:
   id:int4 | n:int4 | extra:int4
   1 | 10 | 7
   SELECT 1
c: SELECT * FROM t WHERE id = 1
   id:int4 | n:int4 | extra:int4
   1 | 10 | 7
   SELECT 1

== repeatable read
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: ALTER TABLE t ADD COLUMN extra int DEFAULT 7
   waits for a
c: SELECT * FROM t WHERE id = 1
   waits for b
a: COMMIT
   COMMIT
b goes on:
   ALTER TABLE
c goes on:
   id:int4 | n:int4 | extra:int4
   1 | 10 | 7
   SELECT 1
c: SELECT * FROM t WHERE id = 1
   id:int4 | n:int4 | extra:int4
   1 | 10 | 7
   SELECT 1

== serializable
a: BEGIN
   BEGIN
a: SELECT count(*) FROM t
   count:int8
   3
   SELECT 1
b: ALTER TABLE t ADD COLUMN extra int DEFAULT 7
   waits for a
c: SELECT * FROM t WHERE id = 1
   waits for b
a: COMMIT
   COMMIT
b goes on:
   ALTER TABLE
c goes on:
   id:int4 | n:int4 | extra:int4
   1 | 10 | 7
   SELECT 1
c: SELECT * FROM t WHERE id = 1
   id:int4 | n:int4 | extra:int4
   1 | 10 | 7
   SELECT 1
