// Everything that a process of the world can import, and its globals. This is
// the entry of a bundle of its own, which becomes one function of `host`.

import express from "express";
import * as assert from "./node/assert.js";
import * as asyncHooks from "./node/async_hooks.js";
import * as buffer from "./node/buffer/buffer.js";
import { console } from "./node/console.js";
import * as crypto from "./node/crypto/crypto.js";
import * as events from "./node/events.js";
import { fetch } from "./node/fetch/fetch.js";
import * as fs from "./node/fs.js";
import * as http from "./node/http/http.js";
import * as net from "./node/net.js";
import * as path from "./node/path.js";
import { performance } from "./node/performance.js";
import { process } from "./node/process.js";
import * as querystring from "./node/querystring.js";
import * as stream from "./node/stream/stream.js";
import * as timers from "./node/timers.js";
import * as url from "./node/url.js";
import * as util from "./node/util.js";
import * as pg from "./pg/pg.js";
import * as redis from "./redis/redis.js";
import * as types from "./node/inspect/types.js";

/** @type {Record<string, any>} */
const node = {
  assert,
  "assert/strict": { ...assert.strict, default: assert.strict },
  async_hooks: asyncHooks,
  buffer,
  console: { ...console, default: console },
  crypto,
  events,
  fs,
  "fs/promises": { ...fs.promises, default: fs.promises },
  http,
  net,
  path,
  "path/posix": path,
  perf_hooks: { performance, default: { performance } },
  process: { env: process.env, default: process },
  querystring,
  stream,
  "stream/promises": { ...stream.promises, default: stream.promises },
  timers: { ...timers, default: timers },
  "timers/promises": { ...timers.promises, default: timers.promises },
  url,
  util,
  "util/types": { ...types, default: types },
};

/** @type {Map<string, () => any>} */
export const modules = new Map(Object.entries(node).map(([name, value]) => [`node:${name}`, () => value]));
modules.set("express", () => express);
modules.set("pg", () => pg);
modules.set("redis", () => redis);

/** @type {Record<string, unknown>} */
export const globals = {
  process,
  console,
  Buffer: buffer.Buffer,
  crypto: crypto.webcrypto,
  fetch,
  global: globalThis,
  performance,
  setTimeout: timers.setTimeout,
  setInterval: timers.setInterval,
  setImmediate: timers.setImmediate,
  clearTimeout: timers.clearTimeout,
  clearInterval: timers.clearInterval,
  clearImmediate: timers.clearImmediate,
};
