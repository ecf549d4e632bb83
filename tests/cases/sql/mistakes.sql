SELEC 1;
-- ERROR 42601 at 1: syntax error at or near "SELEC"

SELECT 1 +;
-- ERROR 42601 at 11: syntax error at or near ";"

SELECT (1;
-- ERROR 42601 at 10: syntax error at or near ";"

SELECT * FROM;
-- ERROR 42601 at 14: syntax error at or near ";"

SELECT 'abc;
-- ERROR 42601 at 8: unterminated quoted string at or near "'abc;\n"

INSERT INTO;
-- ERROR 42601 at 12: syntax error at or near ";"

CREATE TABLE t (id int,);
-- ERROR 42601 at 24: syntax error at or near ")"

CREATE TABLE t id int;
-- ERROR 42601 at 16: syntax error at or near "id"

SELECT 1 FROM t WHERE;
-- ERROR 42601 at 22: syntax error at or near ";"

UPDATE t SET;
-- ERROR 42601 at 13: syntax error at or near ";"

--! the parser complains one word later
DELETE t;
-- ERROR 42601 at 8: syntax error at or near "t"

--! the parser goes back to where the clause began
SELECT * FROM t GROUP;
-- ERROR 42601 at 22: syntax error at or near ";"

SELECT 1,, 2;
-- ERROR 42601 at 10: syntax error at or near ","

SELECT 1 2;
-- ERROR 42601 at 10: syntax error at or near "2"

SELECT "a;
-- ERROR 42601 at 8: unterminated quoted identifier at or near ""a;\n"

SELECT a FROM;
-- ERROR 42601 at 14: syntax error at or near ";"

SELECT $1;
-- ERROR 42P02 at 8: there is no parameter $1

DROP TABLE;
-- ERROR 42601 at 11: syntax error at or near ";"

--! the parser goes back to where the expression began
SELECT CASE WHEN 1 THEN 2;
-- ERROR 42601 at 26: syntax error at or near ";"

SELECT CASE WHEN 1 THEN 2 END;
-- ERROR 42804 at 18: argument of CASE/WHEN must be type boolean, not type integer

SELECT 1 = ;
-- ERROR 42601 at 12: syntax error at or near ";"

FOO;
-- ERROR 42601 at 1: syntax error at or near "FOO"

SELECT cast(1 as);
-- ERROR 42601 at 17: syntax error at or near ")"

SELECT 1 IN ();
-- ERROR 42601 at 14: syntax error at or near ")"

SELECT count(*;
-- ERROR 42601 at 15: syntax error at or near ";"

SELECT NOT 1;
-- ERROR 42804 at 12: argument of NOT must be type boolean, not type integer

SELECT -'a';
-- ERROR 42725 at 8: operator is not unique: - unknown
-- HINT: Could not choose a best candidate operator. You might need to add explicit type casts.

SELECT -true;
-- ERROR 42883 at 8: operator does not exist: - boolean
-- HINT: No operator matches the given name and argument type. You might need to add an explicit type cast.

SELECT 1 AND 2;
-- ERROR 42804 at 8: argument of AND must be type boolean, not type integer

--! COALESCE is read as a function like any other
SELECT coalesce();
-- ERROR 42601 at 17: syntax error at or near ")"

SELECT greatest(1, 'a');
-- ERROR 22P02 at 20: invalid input syntax for type integer: "a"

SELECT coalesce(1, 'a');
-- ERROR 22P02 at 20: invalid input syntax for type integer: "a"

SELECT CASE WHEN true THEN 1 ELSE 'a' END;
-- ERROR 22P02 at 35: invalid input syntax for type integer: "a"

SELECT sum('a');
-- ERROR 42725 at 8: function sum(unknown) is not unique
-- HINT: Could not choose a best candidate function. You might need to add explicit type casts.

SELECT sum(true);
-- ERROR 42883 at 8: function sum(boolean) does not exist
-- HINT: No function matches the given name and argument types. You might need to add explicit type casts.

SELECT avg('a'::text);
-- ERROR 42883 at 8: function avg(text) does not exist
-- HINT: No function matches the given name and argument types. You might need to add explicit type casts.

SELECT min(true);
-- ERROR 42883 at 8: function min(boolean) does not exist
-- HINT: No function matches the given name and argument types. You might need to add explicit type casts.

SELECT upper(1);
-- ERROR 42883 at 8: function upper(integer) does not exist
-- HINT: No function matches the given name and argument types. You might need to add explicit type casts.

SELECT upper('a', 'b');
-- ERROR 42883 at 8: function upper(unknown, unknown) does not exist
-- HINT: No function matches the given name and argument types. You might need to add explicit type casts.

SELECT now(1);
-- ERROR 42883 at 8: function now(integer) does not exist
-- HINT: No function matches the given name and argument types. You might need to add explicit type casts.

SELECT date '2024-01-01' + date '2024-01-01';
-- ERROR 42883 at 26: operator does not exist: date + date
-- HINT: No operator matches the given name and argument types. You might need to add explicit type casts.

SELECT ARRAY[1, 'a'];
-- ERROR 22P02 at 17: invalid input syntax for type integer: "a"

--! an empty array has no place in the syntax tree
SELECT ARRAY[];
-- ERROR 42P18 at 8: cannot determine type of empty array
-- HINT: Explicitly cast to the desired type, for example ARRAY[]::integer[].

SELECT 1 LIKE 'a';
-- ERROR 42883 at 10: operator does not exist: integer ~~ unknown
-- HINT: No operator matches the given name and argument types. You might need to add explicit type casts.

SELECT true + 1;
-- ERROR 42883 at 13: operator does not exist: boolean + integer
-- HINT: No operator matches the given name and argument types. You might need to add explicit type casts.

SELECT 'a' + 'b';
-- ERROR 42725 at 12: operator is not unique: unknown + unknown
-- HINT: Could not choose a best candidate operator. You might need to add explicit type casts.

SELECT interval '1 day' + 1;
-- ERROR 42883 at 25: operator does not exist: interval + integer
-- HINT: No operator matches the given name and argument types. You might need to add explicit type casts.

SELECT 1::date;
-- ERROR 42846 at 9: cannot cast type integer to date

SELECT true::float8;
-- ERROR 42846 at 12: cannot cast type boolean to double precision

SELECT '1'::json = '1'::json;
-- ERROR 42883 at 18: operator does not exist: json = json
-- HINT: No operator matches the given name and argument types. You might need to add explicit type casts.

SELECT nextval('nope');
-- ERROR 42P01 at 16: relation "nope" does not exist

SELECT extract(nope FROM now());
-- ERROR 22023: unit "nope" not recognized for type timestamp with time zone

SELECT date_trunc('nope', now());
-- ERROR 22023: unit "nope" not recognized for type timestamp with time zone

SELECT 1 ORDER BY 2;
-- ERROR 42P10 at 19: ORDER BY position 2 is not in select list

SELECT 1 LIMIT 'a';
-- ERROR 22P02 at 16: invalid input syntax for type bigint: "a"

SELECT * FROM (SELECT 1);
-- ERROR 42601 at 15: subquery in FROM must have an alias
-- HINT: For example, FROM (SELECT ...) [AS] foo.

SELECT * FROM (SELECT 1) AS x(a, b);
-- ERROR 42P10: table "x" has 1 columns available but 2 columns specified

VALUES (1), (1, 2);
-- ERROR 42601 at 14: VALUES lists must all be the same length

WITH x AS (SELECT 1) SELECT * FROM y;
-- ERROR 42P01 at 36: relation "y" does not exist

SELECT a.b.c.d.e;
-- ERROR 42601 at 8: improper qualified name (too many dotted names): a.b.c.d.e

SELECT 1 AS a, 2 AS b ORDER BY c;
-- ERROR 42703 at 32: column "c" does not exist

COMMIT;
-- COMMIT

ROLLBACK;
-- ROLLBACK

