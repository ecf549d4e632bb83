SELECT 1, 2147483648, 1.5, 'a', true, NULL;
-- ?column?:int4 | ?column?:int8 | ?column?:numeric | ?column?:text | ?column?:bool | ?column?:text
-- 1 | 2147483648 | 1.5 | a | t | ∅
-- SELECT 1

SELECT 1::smallint, 1::bigint, 1::real, 1::float8, 1::numeric(10,2), '1'::text, 't'::bool;
-- int2:int2 | int8:int8 | float4:float4 | float8:float8 | numeric:numeric | text:text | bool:bool
-- 1 | 1 | 1 | 1 | 1.00 | 1 | t
-- SELECT 1

SELECT 32768::smallint;
-- ERROR 22003: smallint out of range

SELECT 2147483647 + 1;
-- ERROR 22003: integer out of range

SELECT 9223372036854775807 + 1;
-- ERROR 22003: bigint out of range

SELECT '99999999999'::int;
-- ERROR 22003 at 8: value "99999999999" is out of range for type integer

SELECT 1.0 / 3, 10 / 4, 10 / 4.0, -7 / 2, -7 % 3, 2 ^ 10, 7.5 % 2;
-- ?column?:numeric | ?column?:int4 | ?column?:numeric | ?column?:int4 | ?column?:int4 | ?column?:float8 | ?column?:numeric
-- 0.33333333333333333333 | 2 | 2.5000000000000000 | -3 | -1 | 1024 | 1.5
-- SELECT 1

SELECT 1e3, 1.50 + 2.505, 1.5 * 2.25, 0.1 + 0.2, 0.1::float8 + 0.2::float8;
-- ?column?:numeric | ?column?:numeric | ?column?:numeric | ?column?:numeric | ?column?:float8
-- 1000 | 4.005 | 3.375 | 0.3 | 0.30000000000000004
-- SELECT 1

SELECT round(2.5), round(-2.5), round(2.567, 2), trunc(2.9), ceil(1.1), floor(-1.1), round(2.5::float8), abs(-3);
-- round:numeric | round:numeric | round:numeric | trunc:numeric | ceil:numeric | floor:numeric | round:float8 | abs:int4
-- 3 | -3 | 2.57 | 2 | 2 | -2 | 2 | 3
-- SELECT 1

SELECT 123456789.123::real, 1e20::float8, 1e-7::float8, 'NaN'::float8, 'infinity'::float8, 1::float8/3, 100000000000000::float8, 1e15::float8;
-- float4:float4 | float8:float8 | float8:float8 | float8:float8 | float8:float8 | ?column?:float8 | float8:float8 | float8:float8
-- 1.2345679e+08 | 1e+20 | 1e-07 | NaN | Infinity | 0.3333333333333333 | 100000000000000 | 1e+15
-- SELECT 1

SELECT 'abc'::char(5), 'abc'::char(5) = 'abc', length('abc'::char(5)), 'abcdef'::varchar(3), 'x'::char;
-- bpchar:bpchar | ?column?:bool | length:int4 | varchar:varchar | bpchar:bpchar
-- abc   | t | 3 | abc | x
-- SELECT 1

SELECT true AND NULL, false AND NULL, true OR NULL, NOT NULL::bool, NULL = NULL, NULL IS NULL, 1 IS DISTINCT FROM NULL;
-- ?column?:bool | ?column?:bool | ?column?:bool | ?column?:bool | ?column?:bool | ?column?:bool | ?column?:bool
-- ∅ | f | t | ∅ | ∅ | t | t
-- SELECT 1

SELECT 1 IN (1, NULL), 1 IN (2, NULL), 1 NOT IN (2, NULL), NULL IN (1);
-- ?column?:bool | ?column?:bool | ?column?:bool | ?column?:bool
-- t | ∅ | ∅ | ∅
-- SELECT 1

SELECT 'yes'::bool, 'off'::bool, 'maybe'::bool;
-- ERROR 22P02 at 34: invalid input syntax for type boolean: "maybe"

SELECT date '2024-02-29' + 1, date '2024-03-01' - date '2024-02-01', date '2024-01-31' + interval '1 month', timestamp '2024-01-01 10:00' - timestamp '2023-12-25 08:30';
-- ?column?:date | ?column?:int4 | ?column?:timestamp | ?column?:interval
-- 2024-03-01 | 29 | 2024-02-29 00:00:00 | 7 days 01:30:00
-- SELECT 1

