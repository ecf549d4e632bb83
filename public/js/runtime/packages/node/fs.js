// node:fs over the project's files, to read only.
//
// # Limits
// Nothing can be written: files are changed in the editor.

import { Buffer } from "./buffer/buffer.js";
import { encodingOf } from "./buffer/encodings.js";
import { fileURLToPath } from "./url.js";
import { resolve } from "./path.js";
import { Readable } from "./stream/readable.js";

const ROOT = "/app/";

export class Stats {
  /** @param {number} size @param {boolean} directory */
  constructor(size, directory) {
    this.size = size;
    this.mode = directory ? 0o40755 : 0o100644;
    this.mtimeMs = START;
    this.mtime = new Date(START);
    this.ctime = this.mtime;
    this.atime = this.mtime;
    this.birthtime = this.mtime;
    this.ino = 1;
    Object.defineProperty(this, "_directory", { value: directory });
  }

  isDirectory() {
    return /** @type {any} */ (this)._directory;
  }

  isFile() {
    return !this.isDirectory();
  }

  isSymbolicLink() {
    return false;
  }
}

/** When the process started: files do not change under it. */
const START = host.nowUnixMs();

/** @param {any} path */
function full(path) {
  return resolve(path instanceof URL ? fileURLToPath(path) : String(path));
}

/** @param {string} code @param {string} words @param {string} syscall @param {any} path */
function failure(code, words, syscall, path) {
  const errno = { ENOENT: -2, EISDIR: -21, ENOTDIR: -20, EROFS: -30 }[code];
  return Object.assign(new Error(`${code}: ${words}, ${syscall} '${path}'`), { errno, code, syscall, path });
}

/** @param {string} path the full path @returns {string | undefined} */
function textAt(path) {
  return path.startsWith(ROOT) ? host.files.get(path.slice(ROOT.length)) : undefined;
}

/** @param {string} path the full path; the names in it, none when it is no directory */
function namesIn(path) {
  const folder = path === "/app" ? ROOT : `${path}/`;
  const inside = [...host.files.keys()].map((file) => ROOT + file).filter((file) => file.startsWith(folder));
  return [...new Set(inside.map((file) => file.slice(folder.length).split("/")[0]))].sort();
}

/** @param {any} path @param {any} [options] */
export function readFileSync(path, options) {
  const at = full(path);
  const text = textAt(at);
  if (text === undefined) {
    if (namesIn(at).length > 0) throw Object.assign(new Error("EISDIR: illegal operation on a directory, read"), { errno: -21, code: "EISDIR", syscall: "read" });
    throw failure("ENOENT", "no such file or directory", "open", path);
  }
  const encoding = typeof options === "string" ? options : options?.encoding;
  const bytes = Buffer.from(text);
  return encoding && encodingOf(encoding) ? bytes.toString(encoding) : bytes;
}

/** @param {any} path */
export function existsSync(path) {
  const at = full(path);
  return textAt(at) !== undefined || namesIn(at).length > 0;
}

/** @param {any} path @param {any} [options] */
export function statSync(path, options) {
  const at = full(path);
  const text = textAt(at);
  if (text !== undefined) return new Stats(Buffer.byteLength(text), false);
  if (at === "/app" || namesIn(at).length > 0) return new Stats(4096, true);
  if (options?.throwIfNoEntry === false) return undefined;
  throw failure("ENOENT", "no such file or directory", "stat", path);
}

/** @param {any} path */
export function readdirSync(path) {
  const at = full(path);
  if (textAt(at) !== undefined) throw failure("ENOTDIR", "not a directory", "scandir", path);
  const names = namesIn(at);
  if (names.length === 0) throw failure("ENOENT", "no such file or directory", "scandir", path);
  return names;
}

/** @param {any} path */
export function accessSync(path) {
  if (!existsSync(path)) throw failure("ENOENT", "no such file or directory", "access", path);
}

/** @param {any} path @returns {any} */
export function writeFileSync(path) {
  throw failure("EROFS", "read-only file system: change files in the editor", "open", path);
}

/** @param {any} path @param {any} [options] */
export function createReadStream(path, options) {
  const stream = new Readable({
    read() {
      try {
        const bytes = readFileSync(path);
        stream.emit("open", 3);
        stream.push(bytes.subarray(options?.start ?? 0, options?.end === undefined ? undefined : options.end + 1));
        stream.push(null);
      } catch (error) {
        stream.destroy(/** @type {Error} */ (error));
      }
    },
  });
  return stream;
}

/**
 * The form that calls back.
 * @param {(...args: any[]) => any} sync
 */
function called(sync) {
  return (/** @type {any[]} */ ...args) => {
    const done = args.pop();
    host.setImmediate(() => {
      let result;
      try {
        result = sync(...args);
      } catch (error) {
        done(error);
        return;
      }
      done(null, result);
    });
  };
}

/**
 * The form that promises.
 * @param {(...args: any[]) => any} sync
 */
function promised(sync) {
  return async (/** @type {any[]} */ ...args) => sync(...args);
}

export const readFile = called(readFileSync);
export const stat = called(statSync);
export const lstat = stat;
export const readdir = called(readdirSync);
export const access = called(accessSync);
export const writeFile = called(writeFileSync);
export const lstatSync = statSync;

/** node:fs/promises. */
export const promises = {
  readFile: promised(readFileSync),
  stat: promised(statSync),
  lstat: promised(statSync),
  readdir: promised(readdirSync),
  access: promised(accessSync),
  writeFile: promised(writeFileSync),
};

export default {
  Stats,
  access,
  accessSync,
  createReadStream,
  existsSync,
  lstat,
  lstatSync,
  promises,
  readFile,
  readFileSync,
  readdir,
  readdirSync,
  stat,
  statSync,
  writeFile,
  writeFileSync,
};
