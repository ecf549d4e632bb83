// From replies of the wire to what a command of @redis/client resolves to.

import { Buffer } from "../node/buffer/buffer.js";
import { bytesFrom } from "../node/bytes.js";
import { SimpleError } from "./errors.js";

/** @typedef {import("../../protocol.js").Reply} Reply */
/** @typedef {(reply: any) => any} Transform */

/**
 * A reply as plain values. An error is a value, too: it is thrown by who asked.
 * @param {Reply} reply
 * @param {boolean} buffers whether texts are wanted as bytes
 * @returns {any}
 */
export function plain(reply, buffers) {
  if (reply === "nil" || reply === "nil_array") return null;
  if ("status" in reply) return reply.status;
  if ("integer" in reply) return reply.integer;
  if ("error" in reply) return new SimpleError(reply.error);
  if ("array" in reply) return reply.array.map((one) => plain(one, buffers));
  if (buffers) return bytesFrom(reply.bulk);
  return typeof reply.bulk === "string" ? reply.bulk : Buffer.from(reply.bulk.hex, "hex").toString();
}

/** @param {any} text */
function double(text) {
  if (text === null) return null;
  const lower = String(text);
  return lower === "inf" || lower === "+inf" ? Infinity : lower === "-inf" ? -Infinity : Number(lower);
}

/** @param {any[]} list name, value, name, value, … */
function pairs(list) {
  const object = Object.create(null);
  for (let i = 0; i < list.length; i += 2) object[list[i]] = list[i + 1];
  return object;
}

/** @param {any[]} list value, score, value, score, … */
function members(list) {
  const result = [];
  for (let i = 0; i < list.length; i += 2) result.push({ value: list[i], score: double(list[i + 1]) });
  return result;
}

/** @param {any[]} list */
function fields(list) {
  const result = [];
  for (let i = 0; i < list.length; i += 2) result.push({ field: list[i], value: list[i + 1] });
  return result;
}

/** @param {any[]} list of a stream's identifiers and fields */
function messages(list) {
  return list.map(([id, fields]) => ({ id, message: fields === null ? null : pairs(fields) }));
}

/** What is done to a reply, by the name that the table of commands uses. @type {Record<string, Transform>} */
export const TRANSFORMS = {
  double,
  doubles: (list) => list.map(double),
  object: pairs,
  members,
  member: (list) => members(list)[0] ?? null,
  popped: ([key, element]) => ({ key, element }),
  poppedMember: ([key, value, score]) => ({ key, value, score: double(score) }),
  messages,
  streams: (list) => list.map((/** @type {any[]} */ [name, entries]) => ({ name, messages: messages(entries) })),
  keys: ([cursor, keys]) => ({ cursor, keys }),
  entries: ([cursor, list]) => ({ cursor, entries: fields(list) }),
  listed: ([cursor, list]) => ({ cursor, members: list }),
  scored: ([cursor, list]) => ({ cursor, members: members(list) }),
};
