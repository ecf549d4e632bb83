// stream.Writable.
//
// # Limits
// `write` never asks to wait for `drain`: nothing here is slower than memory.

import { invalidArgument, nodeError } from "../errors.js";
import { Stream } from "./readable.js";

export class Writable extends Stream {
  /** @param {any} [options] */
  constructor(options) {
    super();
    writableState(this, options);
  }
}

/**
 * Makes a stream writable.
 * @param {any} stream
 * @param {any} [options]
 */
export function writableState(stream, options) {
  stream.writableEnded = false;
  stream.writableFinished = false;
  stream.writableObjectMode = Boolean(options?.objectMode ?? options?.writableObjectMode);
  /** @type {[chunk: any, encoding: string, done: any][]} */
  stream._writes = [];
  stream._writing = false;
  if (options?.write) stream._write = options.write;
  if (options?.final) stream._final = options.final;
  if (options?.destroy) stream._destroy = options.destroy;
}

/** The methods of a writable stream; `Duplex` has them too. */
export const writableMethods = {
  /**
   * @this {any}
   * @param {any} chunk
   * @param {any} [encoding]
   * @param {any} [done]
   */
  write(chunk, encoding, done) {
    if (typeof encoding === "function") [encoding, done] = [undefined, encoding];
    if (this.writableEnded) {
      const error = nodeError(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end");
      host.nextTick(() => done?.(error));
      this.destroy(error);
      return false;
    }
    this._writes.push([bytesOf(chunk, encoding, this.writableObjectMode), encoding ?? "buffer", done]);
    this._next();
    return true;
  },

  /**
   * @this {any}
   * @param {any} [chunk]
   * @param {any} [encoding]
   * @param {any} [done]
   */
  end(chunk, encoding, done) {
    if (typeof chunk === "function") [chunk, done] = [undefined, chunk];
    else if (typeof encoding === "function") [encoding, done] = [undefined, encoding];
    if (chunk != null) this.write(chunk, encoding);
    if (done) this.once("finish", done);
    if (this.writableEnded) return this;
    this.writableEnded = true;
    this._next();
    return this;
  },

  /** @this {any} */
  _next() {
    if (this._writing || this.destroyed) return;
    const next = this._writes.shift();
    if (next) {
      const [chunk, encoding, done] = next;
      this._writing = true;
      this._write(chunk, encoding, (/** @type {any} */ error) => {
        this._writing = false;
        done?.(error ?? null);
        if (error) this.destroy(error);
        else this._next();
      });
    } else if (this.writableEnded && !this.writableFinished) {
      this.writableFinished = true;
      this._final((/** @type {any} */ error) => {
        if (error) this.destroy(error);
        else host.nextTick(() => this._finish());
      });
    }
  },

  /** @this {any} */
  _finish() {
    this.emit("finish");
    this._ended();
  },

  /** @this {any} */
  _ended() {
    this.destroyed = true;
    this._close();
  },

  /**
   * @param {any} _chunk
   * @param {any} _encoding
   * @param {any} done
   */
  _write(_chunk, _encoding, done) {
    done();
  },

  /** @param {any} done */
  _final(done) {
    done();
  },

  cork() {},
  uncork() {},
  setDefaultEncoding() {},
};

for (const [name, value] of Object.entries(writableMethods)) {
  Object.defineProperty(Writable.prototype, name, { value, writable: true, configurable: true });
}
Object.defineProperty(Writable.prototype, "writable", {
  configurable: true,
  get() {
    return !this.destroyed && !this.writableEnded;
  },
});

/**
 * @param {any} chunk
 * @param {any} encoding
 * @param {boolean} objects
 */
export function bytesOf(chunk, encoding, objects) {
  if (objects) return chunk;
  if (typeof chunk === "string") return Buffer.from(chunk, encoding);
  if (chunk instanceof Uint8Array) return chunk;
  if (chunk === null) throw nodeError(TypeError, "ERR_STREAM_NULL_VALUES", "May not write null values to stream");
  throw invalidArgument("chunk", `of type string or an instance of Buffer, TypedArray, or DataView`, chunk);
}
