// pg.Client: one connection to the world's database.
//
// # Limits
// Nothing is asked of connection settings: there is one database. No streams
// of rows, no COPY, no LISTEN.

import { EventEmitter } from "../node/events.js";
import { errorOf, withStackOf } from "./errors.js";
import { promiseOr, readQuery } from "./query.js";
import { Result } from "./result.js";
import { prepareValue, types } from "./types.js";

/** @type {any} */
const Emitter = EventEmitter;

let lastConnection = 0;

export class Client extends Emitter {
  /** @param {any} [config] */
  constructor(config) {
    super();
    const settings = typeof config === "string" ? readUrl(config) : config?.connectionString ? { ...config, ...readUrl(config.connectionString) } : (config ?? {});
    const { env } = host;
    this.user = settings.user ?? env.PGUSER ?? "postgres";
    this.database = settings.database ?? env.PGDATABASE ?? this.user;
    this.host = settings.host ?? env.PGHOST ?? "localhost";
    this.port = Number(settings.port ?? env.PGPORT ?? 5432);
    this._types = settings.types;
    this._connection = ++lastConnection;
    this._state = "new";
    /** Queries that wait for the one before. @type {(() => void)[]} */
    this._queue = [];
    this._busy = false;
  }

  /** @param {any} [callback] */
  connect(callback) {
    const call = new Error();
    return promiseOr(callback, (done) => {
      if (this._state !== "new") {
        done(withStackOf(new Error("Client has already been connected. You cannot reuse a client."), call));
        return;
      }
      this._state = "connecting";
      host.call({ service: "sql_connect", connection: this._connection }, (result) => {
        if (result.result !== "done") {
          this._state = "ended";
          done(withStackOf(errorOf(result), call));
          return;
        }
        this._state = "open";
        this.emit("connect");
        done(null, callback ? this : undefined);
        this._next();
      });
    });
  }

  /**
   * @param {any} config
   * @param {any} [values]
   * @param {any} [callback]
   */
  query(config, values, callback) {
    const call = new Error();
    const { query, callback: called } = readQuery(config, values, callback);
    const params = query.values.map((value) => prepareValue(value));
    return promiseOr(called, (done) => {
      if (this._state === "ended") {
        host.nextTick(() => done(withStackOf(new Error("Client was closed and is not queryable"), call)));
        return;
      }
      this._queue.push(() => {
        host.call({ service: "sql_query", connection: this._connection, text: query.text, params }, (answer) => {
          this._busy = false;
          // The next query leaves before the answer is looked at, as in pg.
          this._next();
          if (answer.result !== "sql") {
            done(withStackOf(errorOf(answer), call));
            return;
          }
          const results = answer.results.map((rows) => new Result(rows, { types: query.types ?? this._types, rowMode: query.rowMode }));
          if (results.length === 0) results.push(new Result({ tag: "", fields: [], rows: [] }, query));
          done(null, results.length === 1 ? results[0] : results);
        });
      });
      this._next();
    });
  }

  _next() {
    if (this._busy || this._state === "new" || this._state === "connecting") return;
    const next = this._queue.shift();
    if (!next) {
      this.emit("drain");
      return;
    }
    this._busy = true;
    next();
  }

  /** @param {any} [callback] */
  end(callback) {
    return promiseOr(callback, (done) => {
      if (this._state === "ended" || this._state === "new") {
        this._state = "ended";
        host.nextTick(() => done(null));
        return;
      }
      const close = () => {
        this._state = "ended";
        host.call({ service: "sql_close", connection: this._connection }, () => {
          this.emit("end");
          done(null);
        });
        this._busy = false;
      };
      // After the queries that were asked before.
      this._queue.push(close);
      this._next();
    });
  }

  /** @param {number} oid @param {any} format @param {any} [parse] */
  setTypeParser(oid, format, parse) {
    types.setTypeParser(oid, format, parse);
  }

  /** @param {number} oid */
  getTypeParser(oid) {
    return types.getTypeParser(oid);
  }

  /** @param {string} text */
  escapeIdentifier(text) {
    return escapeIdentifier(text);
  }

  /** @param {string} text */
  escapeLiteral(text) {
    return escapeLiteral(text);
  }

  ref() {}
  unref() {}
}

/** @param {string} text `postgres://user:password@host:port/database` */
function readUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return {};
  return {
    user: decodeURIComponent(url.username) || undefined,
    host: url.hostname || undefined,
    port: url.port || undefined,
    database: decodeURIComponent(url.pathname.slice(1)) || undefined,
  };
}

/** @param {string} text */
export function escapeIdentifier(text) {
  return `"${text.replaceAll('"', '""')}"`;
}

/** @param {string} text */
export function escapeLiteral(text) {
  const quoted = `'${text.replaceAll("'", "''").replaceAll("\\", "\\\\")}'`;
  return text.includes("\\") ? ` E${quoted}` : quoted;
}
