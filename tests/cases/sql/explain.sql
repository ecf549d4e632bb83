CREATE TABLE t (id int PRIMARY KEY, a int, b text); INSERT INTO t SELECT i, i % 10, 'x' || i FROM generate_series(1, 1000) AS i; CREATE TABLE u (id int PRIMARY KEY, t int REFERENCES t, n numeric(8,2)); INSERT INTO u SELECT i, i * 2, i / 4.0 FROM generate_series(1, 200) AS i; CREATE INDEX u_t ON u (t); ANALYZE t; ANALYZE u;
-- CREATE TABLE
-- INSERT 0 1000
-- CREATE TABLE
-- INSERT 0 200
-- CREATE INDEX
-- ANALYZE
-- ANALYZE

EXPLAIN (COSTS OFF) SELECT * FROM t WHERE id = 5;
-- QUERY PLAN:text
-- Index Scan using t_pkey on t
--   Index Cond: (id = 5)
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT * FROM t WHERE id > 995 AND b <> 'x';
-- QUERY PLAN:text
-- Index Scan using t_pkey on t
--   Index Cond: (id > 995)
--   Filter: (b <> 'x'::text)
-- EXPLAIN

--! conditions stand as they are written
EXPLAIN (COSTS OFF) SELECT * FROM t WHERE a = 3 AND b LIKE 'x1%';
-- QUERY PLAN:text
-- Seq Scan on t
--   Filter: ((b ~~ 'x1%'::text) AND (a = 3))
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT * FROM t WHERE id IN (1, 2, 3);
-- QUERY PLAN:text
-- Index Scan using t_pkey on t
--   Index Cond: (id = ANY ('{1,2,3}'::integer[]))
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT * FROM t WHERE b IS NULL OR NOT a > 3;
-- QUERY PLAN:text
-- Seq Scan on t
--   Filter: ((b IS NULL) OR (a <= 3))
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT a, count(*) FROM t GROUP BY a HAVING count(*) > 2 ORDER BY count(*) DESC LIMIT 3;
-- QUERY PLAN:text
-- Limit
--   ->  Sort
--         Sort Key: (count(*)) DESC
--         ->  HashAggregate
--               Group Key: a
--               Filter: (count(*) > 2)
--               ->  Seq Scan on t
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT sum(n) FROM u WHERE n > 1.5;
-- QUERY PLAN:text
-- Aggregate
--   ->  Seq Scan on u
--         Filter: (n > 1.5)
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT * FROM t ORDER BY a DESC, b;
-- QUERY PLAN:text
-- Sort
--   Sort Key: a DESC, b
--   ->  Seq Scan on t
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT DISTINCT a FROM t;
-- QUERY PLAN:text
-- HashAggregate
--   Group Key: a
--   ->  Seq Scan on t
-- EXPLAIN

--! the smaller table comes first
EXPLAIN (COSTS OFF) SELECT u.id, t.b FROM u JOIN t ON t.id = u.t;
-- QUERY PLAN:text
-- Hash Join
--   Hash Cond: (t.id = u.t)
--   ->  Seq Scan on t
--   ->  Hash
--         ->  Seq Scan on u
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT t.id FROM t LEFT JOIN u ON u.t = t.id AND u.n > 10;
-- QUERY PLAN:text
-- Hash Left Join
--   Hash Cond: (t.id = u.t)
--   ->  Seq Scan on t
--   ->  Hash
--         ->  Seq Scan on u
--               Filter: (n > '10'::numeric)
-- EXPLAIN

--! an index is used whatever the size of the table
EXPLAIN (COSTS OFF) SELECT * FROM t, u WHERE t.id = 4 AND u.t = t.id;
-- QUERY PLAN:text
-- Nested Loop
--   ->  Index Scan using t_pkey on t
--         Index Cond: (id = 4)
--   ->  Seq Scan on u
--         Filter: (t = 4)
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT id FROM t UNION ALL SELECT id FROM u;
-- QUERY PLAN:text
-- Append
--   ->  Seq Scan on t
--   ->  Seq Scan on u
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT 1;
-- QUERY PLAN:text
-- Result
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT 1 WHERE false;
-- QUERY PLAN:text
-- Result
--   One-Time Filter: false
-- EXPLAIN

EXPLAIN (COSTS OFF) VALUES (1), (2);
-- QUERY PLAN:text
-- Values Scan on "*VALUES*"
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT * FROM generate_series(1, 3) AS g;
-- QUERY PLAN:text
-- Function Scan on generate_series g
-- EXPLAIN

EXPLAIN (COSTS OFF) INSERT INTO u VALUES (1000, 1, 1);
-- QUERY PLAN:text
-- Insert on u
--   ->  Result
-- EXPLAIN

