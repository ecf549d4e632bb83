-- Both read both doctors on call, and each takes another off.
setup: CREATE TABLE doctors (name text, on_call bool); INSERT INTO doctors VALUES ('Ada', true), ('Bo', true)
a: BEGIN
b: BEGIN
a: SELECT count(*) FROM doctors WHERE on_call
b: SELECT count(*) FROM doctors WHERE on_call
a: UPDATE doctors SET on_call = false WHERE name = 'Ada'
b: UPDATE doctors SET on_call = false WHERE name = 'Bo'
a: COMMIT
b: COMMIT
a: SELECT name FROM doctors WHERE on_call

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT count(*) FROM doctors WHERE on_call
   count:int8
   2
   SELECT 1
b: SELECT count(*) FROM doctors WHERE on_call
   count:int8
   2
   SELECT 1
a: UPDATE doctors SET on_call = false WHERE name = 'Ada'
   UPDATE 1
b: UPDATE doctors SET on_call = false WHERE name = 'Bo'
   UPDATE 1
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
a: SELECT name FROM doctors WHERE on_call
   name:text
   SELECT 0

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT count(*) FROM doctors WHERE on_call
   count:int8
   2
   SELECT 1
b: SELECT count(*) FROM doctors WHERE on_call
   count:int8
   2
   SELECT 1
a: UPDATE doctors SET on_call = false WHERE name = 'Ada'
   UPDATE 1
b: UPDATE doctors SET on_call = false WHERE name = 'Bo'
   UPDATE 1
a: COMMIT
   COMMIT
b: COMMIT
   COMMIT
a: SELECT name FROM doctors WHERE on_call
   name:text
   SELECT 0

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT count(*) FROM doctors WHERE on_call
   count:int8
   2
   SELECT 1
b: SELECT count(*) FROM doctors WHERE on_call
   count:int8
   2
   SELECT 1
a: UPDATE doctors SET on_call = false WHERE name = 'Ada'
   UPDATE 1
b: UPDATE doctors SET on_call = false WHERE name = 'Bo'
   UPDATE 1
a: COMMIT
   COMMIT
b: COMMIT
   ERROR 40001: could not serialize access due to read/write dependencies among transactions
   DETAIL: Reason code: Canceled on identification as a pivot, during commit attempt.
   HINT: The transaction might succeed if retried.
a: SELECT name FROM doctors WHERE on_call
   name:text
   Bo
   SELECT 1
