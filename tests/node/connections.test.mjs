// What comes back on one connection, and when: the same bytes in the same
// pieces as Node sends, for the same handlers (tests/cases/http/connections).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { startSession } from "./support/session.mjs";

const root = new URL("../cases/http/", import.meta.url);
const cases = JSON.parse(readFileSync(new URL("node-connections.json", root), "utf8"));
const server = readFileSync(new URL("connections/server.js", root), "utf8");

/** How long Node was listened to, and what it sent within which time is one piece; in microseconds. */
const [HEARD_US, PIECE_US] = [450_000, 60_000];

/**
 * What a session's client got, as it was recorded of Node.
 * @param {any[]} events
 * @param {any} answer
 */
function received(events, answer) {
  const all = [answer.response, ...(answer.more ?? [])].filter(Boolean);
  const text = all.map(({ bytes }) => bytes).join("").replace(/^Date: [A-Z].*GMT$/gm, "Date: Thu, 01 Jan 2026 00:00:00 GMT");
  const until = answer.sent_at_us + HEARD_US;
  const sent = events.filter(({ kind, from, at_us }) => kind === "bytes_transferred" && from === "server" && at_us <= until);
  /** @type {string[]} */
  const pieces = [];
  let [at, last] = [0, 0];
  for (const { bytes, at_us } of sent) {
    const piece = text.slice(at, at + bytes);
    if (pieces.length > 0 && at_us - last < PIECE_US) pieces.push(pieces.pop() + piece);
    else pieces.push(piece);
    [at, last] = [at + bytes, at_us];
  }
  const closed = events.some(({ kind, at_us }) => kind === "connection_closed" && at_us <= until);
  return { pieces, closed };
}

describe("connections", () => {
  /** @type {Awaited<ReturnType<typeof startSession>>} */
  let session;
  before(async () => {
    session = await startSession();
  });
  after(() => session.close());

  for (const { name, bytes, pieces, closed } of cases) {
    test(`${name}: as Node`, async () => {
      await session.open({ id: "connections", files: { "server.js": server } });
      const { events, outcome } = await session.run({ command: "send", requests: [{ form: "raw", host: "", bytes }] });
      assert.deepEqual(received(events, outcome.answers[0]), { pieces, closed });
      const began = events.filter(({ kind }) => kind === "span_started").length;
      assert.equal(events.filter(({ kind }) => kind === "span_ended").length, began, "every span ends");
    });
  }
});

test("an Express handler that throws after it wrote breaks its response off", async () => {
  const session = await startSession();
  try {
    const code = `import express from "express";
const app = express();
app.get("/", async (req, res) => {
  res.write("half of it");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  throw new Error("the other half is lost");
});
app.listen(3000);
`;
    await session.open({ id: "half", files: { "server.js": code } });
    const { events, answer } = await session.send("GET", "/");
    assert.equal(answer.diagnostic.code, "HTTP040");
    assert.match(answer.diagnostic.authentic, /curl: \(18\) transfer closed with outstanding read data remaining/);
    assert.equal(answer.response.body, "half of it");
    const failed = events.find(({ kind }) => kind === "handler_failed");
    assert.deepEqual(failed.diagnostic.place, { file: "server.js", line: 6, column: 9 });
    const piece = events.find(({ kind }) => kind === "piece_received");
    assert.ok(failed.at_us > piece.at_us);
  } finally {
    await session.close();
  }
});
