// http.ServerResponse.
//
// What is written in one go leaves together once the code that wrote it has
// returned, as in Node, which corks the connection until the next tick.
//
// # Limits
// Trailers are not sent, and `write` is always told that it may go on: nothing
// slows down code that writes faster than its client reads.

import { bodyFrom } from "../bytes.js";
import { nodeError, received } from "../errors.js";
import { Writable, bytesOf } from "../stream/writable.js";
import { hasInvalidCharacter, invalidCharacter, validateHeaderName, validateHeaderValue } from "./fields.js";
import { STATUS_CODES } from "./status.js";

/** @param {string} verb */
function headersSent(verb) {
  return nodeError(Error, "ERR_HTTP_HEADERS_SENT", `Cannot ${verb} headers after they are sent to the client`);
}

export class ServerResponse extends Writable {
  /** @param {any} req */
  constructor(req) {
    super();
    this.req = req;
    this.socket = req.socket;
    this.connection = req.socket;
    this.statusCode = 200;
    /** @type {string | undefined} */
    this.statusMessage = undefined;
    this.sendDate = true;
    this.headersSent = false;
    this.finished = false;
    this.shouldKeepAlive = keepsAlive(req);
    /** Name as spelled and value, by the name in lower case. @type {Map<string, [string, any]>} */
    this._fields = new Map();
    /** What is to be sent, once `_send` ran. @type {[string, string][]} */
    this._head = [];
    /** What was written and has not left. @type {any[]} */
    this._parts = [];
    this._hasBody = true;
    /** Whether the head has left, or is to leave by itself. */
    this._begun = false;
    this._flushing = false;
  }

  /**
   * @param {string} name
   * @param {any} value
   */
  setHeader(name, value) {
    if (this.headersSent) throw headersSent("set");
    validateHeaderName(name);
    validateHeaderValue(name, value);
    this._fields.set(name.toLowerCase(), [name, value]);
    return this;
  }

  /** @param {any} headers a Map or Headers */
  setHeaders(headers) {
    for (const [name, value] of headers) this.setHeader(name, value);
    return this;
  }

  /**
   * @param {string} name
   * @param {any} value
   */
  appendHeader(name, value) {
    if (this.headersSent) throw headersSent("append");
    const before = this.getHeader(name);
    return this.setHeader(name, before === undefined ? value : [before, value].flat());
  }

