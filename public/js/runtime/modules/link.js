// From a project's files to addresses that can be imported: finds every
// import, resolves it, and rewrites it to the address of its target.
//
// # Limits
// A `blob:` or `data:` module must exist before another can name it, so two
// files cannot import each other; Node allows that, and fails only when one
// uses what the other has not set up yet. Standing in for the missing side with
// bindings that are filled in later would go wrong without a word: functions
// would not be there early, and a changed `export let` would stay as it was.
// The learner is told instead.

import { parse } from "es-module-lexer/minimal/js";
import { applyEdits, placeOf } from "./edits.js";
import { LinkError, ROOT, ROOT_URL } from "./errors.js";
import { resolve } from "./resolve.js";

/** @typedef {import("./edits.js").Edit} Edit */
/** @typedef {import("./loader.js").ModuleLoader} ModuleLoader */

/**
 * A file or package that has an address.
 * @typedef {object} Linked
 * @property {string} path
 * @property {string} url
 * @property {string} source as the learner wrote it
 * @property {string} code as it is imported
 * @property {Edit[]} edits
 * @property {{ url: string, specifier: string, start: number, end: number }[]} imports
 */

/**
 * The modules of one process.
 * @typedef {object} Modules
 * @property {ReadonlyMap<string, string>} files
 * @property {ReadonlyMap<string, () => any>} packages each gives the package's exports
 * @property {ModuleLoader} loader
 * @property {Map<string, Linked>} linked by path, or by a package's name
 */

/** What rewritten code calls for `import(…)`; the realm defines it. */
export const IMPORT = Symbol.for("backlot.import");
/** What a package's module calls for its exports; the realm defines it. */
export const PACKAGE = Symbol.for("backlot.package");

/**
 * The address of a file, once everything that it imports has one.
 * @param {Modules} modules
 * @param {string} path
 * @param {string[]} [importers] the files on the way here
 * @returns {Linked}
 */
export function linkFile(modules, path, importers = []) {
  const known = modules.linked.get(path);
  if (known) return known;
  const source = modules.files.get(path) ?? "";
  if (path.endsWith(".json")) return add(modules, path, source, jsonModule(path, source), [], []);
  if (!/\.m?js$/.test(path)) {
    const extension = /\.[^./]*$/.exec(path)?.[0] ?? "";
    throw new LinkError("TypeError", `Unknown file extension "${extension}" for ${ROOT}${path}`, {
      code: "ERR_UNKNOWN_FILE_EXTENSION",
      file: path,
    });
  }
  const { edits, imports } = rewrite(modules, path, source, [...importers, path]);
  const code = `${applyEdits(source, edits)}\n//# sourceURL=${ROOT_URL}${encodeURI(path)}`;
  return add(modules, path, source, code, edits, imports);
}

/**
 * The address that a specifier stands for, seen from a file.
 * @param {Modules} modules
 * @param {string} specifier
 * @param {string} from
 * @param {string[]} importers
 * @returns {string}
 */
export function addressOf(modules, specifier, from, importers) {
  const target = resolve(specifier, from, modules.files, new Set(modules.packages.keys()));
  if (target.kind === "missing") {
    throw new LinkError(target.code === "ERR_MODULE_NOT_FOUND" ? "Error" : "TypeError", target.message, target);
  }
  if (target.kind === "package") return linkPackage(modules, target.name).url;
  const start = importers.indexOf(target.path);
  if (start !== -1) throw circular([...importers.slice(start), target.path]);
  return linkFile(modules, target.path, importers).url;
}

/**
 * @param {Modules} modules
 * @param {string} path
 * @param {string} source
 * @param {string[]} importers
 */
function rewrite(modules, path, source, importers) {
  /** @type {Edit[]} */
  const edits = [];
  /** @type {Linked["imports"]} */
  const imports = [];
  for (const found of importsOf(source)) {
    if (found.d === -2) {
      const meta = `({url:${JSON.stringify(ROOT_URL + path)},filename:${JSON.stringify(ROOT + path)},dirname:${JSON.stringify((ROOT + path).replace(/\/[^/]*$/, ""))}})`;
      edits.push({ start: found.s, end: found.e, text: meta });
    } else if (found.d >= 0) {
      const call = `globalThis[Symbol.for("${IMPORT.description}")](${JSON.stringify(path)})`;
      edits.push({ start: found.ss, end: found.d, text: call });
    } else {
      const specifier = found.n ?? "";
      let url;
      try {
        url = addressOf(modules, specifier, path, importers);
      } catch (error) {
        throw placed(error, path, source, found.s);
      }
      edits.push({ start: found.s, end: found.e, text: url });
      imports.push({ url, specifier, start: found.ss, end: found.s });
      // `with { type: "json" }` names a kind that the address no longer has.
      if (found.a >= 0) edits.push({ start: found.e + 1, end: found.se, text: "" });
    }
  }
  return { edits, imports };
}

/**
 * The imports of a text; none when it is not a module, which importing it will say.
 * @param {string} source
 */
function importsOf(source) {
  try {
    return parse(source)[0];
  } catch {
    return [];
  }
}

/**
 * @param {Modules} modules
 * @param {string} name
 * @returns {Linked}
 */
function linkPackage(modules, name) {
  const known = modules.linked.get(name);
  if (known) return known;
  const value = modules.packages.get(name)?.();
  const names = Object.keys(value).filter((key) => key !== "default" && key !== "__esModule");
  const lines = [
    `const m = globalThis[Symbol.for("${PACKAGE.description}")](${JSON.stringify(name)});`,
    "export default m.default ?? m;",
    ...names.map((key, i) => `const x${i} = m[${JSON.stringify(key)}];`),
    `export { ${names.map((key, i) => `x${i} as ${JSON.stringify(key)}`).join(", ")} };`,
  ];
  return add(modules, name, "", lines.join("\n"), [], []);
}

/**
 * @param {Modules} modules
 * @param {string} path
 * @param {string} source
 * @param {string} code
 * @param {Edit[]} edits
 * @param {Linked["imports"]} imports
 */
function add(modules, path, source, code, edits, imports) {
  const linked = { path, url: modules.loader.address(code), source, code, edits, imports };
  modules.linked.set(path, linked);
  return linked;
}

/**
 * @param {string} path
 * @param {string} source
 */
function jsonModule(path, source) {
  try {
    return `export default ${JSON.stringify(JSON.parse(source)).replaceAll('"__proto__":', '["__proto__"]:')}`;
  } catch (error) {
    throw new LinkError("SyntaxError", `${ROOT}${path}: ${/** @type {Error} */ (error).message}`, {
      file: path,
      line: 1,
      column: 1,
    });
  }
}

/**
 * @param {string[]} cycle
 */
function circular(cycle) {
  return new LinkError("Error", `Circular import: ${cycle.join(" → ")}`, {
    code: "ERR_CIRCULAR_IMPORT",
    hint: "Node runs this, as long as neither file uses the other while it loads; in a tab a file needs the other's address before it has its own. Move what both need into a third file.",
  });
}

/**
 * The error, with the place of the import unless it has a place already.
 * @param {unknown} error
 * @param {string} path
 * @param {string} source
 * @param {number} offset
 */
function placed(error, path, source, offset) {
  if (error instanceof LinkError && error.file === undefined) {
    Object.assign(error, { file: path }, placeOf(source, offset));
  }
  return error;
}