EXPLAIN (COSTS OFF) INSERT INTO u VALUES (1000, 1, 1) ON CONFLICT (id) DO NOTHING;
-- QUERY PLAN:text
-- Insert on u
--   Conflict Resolution: NOTHING
--   Conflict Arbiter Indexes: u_pkey
--   ->  Result
-- EXPLAIN

EXPLAIN (COSTS OFF) UPDATE t SET a = 1 WHERE id = 3;
-- QUERY PLAN:text
-- Update on t
--   ->  Index Scan using t_pkey on t
--         Index Cond: (id = 3)
-- EXPLAIN

EXPLAIN (COSTS OFF) DELETE FROM u WHERE n < 1;
-- QUERY PLAN:text
-- Delete on u
--   ->  Seq Scan on u
--         Filter: (n < '1'::numeric)
-- EXPLAIN

EXPLAIN (COSTS OFF) SELECT id FROM t WHERE id = 1 FOR UPDATE;
-- QUERY PLAN:text
-- LockRows
--   ->  Index Scan using t_pkey on t
--         Index Cond: (id = 1)
-- EXPLAIN

--! an index is used whatever the size of the table
EXPLAIN (COSTS OFF) SELECT *, (SELECT max(n) FROM u WHERE u.t = t.id) FROM t WHERE id < 3;
-- QUERY PLAN:text
-- Index Scan using t_pkey on t
--   Index Cond: (id < 3)
--   SubPlan 1
--     ->  Aggregate
--           ->  Seq Scan on u
--                 Filter: (t = t.id)
-- EXPLAIN

EXPLAIN (COSTS OFF) WITH few AS MATERIALIZED (SELECT * FROM t WHERE id < 10) SELECT * FROM few WHERE a = 1;
-- QUERY PLAN:text
-- CTE Scan on few
--   Filter: (a = 1)
--   CTE few
--     ->  Index Scan using t_pkey on t
--           Index Cond: (id < 10)
-- EXPLAIN

--! conditions stand as they are written
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT * FROM t WHERE a = 3 AND b LIKE 'x1%';
-- QUERY PLAN:text
-- Seq Scan on t (actual rows=11 loops=1)
--   Filter: ((b ~~ 'x1%'::text) AND (a = 3))
--   Rows Removed by Filter: 989
-- EXPLAIN

EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT * FROM t WHERE id BETWEEN 10 AND 19;
-- QUERY PLAN:text
-- Index Scan using t_pkey on t (actual rows=10 loops=1)
--   Index Cond: ((id >= 10) AND (id <= 19))
-- EXPLAIN

EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT * FROM t WHERE id = 0;
-- QUERY PLAN:text
-- Index Scan using t_pkey on t (actual rows=0 loops=1)
--   Index Cond: (id = 0)
-- EXPLAIN

EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) UPDATE t SET a = a + 1 WHERE id <= 2;
-- QUERY PLAN:text
-- Update on t (actual rows=0 loops=1)
--   ->  Index Scan using t_pkey on t (actual rows=2 loops=1)
--         Index Cond: (id <= 2)
-- EXPLAIN

--! an index is used whatever the size of the table
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, FORMAT JSON) DELETE FROM u WHERE id = 7;
-- QUERY PLAN:json
-- [\n  {\n    "Plan": {\n      "Node Type": "ModifyTable",\n      "Operation": "Delete",\n      "Parallel Aware": false,\n      "Async Capable": false,\n      "Relation Name": "u",\n      "Alias": "u",\n      "Actual Rows": 0,\n      "Actual Loops": 1,\n      "Plans": [\n        {\n          "Node Type": "Seq Scan",\n          "Parent Relationship": "Outer",\n          "Parallel Aware": false,\n          "Async Capable": false,\n          "Relation Name": "u",\n          "Alias": "u",\n          "Actual Rows": 1,\n          "Actual Loops": 1,\n          "Filter": "(id = 7)",\n          "Rows Removed by Filter": 199\n        }\n      ]\n    },\n    "Triggers": [\n    ]\n  }\n]
-- EXPLAIN

SELECT id, a FROM t WHERE id <= 2 ORDER BY id;
-- id:int4 | a:int4
-- 1 | 2
-- 2 | 3
-- SELECT 2

SELECT count(*) FROM u;
-- count:int8
-- 199
-- SELECT 1

EXPLAIN SELECT missing FROM t;
-- ERROR 42703 at 16: column "missing" does not exist

EXPLAIN (FANCY) SELECT 1;
-- ERROR 42601 at 10: unrecognized EXPLAIN option "fancy"

EXPLAIN (FORMAT CSV) SELECT 1;
-- ERROR 22023 at 10: unrecognized value for EXPLAIN option "format": "csv"

