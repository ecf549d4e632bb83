// Stacks as Node prints them, with the project's files only.

import { originalColumn } from "./modules/edits.js";
import { ROOT_URL } from "./modules/errors.js";

/** @typedef {{ name: string, file: string, line: number, column: number }} Frame */

/**
 * Finds the edits that were made to a file, to map a column back.
 * @callback EditsOf
 * @param {string} path
 * @returns {{ source: string, edits: import("./modules/edits.js").Edit[] } | undefined}
 */

/**
 * The frames of project files in a stack of Chromium or Node
 * (`at name (file:1:2)`), Firefox or WebKit (`name@file:1:2`).
 * @param {string} stack
 * @param {EditsOf} editsOf
 * @returns {Frame[]}
 */
export function framesOf(stack, editsOf) {
  const frames = [];
  for (const line of stack.split("\n")) {
    const at = line.indexOf(ROOT_URL);
    const place = at === -1 ? null : /^(.+?):(\d+):(\d+)\)?$/.exec(line.slice(at + ROOT_URL.length));
    if (!place) continue;
    const before = line.slice(0, at).trim();
    const name = /^at\b/.test(before) ? before.slice(3).replace(/\s*\($/, "") : geckoName(before);
    frames.push(frame(name, place[1], Number(place[2]), Number(place[3]), editsOf));
  }
  return frames;
}

/**
 * A frame with its column mapped back to the learner's text.
 * @param {string} name
 * @param {string} path
 * @param {number} line
 * @param {number} column
 * @param {EditsOf} editsOf
 * @returns {Frame}
 */
export function frame(name, path, line, column, editsOf) {
  const file = decodeURI(path);
  const known = editsOf(file);
  const original = known ? originalColumn(known.source, known.edits, line, column) : column;
  return { name, file, line, column: original };
}

/**
 * @param {string} before what stands before the file, such as `async*load@`
 */
function geckoName(before) {
  const name = before.replace(/@$/, "").replace(/^(async|promise callback|setTimeout handler)\*/, "async ");
  return /^(async )?(module code|\/<|<?\/?)$/.test(name) ? "" : name;
}

/**
 * @param {Frame[]} frames
 */
export function printFrames(frames) {
  return frames
    .map(({ name, file, line, column }) => {
      const place = `${ROOT_URL}${file}:${line}:${column}`;
      return name && name !== "async" ? `\n    at ${name} (${place})` : `\n    at ${name ? "async " : ""}${place}`;
    })
    .join("");
}

/**
 * `Name: message`, as a stack's first line has it.
 * @param {any} error
 */
export function headline(error) {
  try {
    const name = String(error.name ?? "Error");
    const message = String(error.message ?? "");
    return message && name ? `${name}: ${message}` : name || message;
  } catch {
    return "Error";
  }
}
