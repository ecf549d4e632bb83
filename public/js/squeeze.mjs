// Makes a bundle smaller than esbuild alone does: the editor travels before
// the first keystroke, and its budget is tight.
//
// Two things help. Terser follows values further than esbuild. And names of
// fields that only the bundle's own modules use, `scanIdentical` or
// `dynamicSlots`, need not travel: a name is shortened when no library of the
// browser or the language declares it and it stands in no string of the bundle.

import { build } from "esbuild";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { minify } from "terser";

/** Shorter names are not worth it, and rarer ones neither. */
const LETTERS = 4;
const TIMES = 3;

/**
 * Bundles one entry to a text.
 * @param {import("esbuild").BuildOptions} options without an output
 * @returns {Promise<string>}
 */
export async function squeeze(options) {
  const plain = await bundled(options);
  const names = await ownNames(plain);
  const short = await bundled({ ...options, mangleProps: new RegExp(`^(?:${names.join("|")})$`) });
  const { code } = await minify(short, { module: true, ecma: 2020, compress: { passes: 2 } });
  return code ?? short;
}

/** @param {import("esbuild").BuildOptions} options */
async function bundled(options) {
  const { outputFiles } = await build({ ...options, write: false });
  return outputFiles?.[0]?.text ?? "";
}

/**
 * The names of fields that belong to the bundle alone.
 * @param {string} text
 */
async function ownNames(text) {
  const foreign = await declared();
  for (const [, name] of text.matchAll(/["'`]([A-Za-z_$][\w$-]*)["'`]/g)) foreign.add(name ?? "");
  /** @type {Map<string, number>} */
  const seen = new Map();
  for (const [, name = ""] of text.matchAll(/[.{,]([A-Za-z_]\w*)\b/g)) {
    if (name.length >= LETTERS && !foreign.has(name)) seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  return [...seen].filter(([, times]) => times >= TIMES).map(([name]) => name);
}

/** Every word in the declarations of the language and the browser. */
async function declared() {
  const require = createRequire(import.meta.url);
  const from = dirname(require.resolve("typescript/package.json"));
  // The compiler for this machine lies beside, and has the declarations.
  const scope = join(from, "../@typescript");
  /** @type {Set<string>} */
  const words = new Set();
  for (const compiler of await readdir(scope)) {
    const lib = join(scope, compiler, "lib");
    for (const file of await readdir(lib)) {
      if (!/^lib\..*\.d\.ts$/.test(file)) continue;
      for (const [word] of (await readFile(join(lib, file), "utf8")).matchAll(/[A-Za-z_$][\w$]*/g)) words.add(word);
    }
  }
  if (!words.has("querySelector")) throw new Error(`No declarations of the browser found in ${scope}.`);
  return words;
}
