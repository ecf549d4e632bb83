// pg.Pool: connections that are kept and shared (pg-pool).
//
// # Limits
// An idle connection is kept until the pool ends; pg closes it after ten seconds.

import { EventEmitter } from "../node/events.js";
import { clearTimeout, setTimeout } from "../node/timers.js";
import { Client } from "./client.js";
import { withStackOf } from "./errors.js";
import { promiseOr, readQuery } from "./query.js";

/** @type {any} */
const Emitter = EventEmitter;

export class Pool extends Emitter {
  /** @param {any} [options] */
  constructor(options = {}) {
    super();
    const settings = typeof options === "string" ? { connectionString: options } : options;
    this.options = { max: 10, min: 0, idleTimeoutMillis: 10000, connectionTimeoutMillis: 0, allowExitOnIdle: false, ...settings };
    this.options.max = this.options.max || this.options.poolSize || 10;
    /** @type {any[]} */
    this._clients = [];
    /** @type {any[]} */
    this._idle = [];
    /** Those that wait for a client. @type {{ give: (error: any, client?: any) => void, timer?: any }[]} */
    this._waiting = [];
    this.ending = false;
    this.ended = false;
  }

  get totalCount() {
    return this._clients.length;
  }

  get idleCount() {
    return this._idle.length;
  }

  get waitingCount() {
    return this._waiting.length;
  }

  /** @param {any} [callback] gets the error, the client, and its release */
  connect(callback) {
    const call = new Error();
    return promiseOr(callback && ((error, client) => callback(error, client, client?.release ?? (() => {}))), (done) => {
      if (this.ending) {
        done(withStackOf(new Error("Cannot use a pool after calling end on the pool"), call));
        return;
      }
      const waiter = { give: done, timer: undefined };
      const { connectionTimeoutMillis } = this.options;
      if (connectionTimeoutMillis > 0) {
        waiter.timer = /** @type {any} */ (
          setTimeout(() => {
            this._waiting.splice(this._waiting.indexOf(waiter), 1);
            done(withStackOf(new Error("timeout exceeded when trying to connect"), call));
          }, connectionTimeoutMillis)
        );
      }
      this._waiting.push(waiter);
      this._serve();
    });
  }

  /** Gives clients to those that wait, as far as there are any. */
  _serve() {
    while (this._waiting.length > 0) {
      const idle = this._idle.pop();
      if (idle) {
        this._hand(/** @type {any} */ (this._waiting.shift()), idle);
      } else if (this._clients.length < this.options.max) {
        this._open(/** @type {any} */ (this._waiting.shift()));
      } else {
        return;
      }
    }
  }

  /** @param {any} waiter */
  _open(waiter) {
    const client = new (this.options.Client ?? Client)(this.options);
    this._clients.push(client);
    client.connect((/** @type {any} */ error) => {
      if (error) {
        this._clients.splice(this._clients.indexOf(client), 1);
        clearTimeout(waiter.timer);
        waiter.give(error);
        this._serve();
        return;
      }
      this.emit("connect", client);
      this._hand(waiter, client);
    });
  }

  /**
   * @param {any} waiter
   * @param {any} client
   */
  _hand(waiter, client) {
    clearTimeout(waiter.timer);
    let released = false;
    client.release = (/** @type {any} */ error) => {
      if (released) throw new Error("Release called on client which has already been released to the pool.");
      released = true;
      this.emit("release", error, client);
      this._take(client, error);
    };
    this.emit("acquire", client);
    waiter.give(null, client);
  }

  /**
   * @param {any} client
   * @param {any} error true or an error to close it
   */
  _take(client, error) {
    if (error || this.ending || client._state !== "open") {
      this._remove(client);
      return;
    }
    this._idle.push(client);
    this._serve();
  }

  /** @param {any} client */
  _remove(client) {
    this._clients.splice(this._clients.indexOf(client), 1);
    const at = this._idle.indexOf(client);
    if (at !== -1) this._idle.splice(at, 1);
    client.end(() => {
      this.emit("remove", client);
      this._checkEnd();
    });
    this._serve();
  }

  /**
   * @param {any} config
   * @param {any} [values]
   * @param {any} [callback]
   */
  query(config, values, callback) {
    const call = new Error();
    const { query, callback: called } = readQuery(config, values, callback);
    return promiseOr(called, (done) => {
      this.connect((/** @type {any} */ error, /** @type {any} */ client) => {
        if (error) {
          done(withStackOf(error, call));
          return;
        }
        client.query(query, (/** @type {any} */ failure, /** @type {any} */ result) => {
          client.release();
          if (failure) done(withStackOf(failure, call));
          else done(null, result);
        });
      });
    });
  }

  /** @param {any} [callback] */
  end(callback) {
    const call = new Error();
    return promiseOr(callback, (done) => {
      if (this.ending) {
        done(withStackOf(new Error("Called end on pool more than once"), call));
        return;
      }
      this.ending = true;
      this._whenEnded = done;
      for (const client of [...this._idle]) this._remove(client);
      this._checkEnd();
    });
  }

  _checkEnd() {
    if (!this.ending || this.ended || this._clients.length > 0) return;
    this.ended = true;
    host.nextTick(() => this._whenEnded?.(null));
  }
}
