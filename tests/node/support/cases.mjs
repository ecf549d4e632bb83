// The cases that run natively, in Node and in browsers: tests/cases/session.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../cases/session/", import.meta.url));

/** Each case with its commands, `open` first, and what was recorded of it. */
export function sessionCases() {
  return readdirSync(root)
    .filter((name) => existsSync(`${root}${name}/case.json`))
    .map((name) => {
      const { about, world, commands, statuses } = JSON.parse(readFileSync(`${root}${name}/case.json`, "utf8"));
      const files = Object.fromEntries(
        readdirSync(`${root}${name}/files`).map((file) => [file, readFileSync(`${root}${name}/files/${file}`, "utf8")]),
      );
      return {
        name,
        about,
        commands: [{ command: "open", world: { ...world, files } }, ...commands],
        statuses,
        turnsPath: `${root}${name}/turns.jsonl`,
        tracePath: `${root}${name}/trace.jsonl`,
      };
    });
}

/** @param {any[]} values one line each */
export const lines = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

/** @param {string} path */
export const recorded = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "");
