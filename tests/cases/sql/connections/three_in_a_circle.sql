-- Each reads what the next one writes.
setup: CREATE TABLE x (n int); CREATE TABLE y (n int); CREATE TABLE z (n int); INSERT INTO x VALUES (1); INSERT INTO y VALUES (1); INSERT INTO z VALUES (1)
a: BEGIN
b: BEGIN
c: BEGIN
a: SELECT sum(n) FROM x
b: SELECT sum(n) FROM y
c: SELECT sum(n) FROM z
a: INSERT INTO z VALUES (1)
b: INSERT INTO x VALUES (1)
c: INSERT INTO y VALUES (1)
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
a: SELECT sum(n) FROM x
   sum:int8
   1
   SELECT 1
b: SELECT sum(n) FROM y
   sum:int8
   1
   SELECT 1
c: SELECT sum(n) FROM z
   sum:int8
   1
   SELECT 1
a: INSERT INTO z VALUES (1)
   INSERT 0 1
b: INSERT INTO x VALUES (1)
   INSERT 0 1
c: INSERT INTO y VALUES (1)
   INSERT 0 1
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
c: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
c: BEGIN
   BEGIN
a: SELECT sum(n) FROM x
   sum:int8
   1
   SELECT 1
b: SELECT sum(n) FROM y
   sum:int8
   1
   SELECT 1
c: SELECT sum(n) FROM z
   sum:int8
   1
   SELECT 1
a: INSERT INTO z VALUES (1)
   INSERT 0 1
b: INSERT INTO x VALUES (1)
   INSERT 0 1
c: INSERT INTO y VALUES (1)
   INSERT 0 1
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
c: COMMIT
   COMMIT

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
c: BEGIN
   BEGIN
a: SELECT sum(n) FROM x
   sum:int8
   1
   SELECT 1
b: SELECT sum(n) FROM y
   sum:int8
   1
   SELECT 1
c: SELECT sum(n) FROM z
   sum:int8
   1
   SELECT 1
a: INSERT INTO z VALUES (1)
   INSERT 0 1
b: INSERT INTO x VALUES (1)
   INSERT 0 1
c: INSERT INTO y VALUES (1)
   INSERT 0 1
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
c: COMMIT
   ERROR 40001: could not serialize access due to read/write dependencies among transactions
   DETAIL: Reason code: Canceled on identification as a pivot, during commit attempt.
   HINT: The transaction might succeed if retried.
