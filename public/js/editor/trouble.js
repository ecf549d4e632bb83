// What is wrong with a text, as far as its grammar tells.

import { syntaxTree } from "@codemirror/language";
import { kindOf } from "./languages.js";

/** Most faults shown at once: the first ones are the real ones. */
const MOST = 3;

/**
 * The offset of a line and column, both from 1, kept inside the text.
 * @param {import("@codemirror/state").Text} doc
 * @param {number} line
 * @param {number} column
 */
export function offsetOf(doc, line, column) {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(at.from + Math.max(column - 1, 0), at.to);
}

/**
 * The faults in the grammar of a text, first ones first.
 * @param {import("@codemirror/state").EditorState} state
 * @param {string} path
 * @returns {import("@codemirror/lint").Diagnostic[]}
 */
export function syntaxTrouble(state, path) {
  const kind = kindOf(path);
  if (kind === "json") return jsonTrouble(state);
  if (kind === "javascript") return scriptTrouble(state);
  // SQL's grammar here is only good for colours; the database judges it.
  return [];
}

/**
 * @param {import("@codemirror/state").EditorState} state
 * @returns {import("@codemirror/lint").Diagnostic[]}
 */
function jsonTrouble(state) {
  const text = state.doc.toString();
  if (text.trim() === "") return [];
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const place = /position (\d+)/.exec(message);
    const pair = /line (\d+) column (\d+)/.exec(message);
    const from = place
      ? Math.min(Number(place[1]), text.length)
      : pair
        ? offsetOf(state.doc, Number(pair[1]), Number(pair[2]))
        : text.length;
    return [fault(from, Math.min(from + 1, text.length), message)];
  }
}

/**
 * @param {import("@codemirror/state").EditorState} state
 * @returns {import("@codemirror/lint").Diagnostic[]}
 */
function scriptTrouble(state) {
  /** @type {import("@codemirror/lint").Diagnostic[]} */
  const found = [];
  syntaxTree(state).iterate({
    enter(node) {
      if (!node.type.isError || found.length >= MOST) return found.length < MOST;
      const text = state.sliceDoc(node.from, Math.min(node.to, node.from + 20)).split("\n", 1)[0];
      if (node.from < node.to && text) {
        found.push(fault(node.from, node.to, `Did not expect ${text} here.`));
      } else {
        const from = wordBefore(state, node.from);
        found.push(fault(from, node.from, "Something is missing after this: a bracket, a comma or an expression."));
      }
      return false;
    },
  });
  return found;
}

/**
 * The beginning of the last visible character before an offset.
 * @param {import("@codemirror/state").EditorState} state
 * @param {number} offset
 */
function wordBefore(state, offset) {
  const before = state.sliceDoc(Math.max(0, offset - 500), offset).trimEnd();
  const end = Math.max(0, offset - 500) + before.length;
  return Math.max(0, end - 1);
}

/**
 * @param {number} from
 * @param {number} to
 * @param {string} message
 */
function fault(from, to, message) {
  return { from, to, severity: /** @type {const} */ ("error"), message };
}
