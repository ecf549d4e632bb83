// http.Server: a process that listens.

import { EventEmitter } from "../events.js";
import { invalidArgument, nodeError } from "../errors.js";
import { IncomingMessage } from "./incoming.js";
import { ServerResponse } from "./outgoing.js";
import { Socket } from "./socket.js";

/** @type {any} */
const Emitter = EventEmitter;
/** The first port given to a server that asks for any. */
const EPHEMERAL = 49152;

export class Server extends Emitter {
  listening = false;
  /** @type {number | undefined} */
  port = undefined;
  timeout = 0;
  keepAliveTimeout = 5000;
  headersTimeout = 60000;
  requestTimeout = 300000;
  maxHeadersCount = null;

  /**
   * @param {any} [options]
   * @param {any} [listener]
   */
  constructor(options, listener) {
    super();
    const onRequest = typeof options === "function" ? options : listener;
    if (onRequest) this.on("request", onRequest);
  }

  /** @param {any[]} args port, host, backlog, callback; or options and callback */
  listen(...args) {
    const callback = typeof args.at(-1) === "function" ? args.pop() : undefined;
    const port = portOf(args[0]);
    if (this.listening) {
      throw nodeError(Error, "ERR_SERVER_ALREADY_LISTEN", "Listen method has been called more than once without closing.");
    }
    if (callback) this.once("listening", callback);
    const found = port === 0 ? this.anyPort() : host.listen(port, this.answer.bind(this)) && port;
    if (found === false) {
      const error = Object.assign(new Error(`listen EADDRINUSE: address already in use :::${port}`), {
        code: "EADDRINUSE",
        errno: -98,
        syscall: "listen",
        address: "::",
        port,
      });
      host.nextTick(() => this.emit("error", error));
      return this;
    }
    this.port = found;
    this.listening = true;
    host.nextTick(() => this.emit("listening"));
    return this;
  }

  anyPort() {
    for (let port = EPHEMERAL; port < 65536; port++) {
      if (host.listen(port, this.answer.bind(this))) return port;
    }
    return false;
  }

  /**
   * @param {number} task
   * @param {import("../../../protocol.js").HttpHead} head
   * @param {import("../../../protocol.js").Body} body
   * @param {string} remoteAddress
   */
  answer(task, head, body, remoteAddress) {
    const socket = new Socket(task, remoteAddress, this.port ?? 0);
    const req = new IncomingMessage(socket, head, body);
    const res = new ServerResponse(req);
    host.onAborted(task, () => {
      socket.closeWith();
      req.abort();
      res.abort();
    });
    this.emit("request", req, res);
  }

  address() {
    return this.listening ? { address: "::", family: "IPv6", port: this.port } : null;
  }

  /** @param {(error?: Error) => void} [callback] */
  close(callback) {
    if (!this.listening) {
      const error = nodeError(Error, "ERR_SERVER_NOT_RUNNING", "Server is not running.");
      if (callback) host.nextTick(() => callback(error));
      return this;
    }
    this.listening = false;
    if (this.port !== undefined) host.unlisten(this.port);
    if (callback) this.once("close", callback);
    host.nextTick(() => this.emit("close"));
    return this;
  }

  closeAllConnections() {}
  closeIdleConnections() {}

  setTimeout() {
    return this;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }
}

/** @param {any} given */
function portOf(given) {
  const value = typeof given === "object" && given !== null ? given.port : given;
  if (value === undefined || value === null || typeof value === "function") return 0;
  const port = Number(value);
  if (typeof value === "string" && value.trim() !== "" && Number.isNaN(port)) {
    throw invalidArgument("port", "a number: named pipes are not available in Backlot", value);
  }
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw nodeError(
      RangeError,
      "ERR_SOCKET_BAD_PORT",
      `options.port should be >= 0 and < 65536. Received type ${typeof value} (${typeof value === "string" ? `'${value}'` : value}).`,
    );
  }
  return port;
}
