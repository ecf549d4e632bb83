// The same sessions as natively, with the shipped engine and the runtime.
//
// `RECORD=1` writes anew what the runtime did (`turns.jsonl`) and what happened
// (`trace.jsonl`); look at the difference before keeping it.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { lines, recorded, sessionCases } from "./support/cases.mjs";
import { startSession } from "./support/session.mjs";

for (const { name, about, commands, statuses, turnsPath, tracePath } of sessionCases()) {
  test(`${name} goes as recorded: ${about}`, async () => {
    const session = await startSession();
    try {
      const [turns, trace, seen] = [/** @type {any[]} */ ([]), /** @type {any[]} */ ([]), /** @type {any[]} */ ([])];
      for (const command of commands) {
        const came = await session.run(command);
        turns.push(...came.turns.map(({ done }) => done));
        trace.push(...came.events);
        if (command.command !== "open") seen.push((came.outcome.answers ?? []).map((/** @type {any} */ { response }) => response?.status ?? null));
      }
      assert.deepEqual(seen, statuses);
      if (process.env.RECORD) {
        writeFileSync(turnsPath, lines(turns));
        writeFileSync(tracePath, lines(trace));
      }
      assert.equal(lines(turns), recorded(turnsPath));
      assert.equal(lines(trace), recorded(tracePath));
    } finally {
      await session.close();
    }
  });
}
