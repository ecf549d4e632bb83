// util.inspect and util.format: values as text, laid out as Node lays them out.
//
// # Limits
// Promises are shown without their state, and proxies as their targets: a
// browser tells neither. Colours are not used.

import { entriesOf, partsOf } from "./parts.js";
import { layOut } from "./layout.js";
import { number, quote, symbol } from "./primitives.js";

const CUSTOM = Symbol.for("nodejs.util.inspect.custom");

/**
 * @typedef {object} Options
 * @property {number | null} [depth]
 * @property {boolean} [showHidden]
 * @property {boolean} [customInspect]
 * @property {number | null} [maxArrayLength]
 * @property {number | null} [maxStringLength]
 * @property {number} [breakLength]
 * @property {number | boolean} [compact]
 * @property {boolean | ((a: string, b: string) => number)} [sorted]
 * @property {boolean} [getters]
 * @property {boolean} [numericSeparator]
 */

/** @typedef {Required<Options> & { depth: number, maxArrayLength: number, maxStringLength: number, seen: any[], circular: Map<any, number>, indentation: number, currentDepth: number, budget: { left: number } }} Context */

const DEFAULTS = {
  depth: 2,
  showHidden: false,
  customInspect: true,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
};

/** Objects that one call shows at most, so that a huge value ends. */
const OBJECTS = 20_000;

/**
 * @param {any} value
 * @param {any} [options]
 * @returns {string}
 */
export function inspect(value, options) {
  const given = typeof options === "boolean" ? { showHidden: options } : options;
  /** @type {any} */
  const ctx = { ...DEFAULTS, ...given, seen: [], circular: new Map(), indentation: 0, currentDepth: 0, budget: { left: OBJECTS } };
  for (const bound of ["depth", "maxArrayLength", "maxStringLength"]) ctx[bound] ??= Infinity;
  return show(ctx, value, 0);
}
inspect.custom = CUSTOM;
inspect.defaultOptions = DEFAULTS;

/**
 * @param {Context} ctx
 * @param {any} value
 * @param {number} depth how deep it lies
 * @returns {string}
 */
export function show(ctx, value, depth) {
  switch (typeof value) {
    case "string":
      return quote(ctx, value);
    case "number":
      return number(value);
    case "bigint":
      return `${value}n`;
    case "symbol":
      return symbol(value);
    case "object":
    case "function":
      return value === null ? "null" : showObject(ctx, value, depth);
    default:
      return String(value);
  }
}

/**
 * @param {Context} ctx
 * @param {any} value
 * @param {number} depth
 */
function showObject(ctx, value, depth) {
  const custom = ctx.customInspect ? value[CUSTOM] : undefined;
  if (typeof custom === "function" && custom !== inspect && value.constructor?.prototype !== value) {
    const left = ctx.depth === Infinity ? Infinity : ctx.depth - depth;
    const { seen: _seen, circular: _circular, budget: _budget, indentation: _indentation, currentDepth: _depth, ...plain } = ctx;
    const result = custom.call(value, left, { ...plain, depth: left, stylize: (/** @type {string} */ text) => text }, inspect);
    if (result !== value) {
      return typeof result === "string" ? result.replaceAll("\n", `\n${" ".repeat(ctx.indentation)}`) : show(ctx, result, depth);
    }
  }
  if (ctx.seen.includes(value)) {
    if (!ctx.circular.has(value)) ctx.circular.set(value, ctx.circular.size + 1);
    return `[Circular *${ctx.circular.get(value)}]`;
  }
  return showParts(ctx, value, depth);
}

/**
 * @param {Context} ctx
 * @param {any} value
 * @param {number} depth
 */
function showParts(ctx, value, depth) {
  const parts = partsOf(ctx, value);
  ctx.budget.left -= 1;
  if (depth > ctx.depth || ctx.budget.left < 0) {
    return parts.base === "" || parts.keys.length > 0 ? `[${parts.name}]` : parts.base;
  }
  ctx.seen.push(value);
  ctx.currentDepth = depth;
  const entries = entriesOf(ctx, value, depth + 1, parts);
  ctx.seen.pop();
  const reference = ctx.circular.get(value);
  return layOut(ctx, entries, parts, reference === undefined ? "" : `<ref *${reference}> `, depth, value);
}

/**
 * @param {Options} options
 * @param {any[]} args
 */
export function formatWithOptions(options, ...args) {
  const [first, ...rest] = args;
  let text = "";
  let used = 0;
  if (typeof first === "string") {
    if (rest.length === 0) return first;
    text = first.replace(/%([sdifjoOc%])/g, (whole, kind) => {
      if (kind === "%") return "%";
      if (used >= rest.length) return whole;
      return directive(kind, rest[used++], options);
    });
  }
  const others = typeof first === "string" ? rest.slice(used) : args;
  const shown = others.map((value) => (typeof value === "string" ? value : inspect(value, options)));
  return typeof first === "string" ? [text, ...shown].join(" ") : shown.join(" ");
}

/** @param {any[]} args */
export function format(...args) {
  return formatWithOptions({}, ...args);
}

/**
 * @param {string} kind
 * @param {any} value
 * @param {Options} options
 */
function directive(kind, value, options) {
  switch (kind) {
    case "s":
      if (typeof value === "bigint") return `${value}n`;
      if (typeof value === "number") return number(value);
      if (typeof value !== "object" || value === null || hasOwnToString(value)) return String(value);
      return inspect(value, { ...options, depth: 0, compact: 3 });
    case "d":
      if (typeof value === "bigint") return `${value}n`;
      return typeof value === "symbol" ? "NaN" : number(Number(value));
    case "i":
      if (typeof value === "bigint") return `${value}n`;
      return typeof value === "symbol" ? "NaN" : number(Number.parseInt(value, 10));
    case "f":
      return typeof value === "symbol" ? "NaN" : number(Number.parseFloat(value));
    case "j":
      try {
        return JSON.stringify(value);
      } catch {
        return "[Circular]";
      }
    case "O":
      return inspect(value, options);
    case "o":
      return inspect(value, { ...options, showHidden: true, depth: 4 });
    default:
      // %c: a style, which a log does not have.
      return "";
  }
}

/**
 * Whether a class of the learner's says how its objects look as text.
 * @param {any} value
 */
function hasOwnToString(value) {
  const { toString } = value;
  if (toString === Date.prototype.toString) return false;
  return typeof toString === "function" && !Function.prototype.toString.call(toString).includes("[native code]") && !ArrayBuffer.isView(value);
}
