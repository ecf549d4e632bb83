// node:stream.

import { Duplex, PassThrough, Transform } from "./duplex.js";
import { Readable, Stream } from "./readable.js";
import { Writable } from "./writable.js";
import { nodeError } from "../errors.js";

/**
 * Calls back once when a stream is done or broken.
 * @param {any} stream
 * @param {any} options
 * @param {any} [callback]
 */
export function finished(stream, options, callback = options) {
  let called = false;
  const call = (/** @type {any} */ error) => {
    if (called) return;
    called = true;
    callback(error);
  };
  stream.on("error", call);
  stream.on("end", () => call(undefined));
  stream.on("finish", () => call(undefined));
  stream.on("close", () => {
    const done = stream.readableEnded || stream.writableFinished;
    call(done ? undefined : nodeError(Error, "ERR_STREAM_PREMATURE_CLOSE", "Premature close"));
  });
  return () => {
    called = true;
  };
}

/**
 * Connects streams; the last argument may be called back at the end.
 * @param {any[]} streams
 */
export function pipeline(...streams) {
  const callback = typeof streams.at(-1) === "function" ? streams.pop() : () => {};
  const all = streams.flat();
  const last = all.at(-1);
  let called = false;
  const done = (/** @type {any} */ error) => {
    if (called) return;
    called = true;
    if (error) for (const stream of all) stream.destroy();
    callback(error);
  };
  for (const stream of all) stream.on("error", done);
  last.on("finish", () => done(undefined));
  const first = typeof all[0].pipe === "function" ? all[0] : Readable.from(all[0]);
  return [first, ...all.slice(1)].reduce((from, to) => from.pipe(to));
}

/** node:stream/promises. */
export const promises = {
  /** @param {any[]} streams */
  pipeline: (...streams) =>
    new Promise((resolve, reject) => {
      pipeline(...streams, (/** @type {any} */ error) => (error ? reject(error) : resolve(undefined)));
    }),
  /** @param {any} stream */
  finished: (stream) =>
    new Promise((resolve, reject) => {
      finished(stream, undefined, (/** @type {any} */ error) => (error ? reject(error) : resolve(undefined)));
    }),
};

/**
 * The old base class, which inheritors call as a function.
 * @this {any}
 */
function Legacy() {}
Legacy.prototype = Stream.prototype;
Object.assign(Legacy, { Stream: Legacy, Readable, Writable, Duplex, Transform, PassThrough, finished, pipeline, promises });

export { Duplex, PassThrough, Readable, Legacy as Stream, Transform, Writable };
export default Legacy;
