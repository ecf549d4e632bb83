// What an object consists of: what stands before its brace, and its entries.

import { show } from "./inspect.js";
import { keyText, number, quoted, symbol } from "./primitives.js";
import { errorText } from "./errors.js";
import { isArrayBuffer, isBoxedPrimitive, isDate, isMap, isPromise, isRegExp, isSet, isTypedArray, isWeakMap, isWeakSet } from "./types.js";

/** @typedef {import("./inspect.js").Context} Context */

/**
 * @typedef {object} Parts
 * @property {string} name what it is called where it is too deep to show
 * @property {string} base text that stands for the object itself, such as a date
 * @property {string} open
 * @property {string} close
 * @property {"array" | "object"} kind
 * @property {(ctx: Context, depth: number) => string[]} items entries that are not properties
 * @property {PropertyKey[]} keys
 */

/** @param {any} value */
function constructorName(value) {
  for (let at = value; at; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof found === "function" && found.name !== "" && value instanceof found) return found.name;
  }
  return null;
}

/**
 * @param {string | null} constructor
 * @param {string} tag
 * @param {string} fallback
 * @param {string} [size]
 */
function prefix(constructor, tag, fallback, size = "") {
  const name = constructor === null ? `[${fallback}${size}: null prototype] ` : `${constructor}${size} `;
  return tag !== "" && tag !== constructor && !(constructor === null && tag === fallback) ? `${name}[${tag}] ` : name;
}

/**
 * @param {Context} ctx
 * @param {any} value
 * @returns {PropertyKey[]}
 */
function keysOf(ctx, value) {
  const skip = Array.isArray(value) || isTypedArray(value) ? (/** @type {PropertyKey} */ key) => typeof key === "string" && /^(0|[1-9]\d*)$/.test(key) : () => false;
  const all = Reflect.ownKeys(value).filter((key) => !skip(key));
  return ctx.showHidden ? all : all.filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
}

/**
 * @param {Context} ctx
 * @param {any} value
 * @returns {Parts}
 */
export function partsOf(ctx, value) {
  const constructor = constructorName(value);
  let tag = "";
  try {
    tag = typeof value[Symbol.toStringTag] === "string" ? value[Symbol.toStringTag] : "";
  } catch {
    // A getter that throws has no tag to show.
  }
  // An own tag is among the properties already.
  if (tag === constructor || Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag)) tag = "";
  const keys = keysOf(ctx, value);
  const none = () => /** @type {string[]} */ ([]);
  /** @param {Partial<Parts>} parts @returns {Parts} */
  const made = (parts) => ({
    name: prefix(constructor, tag, "Object").slice(0, -1),
    base: "",
    open: "{",
    close: "}",
    kind: "object",
    items: none,
    keys,
    ...parts,
  });
  if (Array.isArray(value)) {
    const open = constructor !== "Array" || tag !== "" ? `${prefix(constructor, tag, "Array", `(${value.length})`)}[` : "[";
    return made({ name: constructor ?? "Array: null prototype", open, close: "]", kind: "array", items: (c, depth) => arrayItems(c, value, depth) });
  }
  if (isSet(value)) {
    return made({ name: constructor ?? "Set", open: `${prefix(constructor, tag, "Set", `(${value.size})`)}{`, items: (c, depth) => capped(c, [...value], (one) => show(c, one, depth)) });
  }
  if (isMap(value)) {
    const entry = (/** @type {Context} */ c, /** @type {number} */ depth) => (/** @type {any} */ [key, one]) => `${show(c, key, depth)} => ${show(c, one, depth)}`;
    return made({ name: constructor ?? "Map", open: `${prefix(constructor, tag, "Map", `(${value.size})`)}{`, items: (c, depth) => capped(c, [...value], entry(c, depth)) });
  }
  if (isTypedArray(value)) {
    const item = (/** @type {any} */ one) => (typeof one === "bigint" ? `${one}n` : number(one));
    return made({ name: constructor ?? "TypedArray", open: `${prefix(constructor, tag, "TypedArray", `(${value.length})`)}[`, close: "]", kind: "array", items: (c) => capped(c, [...value.subarray(0, c.maxArrayLength + 1)], item, value.length) });
  }
  if (isArrayBuffer(value)) return made({ open: `${prefix(constructor, tag, "ArrayBuffer")}{`, items: (c) => bufferItems(c, value) });
  if (isPromise(value)) return made({ open: `${prefix(constructor, tag, "Promise")}{`, items: () => ["<pending>"] });
  if (isWeakMap(value) || isWeakSet(value)) return made({ open: `${prefix(constructor, tag, "WeakMap")}{`, items: () => ["<items unknown>"] });
  if (typeof value === "function") return made({ base: functionBase(value, constructor, tag) });
  if (isRegExp(value)) return made({ base: RegExp.prototype.toString.call(value) });
  if (isDate(value)) return made({ base: Number.isNaN(value.getTime()) ? "Invalid Date" : Date.prototype.toISOString.call(value) });
  if (value instanceof Error) {
    const shown = errorText(ctx, value, keys);
    return made({ base: shown.text, keys: shown.keys });
  }
  if (isBoxedPrimitive(value)) return made({ base: boxed(value), keys: keys.filter((key) => !(value instanceof String && /^\d+$/.test(String(key)))) });
  if (tag === "" && Object.prototype.toString.call(value) === "[object Arguments]") {
    return made({ open: "[Arguments] {" });
  }
  if (constructor === "Object" && tag === "") return made({ open: "{" });
  return made({ open: `${prefix(constructor, tag, "Object")}{` });
}

