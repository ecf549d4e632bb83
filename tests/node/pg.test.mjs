// pg in the runtime, with answers written by hand.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startProcess, startRuntime } from "./support/world.mjs";

/** @type {Awaited<ReturnType<typeof startRuntime>>} */
let runtime;
before(async () => {
  runtime = await startRuntime();
});
after(() => runtime.close());

/** @param {string} tag @param {[string, number][]} [fields] @param {(string | null)[][]} [rows] */
const rows = (tag, fields = [], rows = []) => ({ tag, fields: fields.map(([name, type_oid]) => ({ name, type_name: "", type_oid })), rows });

/**
 * Runs the body of an async function in a handler, answering its calls; gives
 * what it returned and what it asked.
 * @param {string} body
 * @param {(service: any) => any} [answer]
 */
async function run(body, answer = () => ({ result: "sql", results: [rows("SELECT 0")] })) {
  const process = await startProcess(runtime, {
    "server.js": `import { createServer } from "node:http";
import pg, { Client, DatabaseError, Pool } from "pg";
const pool = new Pool();
async function work() { ${body} }
createServer((req, res) => work().then((value) => res.end(JSON.stringify(value)), (error) => res.end(JSON.stringify({ ...error, message: error.message, stack: error.stack, is: error instanceof DatabaseError })))).listen(3000);
`,
  });
  /** @type {any[]} */
  const asked = [];
  let actions = await process.request("GET", "/");
  const calls = [];
  for (;;) {
    const response = actions.find((/** @type {any} */ { kind }) => kind === "respond");
    if (response) return { value: response.body && JSON.parse(response.body), asked };
    calls.push(...actions.filter((/** @type {any} */ { kind }) => kind === "call"));
    const next = calls.shift();
    assert.ok(next, `nothing to answer: ${JSON.stringify(actions)}`);
    asked.push(next.service);
    const done = /connect|close/.test(next.service.service) ? { result: "done" } : answer(next.service);
    actions = await process.answer(1, next.call, done);
  }
}

test("values become JavaScript's as pg makes them", async () => {
  const fields = /** @type {[string, number][]} */ ([["i", 23], ["big", 20], ["n", 1700], ["b", 16], ["f", 701], ["j", 3802], ["t", 1184], ["d", 1082], ["a", 1007], ["s", 1009], ["y", 17], ["v", 1186], ["none", 23]]);
  const row = ["1", "9007199254740993", "1.50", "t", "0.25", '{"a":[1]}', "2026-01-02 03:04:05.678+00", "2026-01-02", "{1,NULL,{2,3}}", '{"a b","c\\"d",e}', "\\x6869", "1 year 2 mons 3 days 04:05:06", null];
  const { value } = await run(`const { rows: [r], rowCount, command } = await pool.query("q"); return { ...r, y: r.y.toString(), rowCount, command };`, () => ({
    result: "sql",
    results: [rows("SELECT 1", fields, [row])],
  }));
  assert.deepEqual(value, {
    i: 1, big: "9007199254740993", n: "1.50", b: true, f: 0.25, j: { a: [1] }, t: "2026-01-02T03:04:05.678Z", d: "2026-01-02T00:00:00.000Z",
    a: [1, null, [2, 3]], s: ["a b", 'c"d', "e"], y: "hi", v: { years: 1, months: 2, days: 3, hours: 4, minutes: 5, seconds: 6 }, none: null, rowCount: 1, command: "SELECT",
  });
});

test("parameters become PostgreSQL's text as pg makes it", async () => {
  const { asked } = await run(`await pool.query("q", [1, "x", null, undefined, true, 10n, { a: 1 }, [1, "a\\"b", null], new Date(0), Buffer.from("hi"), { toPostgres: () => "own" }]);`);
  assert.deepEqual(asked[1], {
    service: "sql_query",
    connection: 1,
    text: "q",
    params: ["1", "x", null, null, "true", "10", '{"a":1}', '{"1","a\\"b",NULL}', "1970-01-01T00:00:00.000+00:00", "\\x6869", "own"],
  });
});

