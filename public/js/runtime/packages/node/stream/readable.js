// stream.Readable.
//
// # Limits
// No backpressure accounting in `push`, no `readable.map` and its siblings.

import { EventEmitter } from "../events.js";
import { nodeError } from "../errors.js";

/** @type {any} */
const Emitter = EventEmitter;

/** What every stream can be asked for. */
export class Stream extends Emitter {
  destroyed = false;
  /** @type {any} */
  errored = null;
  closed = false;

  /** @param {Error} [error] */
  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    if (error) this.errored = error;
    this._destroy(error ?? null, (/** @type {any} */ worse) => {
      const failure = worse ?? error;
      host.nextTick(() => {
        if (failure) this.emit("error", failure);
        this._close();
      });
    });
    return this;
  }

  /**
   * @param {Error | null} error
   * @param {(error?: Error | null) => void} done
   */
  _destroy(error, done) {
    done(error);
  }

  _close() {
    if (this.closed) return;
    this.closed = true;
    this.emit("close");
  }
}

export class Readable extends Stream {
  /** @param {any} [options] */
  constructor(options) {
    super();
    /** @type {any[]} */
    this._chunks = [];
    /** @type {boolean | null} */
    this.readableFlowing = null;
    this.readableEnded = false;
    this.readableObjectMode = Boolean(options?.objectMode ?? options?.readableObjectMode);
    this.readableEncoding = options?.encoding ?? null;
    this._finished = false;
    this._scheduled = false;
    this._reading = false;
    /** @type {Set<any>} */
    this._pipes = new Set();
    if (options?.read) this._read = options.read;
    if (options?.destroy) this._destroy = options.destroy;
    if (this.readableEncoding) this.setEncoding(this.readableEncoding);
  }

  get readable() {
    return !this.destroyed && !this.readableEnded && !this.errored;
  }

  get readableLength() {
    return this._chunks.reduce((sum, chunk) => sum + (this.readableObjectMode ? 1 : chunk.length), 0);
  }

  _read() {}

  /** @param {string} encoding */
  setEncoding(encoding) {
    this.readableEncoding = encoding;
    const decoder = new TextDecoder();
    this._decode = /^utf-?8$/i.test(encoding)
      ? (/** @type {any} */ chunk) => decoder.decode(chunk, { stream: true })
      : (/** @type {any} */ chunk) => Buffer.from(chunk).toString(/** @type {any} */ (encoding));
    return this;
  }

  /** @type {((chunk: any) => any) | undefined} */
  _decode;

  /**
   * @param {any} chunk null for the end
   * @param {BufferEncoding} [encoding]
   */
  push(chunk, encoding) {
    this._reading = false;
    if (chunk === null) {
      this._finished = true;
    } else {
      if (!this.readableObjectMode && typeof chunk === "string") chunk = Buffer.from(chunk, encoding);
      if (this.readableObjectMode || chunk.length > 0) this._chunks.push(chunk);
    }
    this._schedule();
    return true;
  }

  /**
   * @param {string | symbol} event
   * @param {any} listener
   */
  on(event, listener) {
    super.on(event, listener);
    if (event === "data" && this.readableFlowing !== false) this.resume();
    if (event === "readable") this._schedule();
    return this;
  }

  /**
   * @param {string | symbol} event
   * @param {any} listener
   */
  addListener(event, listener) {
    return this.on(event, listener);
  }

  resume() {
    this.readableFlowing = true;
    this._schedule();
    return this;
  }

  pause() {
    this.readableFlowing = false;
    return this;
  }

  isPaused() {
    return this.readableFlowing === false;
  }

  read() {
    const chunk = this._chunks.shift() ?? null;
    if (chunk === null || this._chunks.length === 0) this._schedule();
    return chunk !== null && this._decode ? this._decode(chunk) : chunk;
  }

  _schedule() {
    if (this._scheduled || this.destroyed || this.readableEnded) return;
    this._scheduled = true;
    host.nextTick(() => {
      this._scheduled = false;
      this._flow();
    });
  }

  _flow() {
    if (this.destroyed) return;
    if (this.listenerCount("readable") > 0) {
      if (this._chunks.length > 0 || this._finished) this.emit("readable");
    } else {
      while (this.readableFlowing && this._chunks.length > 0) {
        const chunk = this._chunks.shift();
        this.emit("data", this._decode ? this._decode(chunk) : chunk);
      }
    }
    if (this._chunks.length > 0) return;
    if (this._finished) {
      if (this.readableFlowing || this.listenerCount("readable") > 0) this._end();
    } else if (!this._reading && (this.readableFlowing || this.listenerCount("readable") > 0)) {
      this._reading = true;
      this._read();
    }
  }

  _end() {
    if (this.readableEnded) return;
    this.readableEnded = true;
    this.emit("end");
    this._ended();
  }

  /** What follows the end; a duplex waits for its other side. */
  _ended() {
    host.nextTick(() => {
      this.destroyed = true;
      this._close();
    });
  }

  /**
   * @param {any} target
   * @param {{ end?: boolean }} [options]
   */
  pipe(target, options) {
    this._pipes.add(target);
    const data = (/** @type {any} */ chunk) => {
      if (target.write(chunk) === false) {
        this.pause();
        target.once("drain", () => this.resume());
      }
    };
    const end = () => {
      if (options?.end !== false) target.end();
    };
    target._unpipe ??= new Map();
    target._unpipe.set(this, () => {
      this.removeListener("data", data);
      this.removeListener("end", end);
    });
    this.on("data", data);
    this.once("end", end);
    target.emit("pipe", this);
    return target;
  }

  /** @param {any} [target] */
  unpipe(target) {
    for (const one of target ? [target] : [...this._pipes]) {
      if (!this._pipes.delete(one)) continue;
      one._unpipe?.get(this)?.();
      one._unpipe?.delete(this);
      one.emit("unpipe", this);
    }
    if (this._pipes.size === 0 && this.listenerCount("data") === 0) this.readableFlowing = false;
    return this;
  }

  async *[Symbol.asyncIterator]() {
    /** @type {(() => void) | undefined} */
    let wake;
    const tell = () => wake?.();
    this.on("readable", tell);
    this.on("error", tell);
    this.on("close", tell);
    try {
      for (;;) {
        const chunk = this.read();
        if (chunk !== null) {
          yield chunk;
        } else if (this.errored) {
          throw this.errored;
        } else if (this.readableEnded) {
          return;
        } else if (this.destroyed) {
          throw nodeError(Error, "ERR_STREAM_PREMATURE_CLOSE", "Premature close");
        } else {
          await new Promise((/** @type {(value: void) => void} */ resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      this.removeListener("readable", tell);
      if (!this.readableEnded) this.destroy();
    }
  }

  /** @param {Iterable<any> | AsyncIterable<any>} source */
  static from(source) {
    const list = typeof source === "string" || source instanceof Uint8Array ? [source] : source;
    const iterator = /** @type {any} */ (list)[Symbol.asyncIterator]?.() ?? /** @type {any} */ (list)[Symbol.iterator]();
    const stream = new Readable({
      objectMode: true,
      async read() {
        try {
          const { done, value } = await iterator.next();
          stream.push(done ? null : await value);
        } catch (error) {
          stream.destroy(/** @type {Error} */ (error));
        }
      },
    });
    return stream;
  }
}
