// Importing a project's entry, and saying what is wrong with it when the
// browser refuses.

import { IMPORT, addressOf, linkFile } from "./link.js";
import { originalColumn, placeOf } from "./edits.js";
import { LinkError } from "./errors.js";

/** @typedef {import("./link.js").Modules} Modules */
/** @typedef {import("./link.js").Linked} Linked */

/**
 * What the first module to run calls: everything is fetched and linked.
 */
export const BEGAN = Symbol.for("backlot.began");

/**
 * Imports the entry. `began` is called right before its first line runs.
 * @param {Modules} modules
 * @param {string} entry
 * @returns {Promise<unknown>}
 */
export async function loadEntry(modules, entry) {
  if (!modules.files.has(entry)) {
    throw new LinkError("Error", `Cannot find module '/app/${entry}'`, { code: "MODULE_NOT_FOUND" });
  }
  const { url } = linkFile(modules, entry);
  const began = modules.loader.address(`globalThis[Symbol.for("${BEGAN.description}")]();`);
  // Modules run in the order of their imports, so this one comes first.
  const start = modules.loader.address(`import "${began}"; import "${url}";`);
  try {
    return await modules.loader.load(start);
  } catch (error) {
    throw await explain(modules, error);
  } finally {
    modules.loader.release(began);
    modules.loader.release(start);
  }
}

/**
 * What `import(…)` is rewritten to, for one process.
 * @param {Modules} modules
 * @returns {(from: string) => (specifier: unknown) => Promise<unknown>}
 */
export function dynamicImport(modules) {
  return (from) => async (specifier) => {
    const url = addressOf(modules, String(specifier), from, []);
    try {
      return await modules.loader.load(url);
    } catch (error) {
      throw await explain(modules, error);
    }
  };
}

/**
 * An error of linking, with its place; any other error as it is.
 * @param {Modules} modules
 * @param {any} error
 * @returns {Promise<unknown>}
 */
async function explain(modules, error) {
  if (!(error instanceof SyntaxError)) return error;
  const files = [...modules.linked.values()].filter((module) => module.source !== "" && !module.path.endsWith(".json"));
  const missing = missingExport(files, error.message);
  if (missing) return missing;
  for (const file of files) {
    const bad = await syntaxError(modules, file);
    if (bad) return bad;
  }
  return error;
}

/**
 * @param {Modules} modules
 * @param {Linked} file
 */
async function syntaxError(modules, file) {
  // An import that cannot be resolved keeps a good module from running.
  const probe = await refusal(modules, `${file.code}\nimport "backlot:none";`);
  if (!(probe instanceof SyntaxError)) return undefined;
  const error = await refusal(modules, file.code);
  const place = await modules.loader.locate(file.code, error);
  const column = place ? originalColumn(file.source, file.edits, place.line, place.column) : 0;
  return new LinkError("SyntaxError", error.message, { file: file.path, line: place?.line, column });
}

/**
 * @param {Modules} modules
 * @param {string} code
 * @returns {Promise<any>}
 */
async function refusal(modules, code) {
  const url = modules.loader.address(code);
  try {
    await modules.loader.load(url);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    modules.loader.release(url);
  }
}

/**
 * `import { x } from "./y.js"` where `./y.js` has no `x`.
 * @param {Linked[]} files
 * @param {string} message
 */
function missingExport(files, message) {
  for (const file of files) {
    for (const found of file.imports) {
      if (!message.includes(found.url)) continue;
      const name = /(?:named:?|name) '([^']+)'/.exec(message.replaceAll(found.url, ""))?.[1];
      const clause = file.source.slice(found.start, found.end);
      const at = name ? clause.search(new RegExp(`(?<![\\w$])${name.replace(/\$/g, "\\$")}(?![\\w$])`)) : -1;
      if (at === -1) continue;
      const text = `The requested module '${found.specifier}' does not provide an export named '${name}'`;
      return new LinkError("SyntaxError", text, { file: file.path, ...placeOf(file.source, found.start + at) });
    }
  }
  return undefined;
}

export { IMPORT };