SELECT timestamp '2024-01-01 10:00:00.123456', timestamptz '2024-01-01 10:00+02', time '10:30', interval '1 year 2 months 3 days 04:05:06.7';
-- timestamp:timestamp | timestamptz:timestamptz | time:time | interval:interval
-- 2024-01-01 10:00:00.123456 | 2024-01-01 08:00:00+00 | 10:30:00 | 1 year 2 mons 3 days 04:05:06.7
-- SELECT 1

SELECT '2024-01-01'::timestamp(0), '10:30:45.678'::time(1), '2024-01-01 10:30:45.678'::timestamp(2);
-- timestamp:timestamp | time:time | timestamp:timestamp
-- 2024-01-01 00:00:00 | 10:30:45.7 | 2024-01-01 10:30:45.68
-- SELECT 1

SELECT extract(year FROM date '2024-03-05'), extract(dow FROM date '2024-03-05'), extract(epoch FROM timestamp '2024-01-01'), extract(week FROM date '2021-01-03'), date_part('month', date '2024-03-05');
-- extract:numeric | extract:numeric | extract:numeric | extract:numeric | date_part:float8
-- 2024 | 2 | 1704067200.000000 | 53 | 3
-- SELECT 1

SELECT date_trunc('month', timestamp '2024-03-05 10:11:12'), date_trunc('week', timestamp '2024-03-05 10:11:12'), date_trunc('hour', timestamptz '2024-03-05 10:11:12+00');
-- date_trunc:timestamp | date_trunc:timestamp | date_trunc:timestamptz
-- 2024-03-01 00:00:00 | 2024-03-04 00:00:00 | 2024-03-05 10:00:00+00
-- SELECT 1

SELECT age(date '2024-03-05', date '2000-02-29'), interval '1 day' * 2.5, interval '36 hours' + interval '1 month', justify_hours(interval '36 hours'), -interval '1 day';
-- age:interval | ?column?:interval | ?column?:interval | justify_hours:interval | ?column?:interval
-- 24 years 5 days | 2 days 12:00:00 | 1 mon 36:00:00 | 1 day 12:00:00 | -1 days
-- SELECT 1

SELECT to_char(timestamp '2024-03-05 14:07:09', 'YYYY-MM-DD HH24:MI:SS'), to_char(timestamp '2024-03-05 14:07:09', 'Dy, DD Mon YYYY HH12:MI AM'), to_char(timestamp '2024-03-05 14:07:09', 'FMDay FMDDth FMMonth YYYY');
-- to_char:text | to_char:text | to_char:text
-- 2024-03-05 14:07:09 | Tue, 05 Mar 2024 02:07 PM | Tuesday 5th March 2024
-- SELECT 1

SELECT to_char(1234.5, '9,999.99'), to_char(1234.5, 'FM9,999.00'), to_char(-5, '999'), to_char(5, '000'), to_char(0.5, 'FM0.99');
-- to_char:text | to_char:text | to_char:text | to_char:text | to_char:text
--  1,234.50 | 1,234.50 |   -5 |  005 | 0.5
-- SELECT 1

SELECT to_date('05 Mar 2024', 'DD Mon YYYY'), to_timestamp('2024-03-05 14:07', 'YYYY-MM-DD HH24:MI'), to_timestamp(0);
-- to_date:date | to_timestamp:timestamptz | to_timestamp:timestamptz
-- 2024-03-05 | 2024-03-05 14:07:00+00 | 1970-01-01 00:00:00+00
-- SELECT 1

SELECT make_date(2024, 2, 29), date '2024-02-29' > date '2024-02-28', date '2024-01-01' = timestamp '2024-01-01';
-- make_date:date | ?column?:bool | ?column?:bool
-- 2024-02-29 | t | t
-- SELECT 1

SELECT '{1,2,3}'::int[], ARRAY[1,2,3], ARRAY[[1,2],[3,4]], '{a,"b c",NULL}'::text[], ARRAY[]::int[];
-- int4:_int4 | array:_int4 | array:_int4 | text:_text | array:_int4
-- {1,2,3} | {1,2,3} | {{1,2},{3,4}} | {a,"b c",NULL} | {}
-- SELECT 1

SELECT (ARRAY[10,20,30])[2], (ARRAY[10,20,30])[5], (ARRAY[10,20,30])[1:2], array_length(ARRAY[1,2], 1), cardinality(ARRAY[[1,2],[3,4]]);
-- array:int4 | array:int4 | array:_int4 | array_length:int4 | cardinality:int4
-- 20 | ∅ | {10,20} | 2 | 4
-- SELECT 1

