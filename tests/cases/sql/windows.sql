CREATE TABLE scores (id int PRIMARY KEY, team text, points int);
-- CREATE TABLE

INSERT INTO scores VALUES (1, 'red', 30), (2, 'blue', 10), (3, 'red', 20), (4, 'blue', 40), (5, NULL, 20);
-- INSERT 0 5

SELECT id, row_number() OVER (ORDER BY points DESC, id) FROM scores;
-- id:int4 | row_number:int8
-- 4 | 1
-- 1 | 2
-- 3 | 3
-- 5 | 4
-- 2 | 5
-- SELECT 5

SELECT id, rank() OVER (PARTITION BY team ORDER BY points) FROM scores;
-- id:int4 | rank:int8
-- 2 | 1
-- 4 | 2
-- 3 | 1
-- 1 | 2
-- 5 | 1
-- SELECT 5

SELECT id, team, sum(points) OVER (PARTITION BY team) AS of_team FROM scores WHERE team = 'red';
-- id:int4 | team:text | of_team:int8
-- 1 | red | 50
-- 3 | red | 50
-- SELECT 2

SELECT id, sum(points) OVER (ORDER BY id DESC) AS so_far, count(*) OVER () AS of_all FROM scores;
-- id:int4 | so_far:int8 | of_all:int8
-- 5 | 20 | 5
-- 4 | 60 | 5
-- 3 | 80 | 5
-- 2 | 90 | 5
-- 1 | 120 | 5
-- SELECT 5

SELECT id, lag(points) OVER (PARTITION BY team ORDER BY id), row_number() OVER (ORDER BY points, id) FROM scores;
-- id:int4 | lag:int4 | row_number:int8
-- 2 | ∅ | 1
-- 4 | 10 | 5
-- 1 | ∅ | 4
-- 3 | 30 | 2
-- 5 | ∅ | 3
-- SELECT 5

SELECT id, row_number() OVER (ORDER BY points, id), lag(points) OVER (PARTITION BY team ORDER BY id, points) FROM scores LIMIT 3;
-- id:int4 | row_number:int8 | lag:int4
-- 2 | 1 | ∅
-- 3 | 2 | 30
-- 5 | 3 | ∅
-- SELECT 3

SELECT id, first_value(id) OVER w, nth_value(id, 2) OVER w FROM scores WINDOW w AS (ORDER BY id ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING);
-- id:int4 | first_value:int4 | nth_value:int4
-- 1 | 2 | 3
-- 2 | 3 | 4
-- 3 | 4 | 5
-- 4 | 5 | ∅
-- 5 | ∅ | ∅
-- SELECT 5

