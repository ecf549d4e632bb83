// A client of the world's cache, as @redis/client's.
//
// # Limits
// No scripts of one's own, no cluster; replies are RESP 2.

import { Buffer } from "../node/buffer/buffer.js";
import { bodyFrom } from "../node/bytes.js";
import { EventEmitter } from "../node/events.js";
import { setTimeout } from "../node/timers.js";
import { COMMANDS } from "./commands.js";
import { ClientClosedError, DisconnectsClientError } from "./errors.js";
import { Multi } from "./multi.js";
import { plain } from "./replies.js";
import { KINDS, Subscriptions } from "./subscriptions.js";

/** @type {any} */
const Emitter = EventEmitter;

/** `RESP_TYPES`: the first byte of each kind of reply. */
export const RESP_TYPES = { NULL: 95, BOOLEAN: 35, NUMBER: 58, BIG_NUMBER: 40, DOUBLE: 44, SIMPLE_STRING: 43, BLOB_STRING: 36, VERBATIM_STRING: 61, SIMPLE_ERROR: 45, BLOB_ERROR: 33, ARRAY: 42, SET: 126, MAP: 37, PUSH: 62 };

let lastConnection = 0;

export class Client extends Emitter {
  /** @param {any} [options] */
  constructor(options = {}) {
    super();
    this.options = options;
    this._connection = ++lastConnection;
    this._buffers = false;
    this.isOpen = false;
    this.isReady = false;
    this._attempt = 0;
    /** Commands asked while the connection is being made. @type {(() => void)[]} */
    this._queue = [];
    /** What to reject when the client is closed at once. @type {Set<(error: Error) => void>} */
    this._pending = new Set();
    this._subscriptions = new Subscriptions();
  }

  async connect() {
    if (this.isOpen) throw new Error("Socket already opened");
    this.isOpen = true;
    this.emit("connect");
    await new Promise((resolve, reject) => this._dial(resolve, reject));
    return this;
  }

  /**
   * Knocks until the cache answers.
   * @param {(value?: any) => void} resolve
   * @param {(error: any) => void} reject
   */
  _dial(resolve, reject) {
    host.call({ service: "cache", connection: this._connection, args: ["PING"] }, (result) => {
      if (!this.isOpen) {
        reject(new ClientClosedError());
      } else if (result.result === "refused") {
        this._failed(Object.assign(new Error(result.message), { code: result.code }), resolve, reject);
      } else {
        const database = this.options.database ?? databaseOf(this.options.url);
        if (database) this._send(["SELECT", String(database)]).catch((/** @type {any} */ error) => this.emit("error", error));
        host.onPushed(this._connection, (reply) => this._subscriptions.tell(reply));
        this.isReady = true;
        this.emit("ready");
        for (const send of this._queue.splice(0)) send();
        resolve();
      }
    });
  }

  /**
   * @param {Error} error
   * @param {(value?: any) => void} resolve
   * @param {(error: any) => void} reject
   */
  _failed(error, resolve, reject) {
    const retries = this._attempt++;
    const strategy = this.options.socket?.reconnectStrategy ?? ((/** @type {number} */ count) => Math.min(2 ** count * 50, 2000));
    const delay = typeof strategy === "function" ? strategy(retries, error) : strategy;
    if (delay === false || delay instanceof Error) {
      this.isOpen = false;
      reject(delay instanceof Error ? delay : error);
      return;
    }
    this.emit("error", error);
    this.emit("reconnecting");
    setTimeout(() => this._dial(resolve, reject), delay);
  }

  /**
   * @param {any[]} words
   * @returns {Promise<any>} the reply, as plain values
   */
  _send(words) {
    if (!this.isOpen) return Promise.reject(new ClientClosedError());
    const call = new Error();
    const args = words.map(wordBody);
    return new Promise((resolve, reject) => {
      this._pending.add(reject);
      const send = () =>
        host.call({ service: "cache", connection: this._connection, args }, (result) => {
          this._pending.delete(reject);
          const reply = result.result === "cache" ? plain(result.reply, this._buffers) : refusal(result);
          if (reply instanceof Error) reject(withStack(reply, call));
          else resolve(reply);
        });
      if (this.isReady) send();
      else this._queue.push(send);
    });
  }

  /** @param {any[]} args */
  sendCommand(args) {
    return this._send(args);
  }

  multi() {
    return new Multi(this);
  }

  /** @param {any} [options] */
  async *scanIterator(options) {
    yield* scanned(options?.cursor, (/** @type {any} */ cursor) => this.scan(cursor, options), "keys");
  }

  /** @param {any} key @param {any} [options] */
  async *hScanIterator(key, options) {
    yield* scanned(options?.cursor, (/** @type {any} */ cursor) => this.hScan(key, cursor, options), "entries");
  }

  /** @param {any} key @param {any} [options] */
  async *sScanIterator(key, options) {
    yield* scanned(options?.cursor, (/** @type {any} */ cursor) => this.sScan(key, cursor, options), "members");
  }

  /** @param {any} key @param {any} [options] */
  async *zScanIterator(key, options) {
    yield* scanned(options?.cursor, (/** @type {any} */ cursor) => this.zScan(key, cursor, options), "members");
  }