test("an error is a DatabaseError with its fields, at the line of the query", async () => {
  const { value } = await run(`\n await pool.query("INSERT");`, () => ({ result: "sql_error", code: "23505", message: "duplicate key", detail: "Key (id)=(1) already exists.", table: "book", constraint: "book_pkey", position: 3 }));
  assert.equal(value.is, true);
  assert.deepEqual([value.code, value.name, value.severity, value.detail, value.schema, value.table, value.constraint, value.position], ["23505", "error", "ERROR", "Key (id)=(1) already exists.", "public", "book", "book_pkey", "3"]);
  assert.match(value.stack, /^error: duplicate key\n {4}at work \(file:\/\/\/app\/server\.js:5:13\)/);
});

test("an error is shown as Node shows pg's", async () => {
  const { value } = await run(`const { inspect } = await import("node:util"); try { await pool.query("q"); } catch (e) { return inspect(e); }`, () => ({ result: "sql_error", code: "42P01", message: "relation \"x\" does not exist" }));
  assert.match(value, /^error: relation "x" does not exist\n {4}at .*\{\n {2}length: \d+,\n {2}severity: 'ERROR',\n {2}code: '42P01',\n {2}detail: undefined,/s);
});

test("several statements give several results, and rows come as arrays when asked", async () => {
  const { value } = await run(`const [a, b] = await pool.query({ text: "q; r", rowMode: "array" }); return [a.rows, b.command, b.rowCount, b.oid];`, () => ({
    result: "sql",
    results: [rows("SELECT 1", [["x", 23], ["x", 23]], [["1", "2"]]), rows("INSERT 0 3")],
  }));
  assert.deepEqual(value, [[[1, 2]], "INSERT", 3, 0]);
});

test("a client asks one query after the other and a pool shares its connections", async () => {
  const { value, asked } = await run(`
    const small = new Pool({ max: 2 });
    const all = [1, 2, 3].map((n) => small.query("q" + n));
    const waiting = small.waitingCount;
    await Promise.all(all);
    const client = await small.connect();
    await Promise.all([client.query("BEGIN"), client.query("COMMIT")]);
    client.release();
    await small.end();
    return [waiting, small.totalCount, small.ended];`);
  assert.deepEqual(value, [1, 0, true]);
  assert.deepEqual(asked.map(({ service, connection, text }) => [service, connection, text].join(" ").trim()), [
    "sql_connect 1", "sql_connect 2", "sql_query 1 q1", "sql_query 2 q2", "sql_query 1 q3", "sql_query 1 BEGIN", "sql_query 1 COMMIT",
  ]);
});

test("callbacks are called with the result", async () => {
  const { value } = await run(`return new Promise((done) => pool.query("q", ["x"], (error, result) => done([error, result.rowCount])));`);
  assert.deepEqual(value, [null, 0]);
});

/** What is refused, and in which words. */
const REFUSED = /** @type {[string, string][]} */ ([
  [`await pool.end(); await pool.query("q");`, "Cannot use a pool after calling end on the pool"],
  [`await pool.end(); await pool.end();`, "Called end on pool more than once"],
  [`await pool.query();`, "Client was passed a null or undefined query"],
  [`await pool.query("q", "x");`, "Query values must be an array"],
  [`const c = await pool.connect(); c.release(); c.release();`, "Release called on client which has already been released to the pool."],
  [`const c = new Client(); await c.connect(); await c.connect();`, "Client has already been connected. You cannot reuse a client."],
  [`const c = new Client(); await c.connect(); await c.end(); await c.query("q");`, "Client was closed and is not queryable"],
]);
for (const [body, message] of REFUSED) {
  test(`pg says: ${message}`, async () => {
    const { value } = await run(body);
    assert.equal(value.message, message);
    assert.match(value.stack, /server\.js:4:/);
  });
}
