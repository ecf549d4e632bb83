-- Each sums what the other is adding to.
setup: CREATE TABLE m (class int, v int); INSERT INTO m VALUES (1, 10), (1, 20), (2, 100), (2, 200)
a: BEGIN
b: BEGIN
a: SELECT sum(v) FROM m WHERE class = 1
a: INSERT INTO m VALUES (2, 30)
b: SELECT sum(v) FROM m WHERE class = 2
b: INSERT INTO m VALUES (1, 300)
a: COMMIT
b: COMMIT
a: SELECT class, v FROM m ORDER BY class, v

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT sum(v) FROM m WHERE class = 1
   sum:int8
   30
   SELECT 1
a: INSERT INTO m VALUES (2, 30)
   INSERT 0 1
b: SELECT sum(v) FROM m WHERE class = 2
   sum:int8
   300
   SELECT 1
b: INSERT INTO m VALUES (1, 300)
   INSERT 0 1
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
a: SELECT class, v FROM m ORDER BY class, v
   class:int4 | v:int4
   1 | 10
   1 | 20
   1 | 300
   2 | 30
   2 | 100
   2 | 200
   SELECT 6

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT sum(v) FROM m WHERE class = 1
   sum:int8
   30
   SELECT 1
a: INSERT INTO m VALUES (2, 30)
   INSERT 0 1
b: SELECT sum(v) FROM m WHERE class = 2
   sum:int8
   300
   SELECT 1
b: INSERT INTO m VALUES (1, 300)
   INSERT 0 1
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
a: SELECT class, v FROM m ORDER BY class, v
   class:int4 | v:int4
   1 | 10
   1 | 20
   1 | 300
   2 | 30
   2 | 100
   2 | 200
   SELECT 6

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT sum(v) FROM m WHERE class = 1
   sum:int8
   30
   SELECT 1
a: INSERT INTO m VALUES (2, 30)
   INSERT 0 1
b: SELECT sum(v) FROM m WHERE class = 2
   sum:int8
   300
   SELECT 1
b: INSERT INTO m VALUES (1, 300)
   INSERT 0 1
a: COMMIT
   COMMIT
b: COMMIT
   ERROR 40001: could not serialize access due to read/write dependencies among transactions
   DETAIL: Reason code: Canceled on identification as a pivot, during commit attempt.
   HINT: The transaction might succeed if retried.
a: SELECT class, v FROM m ORDER BY class, v
   class:int4 | v:int4
   1 | 10
   1 | 20
   2 | 30
   2 | 100
   2 | 200
   SELECT 5
