// Date in the world's time and in UTC, as on most servers. A browser's own
// zone would make the same world print different texts in different places.

import { RealDate } from "../platform.js";

/** The parts of a date that have a local and a UTC form. */
const PARTS = ["Date", "Day", "FullYear", "Hours", "Milliseconds", "Minutes", "Month", "Seconds"];

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A time of day without a zone after it: local time, by the specification. */
const LOCAL = /\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]m)?\s*$/i;
/** A date alone that is not in ISO form: local midnight. */
const ISO_DATE = /^\s*[+-]?\d{4,6}(?:-\d\d(?:-\d\d)?)?\s*$/;

/**
 * Replaces Date for everyone in this global scope.
 * @param {() => number} now Unix milliseconds of the world
 */
export function installDate(now) {
  const prototype = /** @type {any} */ (RealDate.prototype);

  /** @param {string} text */
  const parse = (text) => {
    const plain = String(text);
    if (ISO_DATE.test(plain)) return RealDate.parse(plain);
    const zoned = !LOCAL.test(plain) && (plain.includes(":") || /[zZ]$|GMT|UTC/.test(plain));
    if (zoned) return RealDate.parse(plain);
    const utc = RealDate.parse(/T\d/.test(plain) ? `${plain.trim()}Z` : `${plain} UTC`);
    return Number.isNaN(utc) ? RealDate.parse(plain) : utc;
  };

  /** @param {any[]} args */
  function WorldDate(...args) {
    if (!new.target) return new RealDate(now()).toString();
    const target = new.target;
    if (args.length === 0) return Reflect.construct(RealDate, [now()], target);
    if (args.length > 1) return Reflect.construct(RealDate, [RealDate.UTC(.../** @type {[number, number]} */ (args))], target);
    const [value] = args;
    const primitive = value instanceof RealDate ? value.getTime() : typeof value === "object" && value !== null ? toPrimitive(value) : value;
    return Reflect.construct(RealDate, [typeof primitive === "string" ? parse(primitive) : primitive], target);
  }
  Object.defineProperties(WorldDate, {
    name: { value: "Date", configurable: true },
    length: { value: 7, configurable: true },
    prototype: { value: prototype, writable: false },
    now: { value: now, writable: true, configurable: true },
    parse: { value: parse, writable: true, configurable: true },
    UTC: { value: RealDate.UTC, writable: true, configurable: true },
  });

  /** @type {Record<string, (this: any, ...args: any[]) => any> & ThisType<any>} */
  const methods = {
    getTimezoneOffset: () => 0,
    toString() {
      return Number.isNaN(this.getTime()) ? "Invalid Date" : `${dateText(this)} ${timeText(this)}`;
    },
    toDateString() {
      return Number.isNaN(this.getTime()) ? "Invalid Date" : dateText(this);
    },
    toTimeString() {
      return Number.isNaN(this.getTime()) ? "Invalid Date" : timeText(this);
    },
  };
  for (const part of PARTS) {
    methods[`get${part}`] = prototype[`getUTC${part}`];
    if (part !== "Day") methods[`set${part}`] = prototype[`setUTC${part}`];
  }
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(prototype, name, { value: named(name, value), writable: true, configurable: true });
  }
  Object.defineProperty(prototype, "constructor", { value: WorldDate, writable: true, configurable: true });
  Object.defineProperty(globalThis, "Date", { value: WorldDate, writable: true, configurable: true });
}

/** @param {any} value */
function toPrimitive(value) {
  const convert = value[Symbol.toPrimitive];
  return convert ? convert.call(value, "default") : typeof value.valueOf() === "object" ? value.toString() : value.valueOf();
}

/** @param {Date} date */
function dateText(date) {
  const year = date.getUTCFullYear();
  const padded = (year < 0 ? "-" : "") + String(Math.abs(year)).padStart(4, "0");
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${two(date.getUTCDate())} ${padded}`;
}

/** @param {Date} date */
function timeText(date) {
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} GMT+0000 (Coordinated Universal Time)`;
}

/** @param {number} value */
function two(value) {
  return String(value).padStart(2, "0");
}

/**
 * @param {string} name
 * @param {any} fn
 */
function named(name, fn) {
  // A method that is shared with its UTC form keeps that one's name.
  return Object.getOwnPropertyDescriptor(fn, "name")?.value === name ? fn : Object.defineProperty(function (/** @type {any[]} */ ...args) {
    // @ts-expect-error `this` is the date.
    return fn.apply(this, args);
  }, "name", { value: name, configurable: true });
}
