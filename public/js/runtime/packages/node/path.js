// node:path, POSIX.

import { invalidArgument } from "./errors.js";

/** @param {any} path */
function check(path) {
  if (typeof path !== "string") throw invalidArgument("path", "of type string", path);
}

export const sep = "/";
export const delimiter = ":";

/** @param {string} path */
export function normalize(path) {
  check(path);
  const absolute = path.startsWith("/");
  /** @type {string[]} */
  const parts = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (!absolute) parts.push("..");
  }
  const trailing = path.endsWith("/") && parts.length > 0 ? "/" : "";
  const joined = (absolute ? "/" : "") + parts.join("/") + trailing;
  return joined || ".";
}

/** @param {string[]} paths */
export function join(...paths) {
  paths.forEach(check);
  return normalize(paths.filter((path) => path !== "").join("/") || ".");
}

/** @param {string[]} paths */
export function resolve(...paths) {
  paths.forEach(check);
  let whole = "";
  for (const path of [...paths].reverse()) {
    if (path === "") continue;
    whole = whole === "" ? path : `${path}/${whole}`;
    if (path.startsWith("/")) break;
  }
  const full = normalize(whole.startsWith("/") ? whole : `/app/${whole}`);
  return full.length > 1 ? full.replace(/\/$/, "") : full;
}

/** @param {string} path */
export function isAbsolute(path) {
  check(path);
  return path.startsWith("/");
}

/** @param {string} path */
export function dirname(path) {
  check(path);
  const trimmed = path.length > 1 ? path.replace(/\/+$/, "") : path;
  const at = trimmed.lastIndexOf("/");
  if (at === -1) return ".";
  return at === 0 ? "/" : trimmed.slice(0, at);
}

/**
 * @param {string} path
 * @param {string} [suffix]
 */
export function basename(path, suffix) {
  check(path);
  const base = path.replace(/\/+$/, "").split("/").at(-1) ?? "";
  return suffix && base.endsWith(suffix) && base !== suffix ? base.slice(0, -suffix.length) : base;
}

/** @param {string} path */
export function extname(path) {
  const base = basename(path);
  const at = base.lastIndexOf(".");
  return at <= 0 ? "" : base.slice(at);
}

/**
 * @param {string} from
 * @param {string} to
 */
export function relative(from, to) {
  const a = resolve(from).split("/").filter(Boolean);
  const b = resolve(to).split("/").filter(Boolean);
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => ".."), ...b.slice(same)].join("/");
}

/** @param {string} path */
export function parse(path) {
  const base = basename(path);
  const ext = extname(path);
  const root = path.startsWith("/") ? "/" : "";
  const dir = dirname(path);
  return { root, dir: dir === "." && !path.startsWith(".") ? "" : dir, base, ext, name: base.slice(0, base.length - ext.length) };
}

/** @param {{ dir?: string, root?: string, base?: string, name?: string, ext?: string }} parts */
export function format({ dir, root, base, name, ext }) {
  const file = base ?? `${name ?? ""}${ext ? (ext.startsWith(".") ? ext : `.${ext}`) : ""}`;
  if (dir === undefined) return (root ?? "") + file;
  return dir === root ? dir + file : `${dir}/${file}`;
}

const path = { sep, delimiter, normalize, join, resolve, isAbsolute, dirname, basename, extname, relative, parse, format };
export const posix = /** @type {any} */ (path);
posix.posix = path;
export default posix;
