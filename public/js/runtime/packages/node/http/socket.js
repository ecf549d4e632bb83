// The connection of one request, as far as code looks at it.
//
// # Limits
// Each request has its own; keep-alive and sharing are the engine's to tell.

import { EventEmitter } from "../events.js";

/** @type {any} */
const Emitter = EventEmitter;

export class Socket extends Emitter {
  readable = true;
  writable = true;
  destroyed = false;
  remotePort = 50000;
  remoteFamily = "IPv4";
  localAddress = "10.0.0.1";

  /**
   * @param {number} task
   * @param {string} remoteAddress
   * @param {number} localPort
   */
  constructor(task, remoteAddress, localPort) {
    super();
    this.task = task;
    this.remoteAddress = remoteAddress;
    this.localPort = localPort;
    this.answered = false;
  }

  /** @param {Error} [error] */
  destroy(error) {
    if (this.destroyed) return this;
    this.closeWith(error);
    if (!this.answered) host.act({ kind: "destroy", task: this.task });
    host.onAborted(this.task, undefined);
    return this;
  }

  /** @param {Error} [error] */
  closeWith(error) {
    this.destroyed = true;
    this.readable = false;
    this.writable = false;
    host.nextTick(() => {
      if (error && this.listenerCount("error") > 0) this.emit("error", error);
      this.emit("close", Boolean(error));
    });
  }

  end() {
    return this.destroy();
  }

  address() {
    return { address: this.localAddress, family: "IPv4", port: this.localPort };
  }

  setTimeout() {
    return this;
  }

  setKeepAlive() {
    return this;
  }

  setNoDelay() {
    return this;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }
}
