SELECT length('héllo'), char_length('abc'), octet_length('héllo'), upper('abc'), lower('ABC'), initcap('hello wORLD');
-- length:int4 | char_length:int4 | octet_length:int4 | upper:text | lower:text | initcap:text
-- 5 | 3 | 6 | ABC | abc | Hello World
-- SELECT 1

SELECT trim('  a '), trim(both 'x' from 'xxaxx'), ltrim('  a'), rtrim('a  '), btrim('xyaxy', 'xy');
-- btrim:text | btrim:text | ltrim:text | rtrim:text | btrim:text
-- a | a | a | a | a
-- SELECT 1

SELECT substring('hello' from 2 for 3), substring('hello', 2), substr('hello', -1, 4), left('hello', 2), right('hello', 2), left('hello', -2);
-- substring:text | substring:text | substr:text | left:text | right:text | left:text
-- ell | ello | he | he | lo | hel
-- SELECT 1

SELECT lpad('5', 3, '0'), rpad('a', 3, '*'), lpad('hello', 2), repeat('ab', 3), reverse('abc'), replace('banana', 'an', 'o');
-- lpad:text | rpad:text | lpad:text | repeat:text | reverse:text | replace:text
-- 005 | a** | he | ababab | cba | booa
-- SELECT 1

SELECT position('l' in 'hello'), strpos('hello', 'xx'), split_part('a,b,c', ',', 2), split_part('a,b,c', ',', -1), concat('a', NULL, 1, true), concat_ws('-', 'a', NULL, 'b');
-- position:int4 | strpos:int4 | split_part:text | split_part:text | concat:text | concat_ws:text
-- 3 | 0 | b | c | a1t | a-b
-- SELECT 1

SELECT 'abc' LIKE 'a%', 'abc' LIKE '_b_', 'a%c' LIKE 'a\%c', 'ABC' ILIKE 'abc', 'abc' NOT LIKE 'b%', 'abc' SIMILAR TO '(a|b)%', 'a_c' LIKE 'a!_c' ESCAPE '!';
-- ?column?:bool | ?column?:bool | ?column?:bool | ?column?:bool | ?column?:bool | ?column?:bool | ?column?:bool
-- t | t | t | t | t | t | t
-- SELECT 1

SELECT 'abc' ~ '^a', 'abc' ~* 'B', 'abc' !~ 'z', regexp_replace('foobar', 'o+', 'x'), regexp_replace('banana', 'a', 'o', 'g'), regexp_replace('John Smith', '(\w+) (\w+)', '\2 \1'), regexp_match('abc123', '[a-z]+([0-9]+)'), substring('abc123' from '[0-9]+');
-- ?column?:bool | ?column?:bool | ?column?:bool | regexp_replace:text | regexp_replace:text | regexp_replace:text | regexp_match:_text | substring:text
-- t | t | t | fxbar | bonono | Smith John | {123} | 123
-- SELECT 1

SELECT regexp_split_to_array('a1b2c', '[0-9]'), regexp_matches('a1b2', '[0-9]', 'g');
-- regexp_split_to_array:_text | regexp_matches:_text
-- {a,b,c} | {1}
-- {a,b,c} | {2}
-- SELECT 2

SELECT md5('hello'), ascii('A'), chr(65), to_hex(255), translate('12345', '143', 'ax'), overlay('Txxxxas' placing 'hom' from 2 for 4), starts_with('hello', 'he');
-- md5:text | ascii:int4 | chr:text | to_hex:text | translate:text | overlay:text | starts_with:bool
-- 5d41402abc4b2a76b9719d911017c592 | 65 | A | ff | a2x5 | Thomas | t
-- SELECT 1

SELECT quote_ident('Foo'), quote_literal('O''Reilly'), format('%s is %s', 'a', 1), format('%I = %L', 'col', 'it''s'), format('%5s|%-5s|', 'a', 'b');
-- quote_ident:text | quote_literal:text | format:text | format:text | format:text
-- "Foo" | 'O''Reilly' | a is 1 | col = 'it''s' |     a|b    |
-- SELECT 1

SELECT 'a' < 'B', 'a' < 'b', 'abc' = 'abc ', 'Z' < 'a';
-- ?column?:bool | ?column?:bool | ?column?:bool | ?column?:bool
-- f | t | f | t
-- SELECT 1

--! the second string has lost its place
SELECT 'it''s', E'a\tb', $$dollar 'quoted'$$, 'a' 'b';
-- ERROR 42601 at 51: syntax error at or near "'b'"

SELECT coalesce(NULL, 'x'), nullif('a', 'a'), greatest('a', 'c', 'b'), least(3, 1, NULL), coalesce(1, 2.5);
-- coalesce:text | nullif:text | greatest:text | least:int4 | coalesce:numeric
-- x | ∅ | c | 1 | 1
-- SELECT 1

SELECT CASE WHEN 1 = 1 THEN 'a' ELSE 'b' END, CASE 2 WHEN 1 THEN 'x' WHEN 2 THEN 'y' END, CASE WHEN false THEN 1 END;
-- case:text | case:text | case:int4
-- a | y | ∅
-- SELECT 1

SELECT string_agg(x, ',' ORDER BY x DESC) FROM (VALUES ('a'), ('c'), ('b')) t(x);
-- string_agg:text
-- c,b,a
-- SELECT 1

SELECT substring('abc' from 0 for 2), substring('abc', 2, 100);
-- substring:text | substring:text
-- a | bc
-- SELECT 1

SELECT substring('abc', 1, -1);
-- ERROR 22011: negative substring length not allowed

SELECT upper(NULL), length(NULL), 'a' || NULL;
-- upper:text | length:int4 | ?column?:text
-- ∅ | ∅ | ∅
-- SELECT 1

SELECT split_part('a,b', ',', 0);
-- ERROR 22023: field position must not be zero

SELECT chr(0);
-- ERROR 54000: null character not permitted

SELECT format('%s');
-- ERROR 22023: too few arguments for format()

SELECT 'abc' LIKE 'abc\';
-- ?column?:bool
-- f
-- SELECT 1

SELECT sha256('abc'), encode(sha256('abc'), 'hex');
-- sha256:bytea | encode:text
-- \\xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad | ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
-- SELECT 1

