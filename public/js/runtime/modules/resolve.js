// From an import's specifier to a project file or a package, as Node resolves
// ES modules (docs: "ESM resolution algorithm").
//
// # Limits
// No `exports` maps, no `node_modules`: packages are those that Backlot ships.

import { ROOT, ROOT_URL } from "./errors.js";

/**
 * @typedef {{ kind: "file", path: string }
 *   | { kind: "package", name: string }
 *   | { kind: "missing", code: string, message: string, hint?: string }} Resolved
 */

/** What to use instead of a package that does not fit into a tab. */
const INSTEAD = new Map([
  ["axios", "Use fetch, which is built in."],
  ["node-fetch", "Use fetch, which is built in."],
  ["undici", "Use fetch, which is built in."],
  ["body-parser", "Use express.json() and express.urlencoded()."],
  ["dotenv", "process.env is already filled from the world."],
  ["ioredis", "Use the package redis."],
  ["postgres", "Use the package pg."],
  ["uuid", "Use randomUUID from node:crypto."],
  ["bcrypt", "Use scrypt from node:crypto."],
  ["bcryptjs", "Use scrypt from node:crypto."],
]);

/**
 * @param {string} specifier as written
 * @param {string} from path of the importing file
 * @param {ReadonlyMap<string, string>} files
 * @param {ReadonlySet<string>} packages
 * @returns {Resolved}
 */
export function resolve(specifier, from, files, packages) {
  const importer = `imported from ${ROOT}${from}`;
  if (/^(\.{1,2}\/|\/|file:)/.test(specifier) || specifier === "." || specifier === "..") {
    return resolveFile(specifier, from, files, importer);
  }
  if (/^(https?|data|blob):/.test(specifier)) {
    const scheme = specifier.slice(0, specifier.indexOf(":") + 1);
    return {
      kind: "missing",
      code: "ERR_UNSUPPORTED_ESM_URL_SCHEME",
      message: `Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol '${scheme}'`,
    };
  }
  if (specifier.startsWith("node:")) {
    return packages.has(specifier)
      ? { kind: "package", name: specifier }
      : {
          kind: "missing",
          code: "ERR_UNKNOWN_BUILTIN_MODULE",
          message: `No such built-in module: ${specifier}`,
        };
  }
  if (packages.has(specifier)) return { kind: "package", name: specifier };
  if (packages.has(`node:${specifier}`)) return { kind: "package", name: `node:${specifier}` };
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  return {
    kind: "missing",
    code: "ERR_MODULE_NOT_FOUND",
    message: `Cannot find package '${name}' ${importer}`,
    hint: INSTEAD.get(name) ?? "This world has express, pg, redis and a part of Node's own modules.",
  };
}

/**
 * @param {string} specifier
 * @param {string} from
 * @param {ReadonlyMap<string, string>} files
 * @param {string} importer
 * @returns {Resolved}
 */
function resolveFile(specifier, from, files, importer) {
  const url = new URL(specifier, ROOT_URL + from);
  const full = decodeURIComponent(url.pathname);
  const path = full.startsWith(ROOT) ? full.slice(ROOT.length) : full;
  if (files.has(path)) return { kind: "file", path };
  const folder = path === "" || path.endsWith("/") ? path : `${path}/`;
  if ([...files.keys()].some((file) => file.startsWith(folder))) {
    return {
      kind: "missing",
      code: "ERR_UNSUPPORTED_DIR_IMPORT",
      message: `Directory import '${full.replace(/\/$/, "")}' is not supported resolving ES modules ${importer}`,
    };
  }
  const meant = [`${path}.js`, `${path}.mjs`, `${path}.json`].find((file) => files.has(file));
  return {
    kind: "missing",
    code: "ERR_MODULE_NOT_FOUND",
    message: `Cannot find module '${full}' ${importer}`,
    hint: meant && `Did you mean to import "${ROOT_URL}${meant}"?`,
  };
}
