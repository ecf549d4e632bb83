// http.IncomingMessage: a request as a server receives it.

import { bytesFrom } from "../bytes.js";
import { Readable } from "../stream/readable.js";
import { headersOf } from "./fields.js";

export class IncomingMessage extends Readable {
  /**
   * @param {any} socket
   * @param {import("../../../protocol.js").HttpHead} [head]
   * @param {import("../../../protocol.js").Body} [body]
   */
  constructor(socket, head, body) {
    super();
    this.socket = socket;
    this.connection = socket;
    this.method = head?.method ?? null;
    this.url = head?.target ?? "";
    this.httpVersion = head?.version ?? "1.1";
    this.httpVersionMajor = 1;
    this.httpVersionMinor = this.httpVersion === "1.0" ? 0 : 1;
    this.statusCode = /** @type {number | null} */ (null);
    this.statusMessage = /** @type {string | null} */ (null);
    this.complete = false;
    this.aborted = false;
    this.upgrade = false;
    this._fields = head?.headers ?? [];
    this.headers = headersOf(this._fields);
    this.trailers = {};
    this.rawTrailers = /** @type {string[]} */ ([]);
    this._body = body;
  }

  get rawHeaders() {
    return this._fields.flat();
  }

  get headersDistinct() {
    /** @type {Record<string, string[]>} */
    const distinct = Object.create(null);
    for (const [name, value] of this._fields) (distinct[name.toLowerCase()] ??= []).push(value);
    return distinct;
  }

  _read() {
    if (this.complete) return;
    this.complete = true;
    const bytes = this._body === undefined || this._body === "" ? undefined : bytesFrom(this._body);
    if (bytes) this.push(bytes);
    this.push(null);
  }

  /**
   * @param {number} _ms
   * @param {() => void} [_callback]
   */
  setTimeout(_ms, _callback) {
    return this;
  }

  /** The client went away. */
  abort() {
    if (this.readableEnded || this.aborted) return;
    this.aborted = true;
    this.emit("aborted");
    this.errored = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
    this.destroyed = true;
    if (this.listenerCount("error") > 0) this.emit("error", this.errored);
    this._close();
  }
}