  /** @param {Record<number, unknown>} mapping */
  withTypeMapping(mapping) {
    const proxy = Object.create(this);
    proxy._buffers = mapping[RESP_TYPES.BLOB_STRING] === Buffer;
    return proxy;
  }

  /** @param {any} [overrides] */
  duplicate(overrides) {
    return new Client({ ...this.options, ...overrides });
  }

  async close() {
    if (!this.isOpen) throw new ClientClosedError();
    await Promise.allSettled([...this._pending].map((reject) => this._untilDone(reject)));
    this._closed();
  }

  /** @param {(error: Error) => void} reject */
  _untilDone(reject) {
    return new Promise((resolve) => {
      const look = () => (this._pending.has(reject) ? setTimeout(look, 1) : resolve(undefined));
      look();
    });
  }

  destroy() {
    if (!this.isOpen) throw new ClientClosedError();
    for (const reject of this._pending) reject(new DisconnectsClientError());
    this._pending.clear();
    this._closed();
  }

  async quit() {
    const reply = await this._send(["QUIT"]);
    this._closed();
    return reply;
  }

  async disconnect() {
    this.destroy();
  }

  _closed() {
    host.onPushed(this._connection, undefined);
    // The cache forgets what this connection watched and listened to.
    if (this.isReady) host.call({ service: "cache_close", connection: this._connection }, () => {});
    this.isOpen = false;
    this.isReady = false;
    this.emit("end");
  }

  get isPubSubActive() {
    return this._subscriptions.isActive;
  }

  /**
   * @param {import("./subscriptions.js").Kind} kind
   * @param {string | string[]} names
   * @param {import("./subscriptions.js").Listener} listener
   * @param {boolean} [buffers]
   */
  async _subscribe(kind, names, listener, buffers = false) {
    const fresh = this._subscriptions.add(kind, [names].flat(), listener, buffers);
    if (fresh.length > 0) await this._send([KINDS[kind].subscribe, ...fresh]);
  }

  /**
   * @param {import("./subscriptions.js").Kind} kind
   * @param {string | string[] | undefined} names
   * @param {import("./subscriptions.js").Listener} [listener]
   */
  async _unsubscribe(kind, names, listener) {
    const left = this._subscriptions.remove(kind, names === undefined ? undefined : [names].flat(), listener);
    if (left.length > 0) await this._send([KINDS[kind].unsubscribe, ...left]);
  }

  /** @param {any} channels @param {any} listener @param {boolean} [buffers] */
  subscribe(channels, listener, buffers) {
    return this._subscribe("channels", channels, listener, buffers);
  }

  /** @param {any} [channels] @param {any} [listener] */
  unsubscribe(channels, listener) {
    return this._unsubscribe("channels", channels, listener);
  }

  /** @param {any} patterns @param {any} listener @param {boolean} [buffers] */
  pSubscribe(patterns, listener, buffers) {
    return this._subscribe("patterns", patterns, listener, buffers);
  }

  /** @param {any} [patterns] @param {any} [listener] */
  pUnsubscribe(patterns, listener) {
    return this._unsubscribe("patterns", patterns, listener);
  }

  /** @param {any} channels @param {any} listener @param {boolean} [buffers] */
  sSubscribe(channels, listener, buffers) {
    return this._subscribe("shards", channels, listener, buffers);
  }

  /** @param {any} [channels] @param {any} [listener] */
  sUnsubscribe(channels, listener) {
    return this._unsubscribe("shards", channels, listener);
  }

  ref() {}
  unref() {}
}
for (const [name, { build, transform }] of COMMANDS) {
  Object.defineProperty(Client.prototype, name, {
    writable: true,
    configurable: true,
    /** @this {any} @param {any[]} args */
    value: async function (...args) {
      return transform(await this._send(build(args)));
    },
  });
}

/**
 * @param {any} cursor
 * @param {(cursor: any) => Promise<any>} scan
 * @param {string} part
 */
async function* scanned(cursor, scan, part) {
  let at = cursor ?? "0";
  do {
    const reply = await scan(at);
    at = reply.cursor;
    yield reply[part];
  } while (at !== "0");
}

/**
 * @param {any} word
 * @param {number} place
 */
export function wordBody(word, place) {
  if (typeof word === "string") return word;
  if (word instanceof Uint8Array) return bodyFrom([word]);
  throw new TypeError(`"arguments[${place}]" must be of type "string | Buffer", got ${typeof word} instead.`);
}

/** @param {any} result */
export function refusal(result) {
  return Object.assign(new Error(result.message ?? "Socket closed unexpectedly"), { code: result.code });
}

/**
 * @param {Error} error
 * @param {Error} call made where the command was asked
 */
export function withStack(error, call) {
  const headline = `${error.name}: ${error.message}`;
  const stack = headline + host.stack(call).replace(/^[^\n]*/, "");
  Object.defineProperty(error, "stack", { value: stack, writable: true, configurable: true });
  return error;
}

/** @param {string | undefined} url `redis://host:port/database` */
function databaseOf(url) {
  return url && URL.canParse(url) ? Number(new URL(url).pathname.slice(1)) : 0;
}