SELECT ARRAY[1,2] || 3, 0 || ARRAY[1,2], ARRAY[1,2] || ARRAY[3], ARRAY[1,2,3] @> ARRAY[2], ARRAY[1,2] && ARRAY[2,9], 2 = ANY(ARRAY[1,2]), 5 > ALL(ARRAY[1,2]);
-- ?column?:_int4 | ?column?:_int4 | ?column?:_int4 | ?column?:bool | ?column?:bool | ?column?:bool | ?column?:bool
-- {1,2,3} | {0,1,2} | {1,2,3} | t | t | t | t
-- SELECT 1

SELECT array_append(ARRAY[1], 2), array_prepend(0, ARRAY[1]), array_cat(ARRAY[1], ARRAY[2]), array_remove(ARRAY[1,2,1], 1), array_position(ARRAY['a','b'], 'b'), array_to_string(ARRAY[1,NULL,3], ','), array_to_string(ARRAY[1,NULL,3], ',', '*'), string_to_array('a,b,c', ',');
-- array_append:_int4 | array_prepend:_int4 | array_cat:_int4 | array_remove:_int4 | array_position:int4 | array_to_string:text | array_to_string:text | string_to_array:_text
-- {1,2} | {0,1} | {1,2} | {2} | 2 | 1,3 | 1,*,3 | {a,b,c}
-- SELECT 1

SELECT '{"a":1,"b":{"c":[1,2,3]}}'::jsonb -> 'b' -> 'c' -> 1, '{"a":1}'::jsonb ->> 'a', '{"b":{"c":[1,2]}}'::jsonb #> '{b,c}', '{"b":{"c":[1,2]}}'::jsonb #>> '{b,c,0}', '{"a":1}'::jsonb @> '{"a":1}', '{"a":1}'::jsonb ? 'a';
-- ?column?:jsonb | ?column?:text | ?column?:jsonb | ?column?:text | ?column?:bool | ?column?:bool
-- 2 | 1 | [1, 2] | 1 | t | t
-- SELECT 1

SELECT '{"b":1, "a":2, "b":3}'::jsonb, '{"b":1, "a":2, "b":3}'::json, '[1, 2.50, "x", null, true]'::jsonb, '"a\u00e9\n"'::jsonb;
-- jsonb:jsonb | json:json | jsonb:jsonb | jsonb:jsonb
-- {"a": 2, "b": 3} | {"b":1, "a":2, "b":3} | [1, 2.50, "x", null, true] | "aé\\n"
-- SELECT 1

SELECT '{"a":1}'::jsonb || '{"b":2}'::jsonb, '{"a":1,"b":2}'::jsonb - 'a', '[1,2,3]'::jsonb - 1, jsonb_set('{"a":{"b":1}}', '{a,b}', '2'), jsonb_set('{"a":1}', '{c}', '3');
-- ?column?:jsonb | ?column?:jsonb | ?column?:jsonb | jsonb_set:jsonb | jsonb_set:jsonb
-- {"a": 1, "b": 2} | {"b": 2} | [1, 3] | {"a": {"b": 2}} | {"a": 1, "c": 3}
-- SELECT 1

SELECT jsonb_build_object('a', 1, 'b', ARRAY[1,2], 'c', NULL), json_build_object('a', 1, 'b', 'x'), jsonb_build_array(1, 'a', true), to_jsonb('x'::text), to_json(ARRAY[1,2]), jsonb_typeof('1'), jsonb_array_length('[1,2]');
-- jsonb_build_object:jsonb | json_build_object:json | jsonb_build_array:jsonb | to_jsonb:jsonb | to_json:json | jsonb_typeof:text | jsonb_array_length:int4
-- {"a": 1, "b": [1, 2], "c": null} | {"a" : 1, "b" : "x"} | [1, "a", true] | "x" | [1,2] | number | 2
-- SELECT 1

SELECT json_build_object('d', date '2024-01-01', 't', timestamp '2024-01-01 10:00', 'n', 1.50, 'b', true);
-- json_build_object:json
-- {"d" : "2024-01-01", "t" : "2024-01-01T10:00:00", "n" : 1.50, "b" : true}
-- SELECT 1

SELECT '{bad'::json;
-- ERROR 22P02 at 8: invalid input syntax for type json
-- DETAIL: Token "bad" is invalid.

SELECT '{1,2'::int[];
-- ERROR 22P02 at 8: malformed array literal: "{1,2"
-- DETAIL: Unexpected end of input.

SELECT '{1,a}'::int[];
-- ERROR 22P02 at 8: invalid input syntax for type integer: "a"