/**
 * @param {Context} ctx
 * @param {any} value
 * @param {number} depth of the entries
 * @param {Parts} parts
 */
export function entriesOf(ctx, value, depth, parts) {
  ctx.indentation += 2;
  const items = parts.items(ctx, depth);
  ctx.indentation -= 2;
  const properties = parts.keys.map((key) => property(ctx, value, key, depth));
  if (ctx.sorted) properties.sort(typeof ctx.sorted === "function" ? ctx.sorted : undefined);
  return [...items, ...properties];
}

/**
 * @param {Context} ctx
 * @param {any[]} list
 * @param {(one: any) => string} item
 * @param {number} [length]
 */
function capped(ctx, list, item, length = list.length) {
  const shown = list.slice(0, ctx.maxArrayLength).map(item);
  const left = length - shown.length;
  return left > 0 ? [...shown, `... ${left} more item${left > 1 ? "s" : ""}`] : shown;
}

/**
 * @param {Context} ctx
 * @param {any[]} list
 * @param {number} depth
 */
function arrayItems(ctx, list, depth) {
  const items = [];
  let at = 0;
  while (at < list.length && items.length < ctx.maxArrayLength) {
    if (Object.hasOwn(list, at)) {
      items.push(show(ctx, list[at], depth));
      at += 1;
      continue;
    }
    let end = at;
    while (end < list.length && !Object.hasOwn(list, end)) end += 1;
    items.push(`<${end - at} empty item${end - at > 1 ? "s" : ""}>`);
    at = end;
  }
  const left = list.length - at;
  return left > 0 ? [...items, `... ${left} more item${left > 1 ? "s" : ""}`] : items;
}

/**
 * @param {Context} ctx
 * @param {ArrayBuffer} buffer
 */
function bufferItems(ctx, buffer) {
  const max = Math.min(Math.max(0, ctx.maxArrayLength), buffer.byteLength);
  const bytes = [...new Uint8Array(buffer, 0, max)].map((byte) => byte.toString(16).padStart(2, "0"));
  const left = buffer.byteLength - max;
  const more = left > 0 ? ` ... ${left} more byte${left > 1 ? "s" : ""}` : "";
  return [`[Uint8Contents]: <${bytes.join(" ")}${more}>`, `byteLength: ${buffer.byteLength}`];
}

/**
 * @param {Context} ctx
 * @param {any} value
 * @param {PropertyKey} key
 * @param {number} depth
 */
function property(ctx, value, key, depth) {
  const found = Object.getOwnPropertyDescriptor(value, key) ?? { value: value[key], enumerable: true };
  let text;
  if ("value" in found) {
    ctx.indentation += 2;
    text = show(ctx, found.value, depth);
    ctx.indentation -= 2;
  } else {
    text = found.get ? (found.set ? "[Getter/Setter]" : "[Getter]") : found.set ? "[Setter]" : "undefined";
  }
  const name = /** @type {string | symbol} */ (key);
  const label = found.enumerable === false ? `[${typeof name === "symbol" ? symbol(name) : name}]` : keyText(name);
  return `${label}: ${text}`;
}

/**
 * @param {any} fn
 * @param {string | null} constructor
 * @param {string} tag
 */
function functionBase(fn, constructor, tag) {
  const source = Function.prototype.toString.call(fn);
  if (source.startsWith("class") && source.endsWith("}")) {
    const parent = Object.getPrototypeOf(fn)?.name;
    const name = Object.hasOwn(fn, "name") && fn.name !== "" ? `[class ${fn.name}` : "[class (anonymous)";
    const odd = constructor !== "Function" && constructor !== null ? ` [${constructor}]` : "";
    return `${name}${odd}${tag !== "" && constructor !== tag ? ` [${tag}]` : ""}${constructor === null ? " extends [null prototype]" : parent ? ` extends ${parent}` : ""}]`;
  }
  const kind = Object.prototype.toString.call(fn).slice(8, -1);
  const named = /^(Async|Generator|AsyncGenerator)Function$/.test(kind) ? kind : "Function";
  const base = `[${named}${constructor === null ? " (null prototype)" : ""}${fn.name === "" ? " (anonymous)" : `: ${fn.name}`}]`;
  const odd = constructor !== named && constructor !== null && constructor !== "Function" ? ` ${constructor}` : "";
  return `${base}${odd}${tag !== "" && constructor !== tag && kind !== tag ? ` [${tag}]` : ""}`;
}

/** @param {any} value */
function boxed(value) {
  const inner = value.valueOf();
  const kind = typeof inner;
  const text = kind === "string" ? quoted(inner) : kind === "symbol" ? symbol(inner) : kind === "number" ? number(inner) : String(inner);
  const name = kind === "bigint" ? "BigInt" : kind[0].toUpperCase() + kind.slice(1);
  return `[${name}: ${kind === "bigint" ? `${text}n` : text}]`;
}
