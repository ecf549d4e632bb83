// stream.Duplex, Transform and PassThrough.

import { Readable } from "./readable.js";
import { writableMethods, writableState } from "./writable.js";

export class Duplex extends Readable {
  /** @param {any} [options] */
  constructor(options) {
    super(options);
    writableState(this, options);
  }

  _ended() {
    if (this.readableEnded && this.writableFinished) super._ended();
  }
}
for (const [name, value] of Object.entries(writableMethods)) {
  if (name !== "_ended") Object.defineProperty(Duplex.prototype, name, { value, writable: true, configurable: true });
}
Object.defineProperty(Duplex.prototype, "writable", {
  configurable: true,
  get() {
    return !this.destroyed && !this.writableEnded;
  },
});

export class Transform extends Duplex {
  /** @param {any} [options] */
  constructor(options) {
    super(options);
    if (options?.transform) this._transform = options.transform;
    if (options?.flush) this._flush = options.flush;
  }

  /**
   * @param {any} chunk
   * @param {any} _encoding
   * @param {any} done
   */
  _transform(chunk, _encoding, done) {
    done(null, chunk);
  }

  /** @param {any} done */
  _flush(done) {
    done();
  }

  /**
   * @param {any} chunk
   * @param {any} encoding
   * @param {any} done
   */
  _write(chunk, encoding, done) {
    this._transform(chunk, encoding, (/** @type {any} */ error, /** @type {any} */ result) => {
      if (!error && result != null) this.push(result);
      done(error);
    });
  }

  /** @param {any} done */
  _final(done) {
    this._flush((/** @type {any} */ error, /** @type {any} */ result) => {
      if (!error && result != null) this.push(result);
      if (!error) this.push(null);
      done(error);
    });
  }
}

export class PassThrough extends Transform {}
