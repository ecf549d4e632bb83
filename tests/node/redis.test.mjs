// redis in handlers, with the world's cache.

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
import { createClient } from "redis";
const app = express();
app.get("/", async (req, res) => { res.json((await work(req)) ?? null); });
async function work(req) { ${body} }
app.use((error, req, res, next) => res.status(500).json({ ...error, name: error.name, message: error.message, stack: error.stack }));
app.listen(3000);
`,
    },
  });
  const { answer } = await session.send("GET", "/");
  assert.ok(answer.response, JSON.stringify(answer));
  return JSON.parse(answer.response.body);
}

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
  assert.match(error.stack, /server\.js:8:/);
});

test("a client that is not connected is closed", async () => {
  const error = await run(`await createClient().get("a");`);
  assert.equal(error.message, "The client is closed");
});

test("arguments that are no text are refused in node-redis's words", async () => {
  const error = await run(`const cache = await createClient().connect(); await cache.get(5);`);
  assert.equal(error.message, '"arguments[1]" must be of type "string | Buffer", got number instead.');
});

test("a message reaches who subscribed, and nobody after unsubscribing", async () => {
  const result = await run(`
    const cache = await createClient().connect();
    const ears = await cache.duplicate().connect();
    const heard = [];
    await ears.subscribe(["news", "sport"], (message, channel) => heard.push([channel, message]));
    await ears.pSubscribe("n*", (message, channel) => heard.push(["n*", channel, message]));
    const told = [await cache.publish("news", "first"), await cache.publish("sport", "second"), await cache.publish("other", "x")];
    await new Promise((resolve) => setTimeout(resolve, 10));
    await ears.unsubscribe("news");
    await ears.pUnsubscribe();
    told.push(await cache.publish("news", "third"));
    await new Promise((resolve) => setTimeout(resolve, 10));
    const refused = await ears.get("a").catch((error) => error.message);
    await ears.unsubscribe();
    return [told, heard, refused, await ears.get("a"), ears.isPubSubActive];
  `);
  assert.deepEqual(result, [
    [2, 1, 0, 0],
    [["news", "first"], ["n*", "news", "first"], ["sport", "second"]],
    "ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context",
    null,
    false,
  ]);
});

test("bytes of a channel come as a Buffer to who asks for them", async () => {
  const result = await run(`
    const cache = await createClient().connect();
    const ears = await cache.duplicate().connect();
    const heard = new Promise((resolve) => ears.subscribe("raw", (message) => resolve([...message]), true));
    await cache.ping();
    await cache.publish("raw", Buffer.from([0, 255]));
    return heard;
  `);
  assert.deepEqual(result, [0, 255]);
});

test("a client that waits is served as soon as another brings something, or when its time is up", async () => {
  const result = await run(`
    const cache = await createClient().connect();
    const waits = await cache.duplicate().connect();
    const began = Date.now();
    const popped = waits.blPop(["jobs", "more"], 5).then((job) => [job, Date.now() - began]);
    const after = waits.get("a");
    await new Promise((resolve) => setTimeout(resolve, 200));
    await cache.set("a", "held back");
    await cache.rPush("more", ["one", "two"]);
    const nothing = await (await cache.duplicate().connect()).brPop("never", 1);
    const entry = waits.xRead({ key: "log", id: "$" }, { BLOCK: 0 });
    await cache.ping();
    await cache.xAdd("log", "1-1", { said: "hello" });
    return [await popped, await after, nothing, Date.now() - began >= 1200, await entry, await cache.lRange("more", 0, -1), await cache.bzPopMin("none", 0.1)];
  `);
  assert.deepEqual(result[0][0], { key: "more", element: "one" });
  assert.ok(result[0][1] >= 200 && result[0][1] < 300, `served after ${result[0][1]} ms`);
  assert.deepEqual(result.slice(1), [
    "held back",
    null,
    true,
    [{ name: "log", messages: [{ id: "1-1", message: { said: "hello" } }] }],
    ["two"],
    null,
  ]);
});

test("a client that closes, and a process that ends, leave nothing behind in the cache", async () => {
  const result = await run(`
    const cache = await createClient().connect();
    const ears = await cache.duplicate().connect();
    await ears.subscribe("news", () => {});
    const before = await cache.publish("news", "1");
    await ears.close();
    await cache.ping();
    const after = await cache.publish("news", "2");
    const stays = await cache.duplicate().connect();
    await stays.subscribe("news", () => {});
    return [before, after, await cache.publish("news", "3")];
  `);
  assert.deepEqual(result, [1, 0, 1]);
  await session.run({ command: "restart" });
  const { outcome } = await session.run({ command: "run_cache", line: "PUBLISH news 4" });
  assert.equal(outcome.printed, "(integer) 0");
});

test("the bytes of each call and each answer are told", async () => {
  await run(`
    const cache = await createClient().connect();
    await cache.get("a");
    const { rows } = await new (await import("pg")).default.Pool().query("SELECT $1::int AS id", [7]);
    return rows;
  `);
  const { events } = await session.send("GET", "/");
  const sizes = (/** @type {string} */ from, /** @type {string} */ to) =>
    events.filter((event) => event.kind === "bytes_transferred" && event.from === from && event.to === to).map(({ bytes }) => bytes);
  // *1 $4 PING and +PONG; *2 $3 GET $1 a and $-1.
  assert.deepEqual([sizes("handler", "cache"), sizes("cache", "handler")], [[14, 20], [7, 5]]);
  // Parse 29, Bind 22, Describe 7, Execute 10, Sync 5; two confirmations 10,
  // RowDescription 28, DataRow 12, CommandComplete 14, ReadyForQuery 6.
  assert.deepEqual([sizes("handler", "sql"), sizes("sql", "handler")], [[73], [70]]);
});
