-- FOR UPDATE on what was read makes the second wait.
setup: CREATE TABLE doctors (name text, on_call bool); INSERT INTO doctors VALUES ('Ada', true), ('Bo', true)
a: BEGIN
b: BEGIN
a: SELECT name FROM doctors WHERE on_call ORDER BY name FOR UPDATE
b: SELECT name FROM doctors WHERE on_call ORDER BY name FOR UPDATE
a: UPDATE doctors SET on_call = false WHERE name = 'Ada'
a: COMMIT
b: COMMIT

== read committed
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT name FROM doctors WHERE on_call ORDER BY name FOR UPDATE
   name:text
   Ada
   Bo
   SELECT 2
b: SELECT name FROM doctors WHERE on_call ORDER BY name FOR UPDATE
   waits for a
a: UPDATE doctors SET on_call = false WHERE name = 'Ada'
   UPDATE 1
a: COMMIT
   COMMIT
b goes on:
   name:text
   Bo
   SELECT 1
b: COMMIT
   COMMIT

== repeatable read
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT name FROM doctors WHERE on_call ORDER BY name FOR UPDATE
   name:text
   Ada
   Bo
   SELECT 2
b: SELECT name FROM doctors WHERE on_call ORDER BY name FOR UPDATE
   waits for a
a: UPDATE doctors SET on_call = false WHERE name = 'Ada'
   UPDATE 1
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK

== serializable
a: BEGIN
   BEGIN
b: BEGIN
   BEGIN
a: SELECT name FROM doctors WHERE on_call ORDER BY name FOR UPDATE
   name:text
   Ada
   Bo
   SELECT 2
b: SELECT name FROM doctors WHERE on_call ORDER BY name FOR UPDATE
   waits for a
a: UPDATE doctors SET on_call = false WHERE name = 'Ada'
   UPDATE 1
a: COMMIT
   COMMIT
b goes on:
   ERROR 40001: could not serialize access due to concurrent update
b: COMMIT
   ROLLBACK
