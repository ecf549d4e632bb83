// Values between PostgreSQL's text form and JavaScript, as pg-types and pg's
// `prepareValue` do by default.
//
// # Limits
// Geometric types and ranges stay text; dates are read in UTC.

import { Buffer } from "../node/buffer/buffer.js";

/** @typedef {(text: string) => any} Parser */

/** Names of the types that have a parser, by OID (catalog `pg_type`). */
export const builtins = {
  BOOL: 16, BYTEA: 17, CHAR: 18, INT8: 20, INT2: 21, INT4: 23, TEXT: 25, OID: 26, JSON: 114, FLOAT4: 700, FLOAT8: 701,
  BPCHAR: 1042, VARCHAR: 1043, DATE: 1082, TIME: 1083, TIMESTAMP: 1114, TIMESTAMPTZ: 1184, INTERVAL: 1186,
  TIMETZ: 1266, NUMERIC: 1700, UUID: 2950, JSONB: 3802,
};

const toInt = (/** @type {string} */ text) => Number.parseInt(text, 10);
const toFloat = (/** @type {string} */ text) => Number.parseFloat(text);
const toBool = (/** @type {string} */ text) => text === "t" || text === "true";
const toText = (/** @type {string} */ text) => text;

/** @param {string} text a date, with or without a time and a zone */
function toDate(text) {
  if (text === "infinity") return Infinity;
  if (text === "-infinity") return -Infinity;
  const match = /^(\d{1,6})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(\.\d+)?)?([+-]\d\d(?::\d\d){0,2})?( BC)?$/.exec(text);
  if (!match) return new Date(NaN);
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = 0, zone, bc] = match;
  const date = new Date(0);
  date.setUTCFullYear(bc ? 1 - Number(year) : Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second), Math.trunc(Number(fraction) * 1000));
  if (zone) {
    const [h, m = 0, s = 0] = zone.slice(1).split(":").map(Number);
    date.setTime(date.getTime() - (zone[0] === "-" ? -1 : 1) * (h * 3600 + m * 60 + s) * 1000);
  }
  return date;
}

/** @param {string} text */
function toBytes(text) {
  if (text.startsWith("\\x")) return Buffer.from(text.slice(2), "hex");
  return Buffer.from(text.replace(/\\(?:(\d{3})|\\)/g, (_, octal) => (octal ? String.fromCharCode(Number.parseInt(octal, 8)) : "\\")), "latin1");
}

/** What pg calls a PostgresInterval. */
class Interval {
  toPostgres() {
    const parts = Object.entries(this).filter(([, value]) => value);
    return parts.length === 0 ? "0" : parts.map(([name, value]) => `${value} ${name}`).join(" ");
  }
}

/** @param {string} text such as `1 day 02:00:00.5` */
function toInterval(text) {
  /** @type {any} */
  const interval = new Interval();
  const units = /** @type {Record<string, string>} */ ({ year: "years", mon: "months", day: "days" });
  for (const [, value, unit] of text.matchAll(/([+-]?\d+) (year|mon|day)s?/g)) interval[units[unit]] = Number(value);
  const time = /([+-])?(\d+):(\d\d):(\d\d)(?:\.(\d+))?$/.exec(text);
  if (time) {
    const sign = time[1] === "-" ? -1 : 1;
    const put = (/** @type {string} */ name, /** @type {number} */ value) => {
      if (value !== 0) interval[name] = sign * value;
    };
    put("hours", Number(time[2]));
    put("minutes", Number(time[3]));
    put("seconds", Number(time[4]));
    if (time[5]) put("milliseconds", Number(`0.${time[5]}`) * 1000);
  }
  return interval;
}

/**
 * An array's text, such as `{1,NULL,"a b",{2}}`.
 * @param {string} text
 * @param {Parser} parse one element
 * @returns {any[]}
 */