SELECT 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, 'A0EEBC999C0B4EF8BB6D6BB9BD380A11'::uuid;
-- uuid:uuid | uuid:uuid
-- a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11 | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
-- SELECT 1

SELECT 'nope'::uuid;
-- ERROR 22P02 at 8: invalid input syntax for type uuid: "nope"

SELECT '\x48656c6c6f'::bytea, 'a\\b'::bytea, length('\x4865'::bytea), encode('hello', 'base64'), decode('aGVsbG8=', 'base64'), encode('hi'::bytea, 'hex');
-- bytea:bytea | bytea:bytea | length:int4 | encode:text | decode:bytea | encode:text
-- \\x48656c6c6f | \\x615c62 | 2 | aGVsbG8= | \\x68656c6c6f | 6869
-- SELECT 1

SELECT 12345.678::numeric(7,2);
-- numeric:numeric
-- 12345.68
-- SELECT 1

SELECT 123456.7::numeric(5,2);
-- ERROR 22003: numeric field overflow
-- DETAIL: A field with precision 5, scale 2 must round to an absolute value less than 10^3.

SELECT 1 = 'a'::text;
-- ERROR 42883 at 10: operator does not exist: integer = text
-- HINT: No operator matches the given name and argument types. You might need to add explicit type casts.

SELECT 1 + '2', '3' * 2, 1 || 'a', 'a' || 1;
-- ?column?:int4 | ?column?:int4 | ?column?:text | ?column?:text
-- 3 | 6 | 1a | a1
-- SELECT 1

SELECT '2024-13-01'::date;
-- ERROR 22008 at 8: date/time field value out of range: "2024-13-01"
-- HINT: Perhaps you need a different "datestyle" setting.

SELECT 'soon'::date;
-- ERROR 22007 at 8: invalid input syntax for type date: "soon"

SELECT '25:00'::time;
-- ERROR 22008 at 8: date/time field value out of range: "25:00"

SELECT 'x'::interval;
-- ERROR 22007 at 8: invalid input syntax for type interval: "x"

SELECT CAST(1.5 AS int), CAST(2.5 AS int), 1.5::float8::int, 2.5::float8::int, '12'::int + 1, 3.99::int;
-- int4:int4 | int4:int4 | int4:int4 | int4:int4 | ?column?:int4 | int4:int4
-- 2 | 3 | 2 | 2 | 13 | 4
-- SELECT 1

SELECT pg_typeof(1), pg_typeof('a'), pg_typeof(1.5), pg_typeof(now()), pg_typeof(ARRAY[1]);
-- pg_typeof:regtype | pg_typeof:regtype | pg_typeof:regtype | pg_typeof:regtype | pg_typeof:regtype
-- integer | unknown | numeric | timestamp with time zone | integer[]
-- SELECT 1

SELECT 0.0001, 1.10, 100000000000000000000, -0.5, 5e-3;
-- ?column?:numeric | ?column?:numeric | ?column?:numeric | ?column?:numeric | ?column?:numeric
-- 0.0001 | 1.10 | 100000000000000000000 | -0.5 | 0.005
-- SELECT 1

SELECT 7::int2 + 1::int2, 7::int2 + 1::int8, 1.5::real + 1, 2::int8 * 1.5;
-- ?column?:int2 | ?column?:int8 | ?column?:float8 | ?column?:numeric
-- 8 | 8 | 2.5 | 3.0
-- SELECT 1

SELECT 5 & 3, 5 | 3, 5 # 3, ~5, 1 << 4, 16 >> 2;
-- ?column?:int4 | ?column?:int4 | ?column?:int4 | ?column?:int4 | ?column?:int4 | ?column?:int4
-- 1 | 7 | 6 | -6 | 16 | 4
-- SELECT 1

SELECT sqrt(2), sqrt(2::numeric), power(2, 10), power(2::numeric, 0.5), exp(0), ln(1), log(100), mod(7, 3), gcd(12, 18), sign(-2), pi();
-- sqrt:float8 | sqrt:numeric | power:float8 | power:numeric | exp:float8 | ln:float8 | log:float8 | mod:int4 | gcd:int4 | sign:float8 | pi:float8
-- 1.4142135623730951 | 1.414213562373095 | 1024 | 1.4142135623730950 | 1 | 0 | 2 | 1 | 6 | -1 | 3.141592653589793
-- SELECT 1

SELECT -5 / 2, 5 / -2, -5 % 2, 5 % -2, div(7, 2);
-- ?column?:int4 | ?column?:int4 | ?column?:int4 | ?column?:int4 | div:numeric
-- -2 | -2 | -1 | 1 | 3
-- SELECT 1

