// node:url: the WHATWG classes, and the old parse and format.
//
// # Limits
// `url.parse` reads what a WHATWG URL reads, and paths; `url.resolve` too.

import { nodeError } from "./errors.js";
import { resolve as resolvePath } from "./path.js";

const { URL, URLSearchParams } = globalThis;

/**
 * @param {string} text
 * @param {boolean} [parseQuery]
 */
export function parse(text, parseQuery) {
  const match = /^(?:([a-z][a-z0-9+.-]*:)(\/\/)?)?([^?#]*)(\?[^#]*)?(#.*)?$/is.exec(text.trim());
  const [, protocol = null, slashes, rest = "", search = null, hash = null] = match ?? [];
  const at = slashes ? rest.search(/[/]|$/) : 0;
  const authority = slashes ? rest.slice(0, at) : null;
  const pathname = (slashes ? rest.slice(at) || "/" : rest) || null;
  const [auth, host] = authority?.includes("@") ? authority.split("@") : [null, authority];
  const [hostname, port] = host ? (/^(.*?)(?::(\d+))?$/.exec(host)?.slice(1) ?? [host]) : [null, null];
  const query = search === null ? null : search.slice(1);
  return Object.assign(new Url(), {
    protocol: protocol?.toLowerCase() ?? null,
    slashes: slashes ? true : null,
    auth,
    host: host?.toLowerCase() ?? null,
    port: port ?? null,
    hostname: hostname?.toLowerCase() ?? null,
    hash,
    search: parseQuery ? (search ?? "") : search,
    query: parseQuery ? Object.fromEntries(new URLSearchParams(query ?? "")) : query,
    pathname,
    path: (pathname ?? "") + (search ?? "") || null,
    href: text.trim(),
  });
}

/** What `url.parse` returns. */
export class Url {}

/** @param {any} parts */
export function format(parts) {
  if (typeof parts === "string" || parts instanceof URL) return String(parts);
  const { protocol, slashes, auth, host, hostname, port, pathname, search, query, hash } = parts;
  const scheme = protocol ? (protocol.endsWith(":") ? protocol : `${protocol}:`) : "";
  const authority = host ?? (hostname ? `${hostname}${port ? `:${port}` : ""}` : "");
  const double = authority && (slashes || /^(https?|ftp|file):$/.test(scheme)) ? "//" : "";
  const asked = search ?? (query && typeof query === "object" ? new URLSearchParams(query).toString() : "");
  const question = asked && !asked.startsWith("?") ? `?${asked}` : asked;
  const path = pathname ?? "";
  return scheme + double + (auth ? `${auth}@` : "") + authority + (authority && path && !path.startsWith("/") ? `/${path}` : path) + question + (hash ?? "");
}

/**
 * @param {string} from
 * @param {string} to
 */
export function resolve(from, to) {
  const base = new URL(from, "resolve://");
  const found = new URL(to, base);
  return found.protocol === "resolve:" ? found.pathname + found.search + found.hash : found.href;
}

/** @param {string | URL} url */
export function fileURLToPath(url) {
  const parsed = new URL(url);
  if (parsed.protocol !== "file:") throw nodeError(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
  return decodeURIComponent(parsed.pathname);
}

/** @param {string} path */
export function pathToFileURL(path) {
  return new URL(`file://${encodeURI(resolvePath(path)).replace(/[?#]/g, encodeURIComponent)}`);
}

export { URL, URLSearchParams };
export default { URL, URLSearchParams, Url, parse, format, resolve, fileURLToPath, pathToFileURL };
