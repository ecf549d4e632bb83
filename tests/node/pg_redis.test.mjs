// pg and redis in handlers, with the world's database and cache.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startSession } from "./support/session.mjs";

/** @type {Awaited<ReturnType<typeof startSession>>} */
let session;
before(async () => {
  session = await startSession();
});
after(() => session.close());

/**
 * Runs the body of an async function in a handler and gives what it returns.
 * @param {string} body
 * @param {any} [world]
 */
async function run(body, world = {}) {
  await session.open({
    id: "t",
    sql: "",
    cache: "",
    ...world,
    files: {
      "server.js": `import express from "express";
import pg, { Pool, Client } from "pg";
import { createClient } from "redis";
const pool = new Pool();
const app = express();
app.get("/", async (req, res) => { res.json((await work(req)) ?? null); });
async function work(req) { ${body} }
app.use((error, req, res, next) => res.status(500).json({ ...error, name: error.name, message: error.message, stack: error.stack, is: error instanceof pg.DatabaseError }));
app.listen(3000);
`,
    },
  });
  const { answer } = await session.send("GET", "/");
  assert.ok(answer.response, JSON.stringify(answer));
  return JSON.parse(answer.response.body);
}

test("a query gives rows of JavaScript's types", async () => {
  const rows = await run(`
    await pool.query("CREATE TABLE book (id int PRIMARY KEY, title text, price numeric, sold bigint, open boolean, rate float8)");
    await pool.query("INSERT INTO book VALUES ($1, $2, $3, $4, $5, $6), (2, NULL, NULL, NULL, NULL, NULL)", [1, "One", 9.5, 10n, true, 0.25]);
    const { rows, rowCount, command, fields } = await pool.query("SELECT * FROM book ORDER BY id");
    return { rows, rowCount, command, names: fields.map((f) => f.name), oids: fields.map((f) => f.dataTypeID) };
  `);
  assert.deepEqual(rows, {
    rows: [
      { id: 1, title: "One", price: "9.5", sold: "10", open: true, rate: 0.25 },
      { id: 2, title: null, price: null, sold: null, open: null, rate: null },
    ],
    rowCount: 2,
    command: "SELECT",
    names: ["id", "title", "price", "sold", "open", "rate"],
    oids: [23, 25, 1700, 20, 16, 701],
  });
});

test("a duplicate key is a DatabaseError with PostgreSQL's fields, at the line of the query", async () => {
  const error = await run(`
    await pool.query("CREATE TABLE book (id int PRIMARY KEY)");
    await pool.query("INSERT INTO book VALUES (1)");
    await pool.query("INSERT INTO book VALUES (1)");
  `);
  assert.equal(error.is, true);
  assert.equal(error.code, "23505");
  assert.equal(error.name, "error");
  assert.equal(error.severity, "ERROR");
  assert.equal(error.table, "book");
  assert.equal(error.constraint, "book_pkey");
  assert.equal(error.detail, "Key (id)=(1) already exists.");
  assert.match(error.stack, /^error: duplicate key value violates unique constraint "book_pkey"\n {4}at (async )?work \(file:\/\/\/app\/server\.js:10:16\)/);
});

test("a transaction on one client is rolled back as a whole", async () => {
  const rows = await run(`
    await pool.query("CREATE TABLE book (id int)");
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("INSERT INTO book VALUES (1)");
      await client.query("ROLLBACK");
    } finally {
      client.release();
    }
    return (await pool.query("SELECT count(*) FROM book")).rows;
  `);
  assert.deepEqual(rows, [{ count: "0" }]);
});

test("rows come as arrays when asked, and callbacks are called", async () => {
  const result = await run(`
    const arrays = await pool.query({ text: "SELECT 1 AS a, 'x' AS b", rowMode: "array" });
    const called = await new Promise((done) => pool.query("SELECT $1::int AS n", [7], (error, result) => done(result.rows)));
    return [arrays.rows, called];
  `);
  assert.deepEqual(result, [[[1, "x"]], [{ n: 7 }]]);
});

test("a pool that has ended refuses, with its line", async () => {
  const error = await run(`await pool.end(); await pool.query("SELECT 1");`);
  assert.equal(error.message, "Cannot use a pool after calling end on the pool");
  assert.match(error.stack, /server\.js:8/);
});

test("the pool makes no more connections than it may", async () => {
  const counts = await run(`
    const small = new Pool({ max: 2 });
    const all = [1, 2, 3, 4].map((n) => small.query("SELECT $1::int AS n", [n]));
    const waiting = small.waitingCount;
    const rows = (await Promise.all(all)).map((r) => r.rows[0].n);
    return { waiting, rows, total: small.totalCount, idle: small.idleCount };
  `);
  assert.deepEqual(counts, { waiting: 2, rows: [1, 2, 3, 4], total: 2, idle: 2 });
});

test("the cache keeps values, counts and forgets", async () => {
  const result = await run(`
    const cache = createClient();
    await cache.connect();
    const set = await cache.set("a", "1", { EX: 60 });
    const kept = await cache.set("a", "2", { condition: "NX" });
    return [set, kept, await cache.get("a"), await cache.get("none"), await cache.incrBy("n", 5), await cache.ttl("a"),
      await cache.del(["a", "n"]), await cache.exists("a"), await cache.mGet(["a", "n"]), await cache.PING()];
  `);
  assert.deepEqual(result, ["OK", null, "1", null, 5, 60, 2, 0, [null, null], "PONG"]);
});

test("hashes, sets and sorted sets come as node-redis gives them", async () => {
  const result = await run(`
    const cache = await createClient().connect();
    await cache.hSet("h", { name: "Ada", born: 1815 });
    await cache.zAdd("z", [{ score: 2, value: "b" }, { score: 1, value: "a" }]);
    await cache.sAdd("s", ["x", "y"]);
    return [await cache.hGetAll("h"), await cache.zRangeWithScores("z", 0, -1), await cache.zScore("z", "b"), (await cache.sMembers("s")).sort()];
  `);
  assert.deepEqual(result, [{ name: "Ada", born: "1815" }, [{ value: "a", score: 1 }, { value: "b", score: 2 }], 2, ["x", "y"]]);
});

test("a transaction gives one reply for each command", async () => {
  const result = await run(`
    const cache = await createClient().connect();
    return cache.multi().set("a", "1").incr("a").get("a").exec();
  `);
  assert.deepEqual(result, ["OK", 2, "2"]);
});

test("a command on the wrong type is an ErrorReply at its line", async () => {
  const error = await run(`
    const cache = await createClient().connect();
    await cache.set("a", "text");
    await cache.incr("a");
  `);
  assert.equal(error.message, "ERR value is not an integer or out of range");
  assert.match(error.stack, /server\.js:11:/);
});

test("a client that is not connected is closed", async () => {
  const error = await run(`await createClient().get("a");`);
  assert.equal(error.message, "The client is closed");
});

test("arguments that are no text are refused in node-redis's words", async () => {
  const error = await run(`const cache = await createClient().connect(); await cache.get(5);`);
  assert.equal(error.message, '"arguments[1]" must be of type "string | Buffer", got number instead.');
});
