// Which language a file is written in.

import { javascriptLanguage } from "@codemirror/lang-javascript";
import { bracketMatching, StreamLanguage } from "@codemirror/language";
import { sqlTokens } from "./sql.js";

// JSON is the part of JavaScript that one expression can be: the same tables
// serve both, and what is not JSON is told by `JSON.parse`.
const json = javascriptLanguage.configure({ top: "SingleExpression" }, "json");
const sql = StreamLanguage.define(sqlTokens);

/**
 * The language of a file, by its name.
 * @param {string} path
 * @returns {"javascript" | "json" | "sql" | "text"}
 */
export function kindOf(path) {
  switch (path.slice(path.lastIndexOf(".") + 1)) {
    case "js":
    case "mjs":
      return "javascript";
    case "json":
      return "json";
    case "sql":
      return "sql";
    default:
      return "text";
  }
}

/**
 * What CodeMirror needs for that language.
 * @param {string} path
 * @returns {import("@codemirror/state").Extension}
 */
export function languageOf(path) {
  switch (kindOf(path)) {
    case "javascript":
      return [javascriptLanguage, bracketMatching()];
    case "json":
      return [json, bracketMatching()];
    case "sql":
      return [sql, bracketMatching()];
    default:
      return [];
  }
}
