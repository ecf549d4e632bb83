-- Numbers of a sequence are given once, whoever rolls back.
setup: CREATE TABLE s (id serial, k text UNIQUE)
a: BEGIN
a: INSERT INTO s (k) VALUES ('x') RETURNING id
b: INSERT INTO s (k) VALUES ('x') RETURNING id
c: INSERT INTO s (k) VALUES ('y') RETURNING id
a: ROLLBACK
a: SELECT * FROM s ORDER BY id

== read committed
a: BEGIN
   BEGIN
a: INSERT INTO s (k) VALUES ('x') RETURNING id
   id:int4
   1
   INSERT 0 1
b: INSERT INTO s (k) VALUES ('x') RETURNING id
   waits for a
c: INSERT INTO s (k) VALUES ('y') RETURNING id
   id:int4
   3
   INSERT 0 1
a: ROLLBACK
   ROLLBACK
b goes on:
   id:int4
   2
   INSERT 0 1
a: SELECT * FROM s ORDER BY id
   id:int4 | k:text
   2 | x
   3 | y
   SELECT 2

== repeatable read
a: BEGIN
   BEGIN
a: INSERT INTO s (k) VALUES ('x') RETURNING id
   id:int4
   1
   INSERT 0 1
b: INSERT INTO s (k) VALUES ('x') RETURNING id
   waits for a
c: INSERT INTO s (k) VALUES ('y') RETURNING id
   id:int4
   3
   INSERT 0 1
a: ROLLBACK
   ROLLBACK
b goes on:
   id:int4
   2
   INSERT 0 1
a: SELECT * FROM s ORDER BY id
   id:int4 | k:text
   2 | x
   3 | y
   SELECT 2

== serializable
a: BEGIN
   BEGIN
a: INSERT INTO s (k) VALUES ('x') RETURNING id
   id:int4
   1
   INSERT 0 1
b: INSERT INTO s (k) VALUES ('x') RETURNING id
   waits for a
c: INSERT INTO s (k) VALUES ('y') RETURNING id
   id:int4
   3
   INSERT 0 1
a: ROLLBACK
   ROLLBACK
b goes on:
   id:int4
   2
   INSERT 0 1
a: SELECT * FROM s ORDER BY id
   id:int4 | k:text
   2 | x
   3 | y
   SELECT 2
