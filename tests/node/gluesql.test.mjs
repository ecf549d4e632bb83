// The second build of the engine, which carries GlueSQL: a session goes in it
// as it goes in the first, because sessions move from the one to the other.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { lines, recorded, sessionCases } from "./support/cases.mjs";

const folder = process.env.BACKLOT_GLUESQL ?? fileURLToPath(new URL("../../target/engine-gluesql/release", import.meta.url));
const { Engine, initSync } = await import(`${folder}/engine.js`);
initSync({ module: readFileSync(`${folder}/engine_bg.wasm`) });

/**
 * Runs commands, with a runtime that answers each turn so; gives events and outcomes.
 * @param {unknown[]} commands
 * @param {(turn: { turn: number }) => unknown} [runtime] one whose code does nothing, when left out
 */
function play(commands, runtime = ({ turn }) => ({ turn, actions: [] })) {
  const engine = new Engine();
  const [events, outcomes] = [/** @type {any[]} */ ([]), /** @type {any[]} */ ([])];
  for (const command of commands) {
    let message = JSON.stringify({ run: command });
    for (let outcome = ""; !outcome; ) {
      const [need, came, happened] = engine.exchange(message).split("\n");
      if (happened) events.push(...JSON.parse(happened));
      if (came) outcomes.push(JSON.parse(came));
      outcome = came;
      message = need ? JSON.stringify({ resume: runtime(JSON.parse(need)) }) : "";
    }
  }
  return { events, outcomes };
}

for (const { name, commands, turnsPath, tracePath } of sessionCases()) {
  test(`${name} goes in the second build as in the first`, () => {
    const turns = recorded(turnsPath).trim().split("\n").map((line) => JSON.parse(line));
    assert.equal(lines(play(commands, () => turns.shift()).events), recorded(tracePath));
  });
}

test("GlueSQL answers in wasm, twice the same", () => {
  const sql = "CREATE TABLE t (id serial PRIMARY KEY, word text); INSERT INTO t (word) VALUES ('one'), ('two');";
  const world = { id: "t", seed: 1, sql, files: { "server.js": "" } };
  const ask = (/** @type {string} */ text) => ({ command: "run_sql", text, engine: "gluesql" });
  const commands = [
    { command: "open", world },
    ask("INSERT INTO t (word) VALUES ('three')"),
    ask("SELECT word, NOW() FROM t WHERE id > 1 ORDER BY id DESC"),
    ask("SELECT RAND()"),
    { command: "run_sql", text: "SELECT count(*) FROM t" },
  ];
  const first = play(commands);
  const [, inserted, selected, refused, counted] = first.outcomes;
  assert.equal(inserted.results[0].tag, "INSERT 0 1");
  assert.deepEqual(
    selected.results[0].rows.map((/** @type {string[]} */ [word]) => word),
    ["three", "two"],
  );
  assert.match(refused.error.message, /RAND\(\) draws on chance/);
  assert.deepEqual(counted.results[0].rows, [["3"]]);
  assert.deepEqual(play(commands), first);
});
