// What a project's modules may be, and what is said when they cannot run.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startProcess, startRuntime } from "./support/world.mjs";

/** @type {Awaited<ReturnType<typeof startRuntime>>} */
let runtime;
before(async () => {
  runtime = await startRuntime();
});
after(() => runtime.close());

/** What each project says at its end: the fault's message, then where. */
const REFUSED = /** @type {[string, Record<string, string>, string, string, number, number][]} */ ([
  ["an unknown package", { "server.js": `import "express";\nimport lodash from "lodash";` }, "Cannot find package 'lodash' imported from /app/server.js This world has express, pg, redis and a part of Node's own modules.", "server.js", 2, 21],
  ["a package with a better way", { "server.js": `import axios from "axios";` }, "Cannot find package 'axios' imported from /app/server.js Use fetch, which is built in.", "server.js", 1, 20],
  ["a missing file", { "server.js": `import "./lib/a.js";`, "lib/a.js": `\nexport * from "./b.js";` }, "Cannot find module '/app/lib/b.js' imported from /app/lib/a.js", "lib/a.js", 2, 16],
  ["a file without its extension", { "server.js": `import "./a";`, "a.js": "" }, `Cannot find module '/app/a' imported from /app/server.js Did you mean to import "file:///app/a.js"?`, "server.js", 1, 9],
  ["a directory", { "server.js": `import "./lib";`, "lib/index.js": "" }, "Directory import '/app/lib' is not supported resolving ES modules imported from /app/server.js", "server.js", 1, 9],
  ["a module from the network", { "server.js": `import "https://esm.sh/x";` }, "Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol 'https:'", "server.js", 1, 9],
  ["an unknown part of Node", { "server.js": `import "node:cluster";` }, "No such built-in module: node:cluster", "server.js", 1, 9],
  ["a file that is no script", { "server.js": `import "./style.css";`, "style.css": "" }, 'Unknown file extension ".css" for /app/style.css', "style.css", 0, 0],
  ["a circle", { "server.js": `import "./a.js";`, "a.js": `import "./b.js";`, "b.js": `\n  import "./a.js";` }, "Circular import: a.js → b.js → a.js Node runs this, as long as neither file uses the other while it loads; in a tab a file needs the other's address before it has its own. Move what both need into a third file.", "b.js", 2, 11],
  ["a syntax error", { "server.js": `import "./a.js";`, "a.js": `const a = 1;\nconst b = ;` }, "Unexpected token ';'", "a.js", 2, 11],
  ["a syntax error behind a rewritten import", { "server.js": `import express from "express"; const a = = 1;` }, "Unexpected token '='", "server.js", 1, 42],
  ["a bracket that is not closed", { "server.js": `console.log("x"` }, "missing ) after argument list", "server.js", 1, 13],
  ["an export that is not there", { "server.js": `import {\n  one,\n  two,\n} from "./a.js";`, "a.js": `export const one = 1;` }, "The requested module './a.js' does not provide an export named 'two'", "server.js", 3, 3],
  ["an export that a package has not", { "server.js": `import { Foo } from "express";` }, "The requested module 'express' does not provide an export named 'Foo'", "server.js", 1, 10],
  ["an error while the module runs", { "server.js": `import "./a.js";`, "a.js": `const x = null;\nx.length;` }, "Cannot read properties of null (reading 'length')", "a.js", 2, 3],
  ["an error after await", { "server.js": `await null;\nthrow new RangeError("late");` }, "late", "server.js", 2, 7],
  ["a rejection that nobody handles", { "server.js": `async function work() {\n  throw new Error("lost");\n}\nwork();` }, "lost", "server.js", 2, 9],
  ["an error in a timer's callback", { "server.js": `process.nextTick(() => { throw new Error("tick"); });` }, "tick", "server.js", 1, 32],
  ["no entry", { "other.js": "" }, "Cannot find module '/app/server.js'", "", 0, 0],
  ["a data file that is not JSON", { "server.js": `import d from "./d.json" with { type: "json" };`, "d.json": "{" }, "", "d.json", 1, 1],
]);

for (const [what, files, message, file, line, column] of REFUSED) {
  test(`${what} ends the process, with its place`, async () => {
    const process = await startProcess(runtime, files);
    const late = await process.give(0, { kind: "settle" });
    const exit = [...process.started, ...late].find(({ kind }) => kind === "exit");
    assert.ok(exit, JSON.stringify(process.started));
    assert.equal(exit.code, 1);
    if (message) assert.equal(exit.fault.message, message);
    assert.deepEqual([exit.fault.file ?? "", exit.fault.line, exit.fault.column], [file, line, column]);
  });
}

/** What a script logs. @param {Record<string, string>} files */
async function logged(files) {
  const process = await startProcess(runtime, files);
  return process.started.map((/** @type {any} */ action) => action.text ?? JSON.stringify(action));
}

test("modules run once, in the order of their imports", async () => {
  const lines = await logged({
    "server.js": `import "./a.js";\nimport "./b.js";\nconsole.log("server");`,
    "a.js": `import "./c.js";\nconsole.log("a");`,
    "b.js": `import "./c.js";\nconsole.log("b");`,
    "c.js": `console.log("c");`,
  });
  assert.deepEqual(lines, ["c", "a", "b", "server"]);
});

test("import.meta names the file", async () => {
  const lines = await logged({ "server.js": `import "./lib/a.js";`, "lib/a.js": `console.log(import.meta.url, import.meta.filename, import.meta.dirname);` });
  assert.deepEqual(lines, ["file:///app/lib/a.js /app/lib/a.js /app/lib"]);
});

