-- Each transaction may choose its level.
setup: CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)
a: BEGIN ISOLATION LEVEL REPEATABLE READ
a: SHOW transaction_isolation
a: COMMIT
a: BEGIN
a: SET TRANSACTION ISOLATION LEVEL SERIALIZABLE
a: SHOW transaction_isolation
a: SELECT 1
a: SET TRANSACTION ISOLATION LEVEL READ COMMITTED
a: ROLLBACK
a: SHOW transaction_isolation
a: SHOW default_transaction_isolation

== read committed
a: BEGIN ISOLATION LEVEL REPEATABLE READ
   BEGIN
a: SHOW transaction_isolation
   transaction_isolation:text
   repeatable read
   SHOW
a: COMMIT
   COMMIT
a: BEGIN
   BEGIN
a: SET TRANSACTION ISOLATION LEVEL SERIALIZABLE
   SET
a: SHOW transaction_isolation
   transaction_isolation:text
   serializable
   SHOW
a: SELECT 1
   ?column?:int4
   1
   SELECT 1
a: SET TRANSACTION ISOLATION LEVEL READ COMMITTED
   ERROR 25001: SET TRANSACTION ISOLATION LEVEL must be called before any query
a: ROLLBACK
   ROLLBACK
a: SHOW transaction_isolation
   transaction_isolation:text
   read committed
   SHOW
a: SHOW default_transaction_isolation
   default_transaction_isolation:text
   read committed
   SHOW

== repeatable read
a: BEGIN ISOLATION LEVEL REPEATABLE READ
   BEGIN
a: SHOW transaction_isolation
   transaction_isolation:text
   repeatable read
   SHOW
a: COMMIT
   COMMIT
a: BEGIN
   BEGIN
a: SET TRANSACTION ISOLATION LEVEL SERIALIZABLE
   SET
a: SHOW transaction_isolation
   transaction_isolation:text
   serializable
   SHOW
a: SELECT 1
   ?column?:int4
   1
   SELECT 1
a: SET TRANSACTION ISOLATION LEVEL READ COMMITTED
   ERROR 25001: SET TRANSACTION ISOLATION LEVEL must be called before any query
a: ROLLBACK
   ROLLBACK
a: SHOW transaction_isolation
   transaction_isolation:text
   repeatable read
   SHOW
a: SHOW default_transaction_isolation
   default_transaction_isolation:text
   repeatable read
   SHOW

== serializable
a: BEGIN ISOLATION LEVEL REPEATABLE READ
   BEGIN
a: SHOW transaction_isolation
   transaction_isolation:text
   repeatable read
   SHOW
a: COMMIT
   COMMIT
a: BEGIN
   BEGIN
a: SET TRANSACTION ISOLATION LEVEL SERIALIZABLE
   SET
a: SHOW transaction_isolation
   transaction_isolation:text
   serializable
   SHOW
a: SELECT 1
   ?column?:int4
   1
   SELECT 1
a: SET TRANSACTION ISOLATION LEVEL READ COMMITTED
   ERROR 25001: SET TRANSACTION ISOLATION LEVEL must be called before any query
a: ROLLBACK
   ROLLBACK
a: SHOW transaction_isolation
   transaction_isolation:text
   serializable
   SHOW
a: SHOW default_transaction_isolation
   default_transaction_isolation:text
   serializable
   SHOW
