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