test("import() takes files, packages and data", async () => {
  const lines = await logged({
    "server.js": `const name = "./a.js";\nconst { x } = await import(name);\nconst { default: express } = await import("express");\nconst { default: d } = await import("./d.json", { with: { type: "json" } });\nconsole.log(x, typeof express, d.k);\nawait import("nope").catch((e) => console.log(e.code, e.message));`,
    "a.js": `export const x = 1;`,
    "d.json": `{ "k": [1] }`,
  });
  assert.deepEqual(lines, ["1 function [ 1 ]", "ERR_MODULE_NOT_FOUND Cannot find package 'nope' imported from /app/server.js"]);
});

test("data is imported as JSON", async () => {
  const lines = await logged({ "server.js": `import d from "./d.json" with { type: "json" };\nconsole.log(d);`, "d.json": `{ "a": 1, "__proto__": 2 }` });
  assert.deepEqual(lines, ["{ a: 1, ['__proto__']: 2 }"]);
});

test("a new process remembers nothing of the one before", async () => {
  await logged({ "server.js": `import express from "express";\nglobalThis.kept = 1;\nArray.prototype.kept = 1;\nexpress.response.kept = 1;\nObject.defineProperty(globalThis, "setTimeout", { value: 1 });` });
  const lines = await logged({ "server.js": `import express from "express";\nconsole.log(globalThis.kept, [].kept, express.response.kept, typeof setTimeout);` });
  assert.deepEqual(lines, ["undefined undefined undefined function"]);
});

test("the same seed gives the same chance", async () => {
  const files = { "server.js": `import { randomUUID } from "node:crypto";\nconsole.log(Math.random(), randomUUID(), crypto.randomUUID());` };
  const [first, second] = [await logged(files), await logged(files)];
  assert.deepEqual(first, second);
  assert.match(first[0], /^0\.\d+ [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12} /);
});

test("time, zone and language are the world's", async () => {
  const lines = await logged({
    "server.js": `const d = new Date();
console.log(d.toISOString(), Date.now(), performance.now(), d.getHours(), d.getTimezoneOffset());
console.log(String(d), Date().slice(0, 15), d.toLocaleString(), (1234.5).toLocaleString());
console.log(new Date(2026, 1, 3).toISOString(), new Date("2026-02-03 10:00").toISOString(), new Date("2026-02-03T10:00:00+02:00").toISOString(), new Date("2026-02-03").toISOString(), new Date("Feb 3, 2026").toISOString());
console.log(new Date("x").getTime(), d instanceof Date, Object.prototype.toString.call(d), Intl.DateTimeFormat().resolvedOptions().timeZone);`,
  });
  assert.deepEqual(lines, [
    "2026-01-01T00:00:00.000Z 1767225600000 0 0 0",
    "Thu Jan 01 2026 00:00:00 GMT+0000 (Coordinated Universal Time) Thu Jan 01 2026 1/1/2026, 12:00:00 AM 1,234.5",
    "2026-02-03T00:00:00.000Z 2026-02-03T10:00:00.000Z 2026-02-03T08:00:00.000Z 2026-02-03T00:00:00.000Z 2026-02-03T00:00:00.000Z",
    "NaN true [object Date] UTC",
  ]);
});

test("ticks, promises and immediates run in Node's order", async () => {
  const lines = await logged({
    "server.js": `setImmediate(() => console.log("immediate"));\nPromise.resolve().then(() => console.log("promise"));\nprocess.nextTick(() => console.log("tick"));\nqueueMicrotask(() => console.log("microtask"));\nconsole.log("sync");`,
  });
  assert.equal(lines[0], "sync");
  assert.equal(lines.at(-1), "immediate");
  assert.deepEqual([...lines].sort(), ["immediate", "microtask", "promise", "sync", "tick"]);
});

test("timers are the world's, and can be cleared", async () => {
  const process = await startProcess(runtime, {
    "server.js": `const t = setTimeout(() => console.log("late"), 250, 1);\nconst i = setInterval((n) => { console.log("again", n); }, 10, 7);\nclearTimeout(setTimeout(() => {}, NaN));\nconsole.log(typeof t.ref, +t);`,
  });
  assert.deepEqual(process.started, [
    { kind: "set_timer", timer: 1, delay_ms: 250 },
    { kind: "set_timer", timer: 2, delay_ms: 10 },
    { kind: "set_timer", timer: 3, delay_ms: 1 },
    { kind: "clear_timer", timer: 3 },
    { kind: "log", level: "log", text: "function 1" },
  ]);
  assert.deepEqual(await process.fire(0, 2), [
    { kind: "set_timer", timer: 4, delay_ms: 10 },
    { kind: "log", level: "log", text: "again 7" },
  ]);
  assert.deepEqual(await process.fire(0, 1), [{ kind: "log", level: "log", text: "late" }]);
});

test("process.exit ends at once, with its code", async () => {
  const lines = await logged({ "server.js": `process.on("exit", (code) => console.log("bye", code));\nprocess.exit(3);\nconsole.log("never");` });
  assert.deepEqual(lines, ["bye 3", '{"kind":"exit","code":3}']);
});

test("what is not there says so, and what to use", async () => {
  const lines = await logged({
    "server.js": `import { AsyncLocalStorage } from "node:async_hooks";\ntry { new AsyncLocalStorage(); } catch (e) { console.log(e.message); }\ntry { crypto.subtle; } catch (e) { console.log(e.message); }\ntry { require("x"); } catch (e) { console.log(e.message); }`,
  });
  assert.deepEqual(lines, [
    "AsyncLocalStorage is not available in Backlot. Pass the value along, for example on req or res.locals.",
    "crypto.subtle is not available in Backlot. Use node:crypto: createHash, createHmac, scrypt.",
    "require is not defined",
  ]);
});
