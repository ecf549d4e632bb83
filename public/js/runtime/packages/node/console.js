// console, formatted as Node does.

import { format, inspect } from "./inspect/inspect.js";

/** @type {Map<string, number>} */
const counts = new Map();
/** @type {Map<string, number>} */
const timers = new Map();
let indent = "";

/**
 * @param {string} level
 * @param {any[]} args
 */
function write(level, ...args) {
  const text = format(...args);
  host.act({ kind: "log", level, text: indent ? text.replace(/^/gm, indent) : text });
}

/** @param {string} label */
function elapsed(label) {
  const start = timers.get(label);
  if (start === undefined) {
    write("warn", `Warning: No such label '${label}' for console.time()`);
    return undefined;
  }
  const ms = (host.nowUs() - start) / 1000;
  return ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${Number(ms.toFixed(3))}ms`;
}

export const console = {
  log: (/** @type {any[]} */ ...args) => write("log", ...args),
  info: (/** @type {any[]} */ ...args) => write("info", ...args),
  debug: (/** @type {any[]} */ ...args) => write("debug", ...args),
  warn: (/** @type {any[]} */ ...args) => write("warn", ...args),
  error: (/** @type {any[]} */ ...args) => write("error", ...args),

  /** @param {any} value @param {any} [options] */
  dir: (value, options) => write("log", inspect(value, { customInspect: false, ...options })),
  dirxml: (/** @type {any[]} */ ...args) => write("log", ...args),

  /** @param {any} condition @param {any[]} args */
  assert(condition, ...args) {
    if (condition) return;
    if (typeof args[0] === "string") write("warn", `Assertion failed: ${args[0]}`, ...args.slice(1));
    else write("warn", "Assertion failed", ...args);
  },

  count(label = "default") {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    write("log", `${label}: ${count}`);
  },

  countReset(label = "default") {
    counts.delete(label);
  },

  time(label = "default") {
    timers.set(label, host.nowUs());
  },

  /** @param {string} [label] @param {any[]} args */
  timeLog(label = "default", ...args) {
    const text = elapsed(label);
    if (text) write("log", `${label}: ${text}`, ...args);
  },

  timeEnd(label = "default") {
    const text = elapsed(label);
    timers.delete(label);
    if (text) write("log", `${label}: ${text}`);
  },

  trace(/** @type {any[]} */ ...args) {
    const error = new Error(format(...args));
    error.name = "Trace";
    write("error", host.stack(error));
  },

  /** @param {any[]} args */
  group(...args) {
    if (args.length > 0) write("log", ...args);
    indent += "  ";
  },

  groupEnd() {
    indent = indent.slice(2);
  },

  /** @param {any} data @param {string[]} [columns] */
  table(data, columns) {
    write("log", data === null || typeof data !== "object" ? data : table(data, columns));
  },
};
/** @type {any} */ (console).groupCollapsed = console.group;

/**
 * @param {any} data
 * @param {string[]} [only]
 */
function table(data, only) {
  const rows = data instanceof Map ? [...data] : Object.entries(data);
  const isRow = (/** @type {any} */ row) => row !== null && typeof row === "object";
  const keys = only ?? [...new Set(rows.flatMap(([, row]) => (isRow(row) ? Object.keys(row) : [])))];
  const values = !only && rows.some(([, row]) => !isRow(row));
  const show = (/** @type {any} */ value) => inspect(value, { depth: 0, compact: 3 });
  const lines = [
    ["(index)", ...keys, ...(values ? ["Values"] : [])],
    ...rows.map(([index, row]) => [
      String(index),
      ...keys.map((key) => (isRow(row) && Object.hasOwn(row, key) ? show(row[key]) : "")),
      ...(values ? [isRow(row) ? "" : show(row)] : []),
    ]),
  ];
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)) + 2);
  const rule = (/** @type {string} */ a, /** @type {string} */ b, /** @type {string} */ c) =>
    a + widths.map((width) => "─".repeat(width)).join(b) + c;
  const print = (/** @type {string[]} */ line) => `│${line.map((cell, i) => ` ${cell}`.padEnd(widths[i])).join("│")}│`;
  return [rule("┌", "┬", "┐"), print(lines[0]), rule("├", "┼", "┤"), ...lines.slice(1).map(print), rule("└", "┴", "┘")].join("\n");
}