function toArray(text, parse) {
  let at = text.indexOf("{");
  /** @returns {any[]} */
  const list = () => {
    const items = [];
    at += 1;
    while (text[at] !== "}" && at < text.length) {
      if (text[at] === ",") {
        at += 1;
      } else if (text[at] === "{") {
        items.push(list());
      } else if (text[at] === '"') {
        let item = "";
        for (at += 1; text[at] !== '"' && at < text.length; at += 1) {
          if (text[at] === "\\") at += 1;
          item += text[at];
        }
        at += 1;
        items.push(parse(item));
      } else {
        const start = at;
        while (at < text.length && text[at] !== "," && text[at] !== "}") at += 1;
        const item = text.slice(start, at);
        items.push(item === "NULL" ? null : parse(item));
      }
    }
    at += 1;
    return items;
  };
  return list();
}

/** @type {Map<number, Parser>} */
const parsers = new Map([
  [16, toBool],
  [17, toBytes],
  [21, toInt],
  [23, toInt],
  [26, toInt],
  [114, JSON.parse],
  [700, toFloat],
  [701, toFloat],
  [1082, toDate],
  [1114, toDate],
  [1184, toDate],
  [1186, toInterval],
  [3802, JSON.parse],
]);

/** Array types, and how pg reads their elements. @type {[number, Parser][]} */
const ARRAYS = [
  [1000, toBool], [1001, toBytes], [1005, toInt], [1007, toInt], [1028, toInt], [1016, toText], [1021, toFloat],
  [1022, toFloat], [1231, toFloat], [1014, toText], [1015, toText], [1008, toText], [1009, toText], [1115, toDate],
  [1182, toDate], [1185, toDate], [1183, toText], [1270, toText], [1187, toInterval], [199, JSON.parse],
  [3807, JSON.parse], [2951, toText],
];
for (const [oid, parse] of ARRAYS) parsers.set(oid, (text) => toArray(text, parse));

/** `pg.types`. */
export const types = {
  builtins,
  /** @param {number} oid @param {Parser} [_format] */
  getTypeParser: (oid, _format) => parsers.get(oid) ?? toText,
  /** @param {number} oid @param {any} formatOrParse @param {Parser} [parse] */
  setTypeParser(oid, formatOrParse, parse) {
    parsers.set(Number(oid), typeof formatOrParse === "function" ? formatOrParse : /** @type {Parser} */ (parse));
  },
};

/**
 * A parameter in PostgreSQL's text form.
 * @param {any} value
 * @param {any[]} [seen]
 * @returns {string | null}
 */
export function prepareValue(value, seen = []) {
  if (value === null || value === undefined) return null;
  if (typeof value !== "object") return String(value);
  if (ArrayBuffer.isView(value)) return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
  if (value instanceof ArrayBuffer) return `\\x${Buffer.from(value).toString("hex")}`;
  if (value instanceof Date) return dateParameter(value);
  if (Array.isArray(value)) return arrayParameter(value);
  if (typeof value.toPostgres === "function") {
    if (seen.includes(value)) throw new Error(`circular reference detected while preparing "${value}" for query`);
    return prepareValue(value.toPostgres((/** @type {any} */ inner) => prepareValue(inner)), [...seen, value]);
  }
  return JSON.stringify(value);
}

/** @param {Date} date */
function dateParameter(date) {
  if (Number.isNaN(date.getTime())) return "0NaN-NaN-NaNTNaN:NaN:NaN.NaN+NaN:NaN";
  const year = date.getUTCFullYear();
  const text = date.toISOString().replace(/^[+-]?\d+/, String(year < 1 ? 1 - year : year).padStart(4, "0")).replace("Z", "+00:00");
  return year < 1 ? `${text} BC` : text;
}

/** @param {any[]} list @returns {string} */
function arrayParameter(list) {
  const items = list.map((item) => {
    if (item === null || item === undefined) return "NULL";
    if (Array.isArray(item)) return arrayParameter(item);
    if (ArrayBuffer.isView(item)) return `\\\\x${Buffer.from(item.buffer, item.byteOffset, item.byteLength).toString("hex")}`;
    return `"${String(prepareValue(item)).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  });
  return `{${items.join(",")}}`;
}