  /** @param {string} name */
  getHeader(name) {
    if (typeof name !== "string") {
      throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "name" argument must be of type string. Received ${received(name)}`);
    }
    return this._fields.get(name.toLowerCase())?.[1];
  }

  /** @param {string} name */
  hasHeader(name) {
    return this._fields.has(name.toLowerCase());
  }

  getHeaderNames() {
    return [...this._fields.keys()];
  }

  getRawHeaderNames() {
    return [...this._fields.values()].map(([name]) => name);
  }

  getHeaders() {
    const headers = Object.create(null);
    for (const [name, [, value]] of this._fields) headers[name] = value;
    return headers;
  }

  /** @param {string} name */
  removeHeader(name) {
    if (this.headersSent) throw headersSent("remove");
    this._fields.delete(name.toLowerCase());
  }

  /**
   * @param {number} status
   * @param {any} [reason]
   * @param {any} [headers]
   */
  writeHead(status, reason, headers) {
    if (this.headersSent) throw headersSent("write");
    const code = status | 0;
    if (code < 100 || code > 999) {
      throw nodeError(RangeError, "ERR_HTTP_INVALID_STATUS_CODE", `Invalid status code: ${status}`);
    }
    if (typeof reason === "string") this.statusMessage = reason;
    else headers ??= reason;
    if (Array.isArray(headers)) {
      const flat = headers.flat();
      for (let i = 0; i < flat.length; i += 2) this.setHeader(flat[i], flat[i + 1]);
    } else if (headers) {
      for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
    }
    this.statusCode = code;
    this._send(undefined);
    return this;
  }

  /** @param {() => void} [done] */
  writeContinue(done) {
    this._inform(100, [], done);
  }

  /** @param {() => void} [done] */
  writeProcessing(done) {
    this._inform(102, [], done);
  }

  /**
   * @param {Record<string, any>} hints
   * @param {() => void} [done]
   */
  writeEarlyHints(hints, done) {
    const link = hints?.link;
    if (link === undefined || link === null || link.length === 0) return;
    /** @type {[string, string][]} */
    const fields = [["Link", [link].flat().join(", ")]];
    for (const [name, value] of Object.entries(hints)) {
      if (name.toLowerCase() !== "link") fields.push([name, String(value)]);
    }
    this._inform(103, fields, done);
  }

  /**
   * @param {number} status
   * @param {[string, string][]} headers
   * @param {(() => void) | undefined} done
   */
  _inform(status, headers, done) {
    if (!this.destroyed) host.act({ kind: "inform", task: this.socket.task, status, headers });
    if (done) host.nextTick(done);
  }

  flushHeaders() {
    if (!this.headersSent) this._send(undefined);
    this._leaveSoon();
  }

  /** Lets what was written leave when the code that writes has returned. */
  _leaveSoon() {
    if (this._flushing || this.finished || this.destroyed) return;
    this._flushing = true;
    host.nextTick(() => {
      this._flushing = false;
      if (!this.finished && !this.destroyed) this._leave(false);
    });
  }

  /** @param {boolean} end */
  _leave(end) {
    const chunks = this._parts.map((part) => bodyFrom([part]));
    this._parts = [];
    const head = this._begun ? {} : { head: this._wireHead() };
    if (this._begun && chunks.length === 0 && !end) return;
    this._begun = true;
    host.act({ kind: "write", task: this.socket.task, ...head, chunks, end });
  }

  /** Status, reason (empty for the standard one) and fields. */
  _wireHead() {
    const standard = /** @type {Record<string, string>} */ (STATUS_CODES)[this.statusCode];
    const reason = this.statusMessage === standard ? "" : (this.statusMessage ?? "");
    return { status: this.statusCode, reason, headers: this._head };
  }

  /**
   * Fixes status and fields; `length` is the body's, when it is known to be whole.
   * @param {number | undefined} length
   */
  _send(length) {
    const code = this.statusCode | 0;
    if (code < 100 || code > 999) {
      throw nodeError(RangeError, "ERR_HTTP_INVALID_STATUS_CODE", `Invalid status code: ${this.statusCode}`);
    }
    this.statusCode = code;
    this.statusMessage ||= /** @type {Record<string, string>} */ (STATUS_CODES)[code] ?? "unknown";
    if (hasInvalidCharacter(this.statusMessage)) throw invalidCharacter("statusMessage");
    this.headersSent = true;
    this._hasBody = this.req.method !== "HEAD" && code !== 204 && code !== 304 && code >= 200;
    this._head = [];
    for (const [name, value] of this._fields.values()) {
      if (Array.isArray(value)) for (const one of value) this._head.push([name, String(one)]);
      else this._head.push([name, String(value)]);
    }
    const has = (/** @type {string} */ name) => this._fields.has(name);
    if (this.sendDate && !has("date")) this._head.push(["Date", dateField()]);
    const chunks = this.req.httpVersion !== "1.0";
    if (!has("connection")) {
      // Before HTTP/1.1 only a length of its own ends a body; else the
      // connection does.
      const lives = this.shouldKeepAlive && (has("content-length") || chunks);
      this._head.push(["Connection", lives ? "keep-alive" : "close"]);
      if (lives) this._head.push(["Keep-Alive", "timeout=5"]);
    }
    if (!has("content-length") && !has("transfer-encoding") && this._hasBody && chunks) {
      this._head.push(length !== undefined ? ["Content-Length", String(length)] : ["Transfer-Encoding", "chunked"]);
    }
  }

  /**
   * @param {any} chunk
   * @param {any} [encoding]
   * @param {any} [done]
   */
  write(chunk, encoding, done) {
    if (typeof encoding === "function") [encoding, done] = [undefined, encoding];
    const part = checkedPart(chunk, encoding);
    if (this.finished) return this._fail(nodeError(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end"), done);
    if (this.destroyed) return this._fail(nodeError(Error, "ERR_STREAM_DESTROYED", "Cannot call write after a stream was destroyed"), done);
    if (!this.headersSent) this._send(undefined);
    if (this._hasBody) {
      if (part.length > 0) this._parts.push(part);
      this._leaveSoon();
    }
    if (done) host.nextTick(done);
    return true;
  }

  /**
   * @param {Error} error
   * @param {any} done
   */
  _fail(error, done) {
    host.nextTick(() => {
      done?.(error);
      if (!this.destroyed) this.emit("error", error);
    });
    return false;
  }

  /**
   * @param {any} [chunk]
   * @param {any} [encoding]
   * @param {any} [done]
   */
  end(chunk, encoding, done) {
    if (typeof chunk === "function") [chunk, done] = [undefined, chunk];
    else if (typeof encoding === "function") [encoding, done] = [undefined, encoding];
    const part = chunk == null ? undefined : checkedPart(chunk, encoding);
    if (this.finished) {
      if (part !== undefined) this._fail(nodeError(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end"), done);
      return this;
    }
    if (!this.headersSent) this._send(part === undefined ? 0 : Buffer.byteLength(part));
    if (part !== undefined && part.length > 0 && this._hasBody) this._parts.push(part);
    if (done) this.once("finish", done);
    this.finished = true;
    this.writableEnded = true;
    this._respond();
    return this;
  }

  _respond() {
    if (this.socket.destroyed) return;
    this.socket.answered = true;
    host.onAborted(this.socket.task, undefined);
    if (this._begun || this._parts.length > 1) {
      this._leave(true);
    } else {
      host.act({ kind: "respond", task: this.socket.task, ...this._wireHead(), body: bodyFrom(this._parts) });
    }
    host.nextTick(() => {
      this.writableFinished = true;
      this.emit("finish");
      // What nobody read of the request is thrown away, as Node does.
      if (!this.req.readableEnded && this.req.listenerCount("data") === 0) this.req.resume();
      this.destroyed = true;
      this._close();
    });
  }

  /** @param {Error} [error] */
  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.socket.destroy(error);
    host.nextTick(() => this._close());
    return this;
  }

  /** The client went away. */
  abort() {
    this.destroyed = true;
    this._close();
  }

  get writable() {
    return !this.finished && !this.destroyed;
  }

  assignSocket() {}
  detachSocket() {}

  /**
   * @param {number} _ms
   * @param {() => void} [_callback]
   */
  setTimeout(_ms, _callback) {
    return this;
  }
}

/**
 * @param {any} chunk
 * @param {any} encoding
 * @returns {string | Uint8Array}
 */
function checkedPart(chunk, encoding) {
  // Text that leaves as UTF-8 stays text on the way to the engine.
  if (typeof chunk === "string" && (encoding === undefined || encoding === null || /^utf-?8$/i.test(encoding))) return chunk;
  return bytesOf(chunk, encoding, false);
}

/** @param {any} req */
function keepsAlive(req) {
  const connection = req.headers.connection;
  if (connection === undefined) return req.httpVersion !== "1.0";
  return req.httpVersion === "1.0" ? /keep-alive/i.test(connection) : !/close/i.test(connection);
}

let dateSecond = -1;
let dateText = "";

/** The Date field; it changes once a second. */
function dateField() {
  const second = Math.floor(host.nowUnixMs() / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = new Date(second * 1000).toUTCString();
  }
  return dateText;
}
