// Express in the runtime, by turns written by hand.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startProcess, startRuntime } from "./support/world.mjs";

/** @type {Awaited<ReturnType<typeof startRuntime>>} */
let runtime;
before(async () => {
  runtime = await startRuntime();
});
after(() => runtime.close());

const hello = {
  "server.js": `import express from "express";
import { greeting } from "./lib/greeting.js";

const app = express();
app.use(function logger(req, res, next) {
  console.log(req.method, req.url);
  next();
});
app.get("/", (req, res) => {
  res.json({ greeting });
});
app.get("/books/:id", async (req, res) => {
  await null;
  throw new TypeError("no book " + req.params.id);
});
app.listen(3000, () => console.log("listening"));
`,
  "lib/greeting.js": `export const greeting = "hello";\n`,
};

/** @param {any[]} actions @param {string} kind */
const only = (actions, kind) => actions.filter((action) => action.kind === kind);

test("start listens and logs", async () => {
  const { started } = await startProcess(runtime, hello);
  assert.deepEqual(started, [
    { kind: "listen", port: 3000 },
    { kind: "log", level: "log", text: "listening" },
  ]);
});

test("a request passes the middleware, matches its route and is answered", async () => {
  const process = await startProcess(runtime, hello);
  const actions = await process.request("GET", "/");
  assert.deepEqual(
    actions.map((/** @type {any} */ { kind }) => kind),
    ["middleware_entered", "log", "middleware_passed", "route_matched", "respond"],
  );
  assert.deepEqual(actions.at(-1), {
    kind: "respond",
    task: 1,
    status: 200,
    reason: "",
    headers: [
      ["X-Powered-By", "Express"],
      ["Content-Type", "application/json; charset=utf-8"],
      ["Content-Length", "20"],
      ["ETag", 'W/"14-H9eHVFr9KUVssJput/4uFrBEs0o"'],
      ["Date", "Thu, 01 Jan 2026 00:00:00 GMT"],
      ["Connection", "keep-alive"],
      ["Keep-Alive", "timeout=5"],
    ],
    body: '{"greeting":"hello"}',
  });
});

test("an error in a handler is a 500 that points to its line", async () => {
  const process = await startProcess(runtime, hello);
  const actions = await process.request("GET", "/books/7");
  assert.deepEqual(only(actions, "failed"), [
    {
      kind: "failed",
      name: "TypeError",
      message: "no book 7",
      stack: "TypeError: no book 7\n    at file:///app/server.js:14:9",
      file: "server.js",
      line: 14,
      column: 9,
    },
  ]);
  assert.deepEqual(only(actions, "route_matched"), [
    { kind: "route_matched", method: "GET", pattern: "/books/:id", params: [["id", "7"]] },
  ]);
  const [response] = only(actions, "respond");
  assert.equal(response.status, 500);
  assert.match(response.body, /<pre>TypeError: no book 7<br> &nbsp; &nbsp;at file:\/\/\/app\/server\.js:14:9<\/pre>/);
});

test("a path without a route is missed and gets Express's own 404", async () => {
  const process = await startProcess(runtime, hello);
  const actions = await process.request("GET", "/nope?x=1");
  assert.deepEqual(only(actions, "route_missed"), [{ kind: "route_missed", method: "GET", path: "/nope" }]);
  assert.match(only(actions, "respond")[0].body, /<pre>Cannot GET \/nope<\/pre>/);
});
