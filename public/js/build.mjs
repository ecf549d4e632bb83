// Bundles the JavaScript that Backlot must have, for `cargo xtask`:
//
//     node public/js/build.mjs --out <directory> --engine <directory> [--gluesql <directory>] [--release]
//
// Writes one file per entry below into the directory, which is emptied first.
// Names stay plain here; `xtask` adds the hash of the content, and the page
// finds them by the map in `index.html`. The engine's directory holds the glue
// that wasm-bindgen wrote; scripts import it as "backlot-engine". The second
// engine, with GlueSQL, has glue of its own, so it gets a worker of its own.

import { build } from "esbuild";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { packagesPlugin } from "./runtime/build.mjs";
import { squeeze } from "./squeeze.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/**
 * The bundles: the name of the output, and the file it starts from.
 * @type {Record<string, string>}
 */
const entries = {
  editor: "editor/editor.js",
  style: "../style/main.css",
};

/**
 * Scripts that run where there are no modules: the worker of the sealed frame.
 * @type {Record<string, string>}
 */
const classic = {
  runtime: "worker/worker.js",
};

/**
 * Bundles everything into `out`.
 * @param {{ out: string, engine: string, gluesql?: string, release: boolean }} options
 */
export async function bundle({ out, engine, gluesql, release }) {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  /** @type {import("esbuild").BuildOptions} */
  const shared = {
    outdir: out,
    bundle: true,
    target: ["chrome120", "firefox128", "safari17"],
    minify: release,
    sourcemap: release ? false : "inline",
    loader: { ".woff2": "file" },
    legalComments: "none",
    logLevel: "warning",
    // The lock file's directory, wherever the entry lies.
    nodePaths: [join(here, "node_modules")],
  };
  await build({ ...shared, entryPoints: paths(entries), format: "esm" });
  if (release) {
    const editor = paths({ editor: entries.editor ?? "" });
    await writeFile(join(out, "editor.js"), await squeeze({ ...shared, entryPoints: editor, format: "esm" }));
  }
  for (const [glue, entryPoints] of workers(engine, gluesql)) {
    if (!existsSync(glue)) continue;
    await build({
      ...shared,
      alias: { "backlot-engine": glue },
      entryPoints: paths(entryPoints),
      format: "iife",
      // Learners see the names of functions in logs and traces: only blanks go.
      minify: false,
      minifyWhitespace: release,
      // The glue could fetch the engine beside itself; the worker is handed it.
      logOverride: { "empty-import-meta": "silent" },
      plugins: [packagesPlugin({ release })],
    });
  }
}

/**
 * Each engine's glue, and the scripts that are bundled with it.
 * @param {string} engine
 * @param {string | undefined} gluesql
 * @returns {[string, Record<string, string>][]}
 */
function workers(engine, gluesql) {
  /** @type {[string, Record<string, string>][]} */
  const all = [[resolve(engine, "engine.js"), classic]];
  if (gluesql) all.push([resolve(gluesql, "engine.js"), { gluesql: classic.runtime }]);
  return all;
}

/**
 * @param {Record<string, string>} files
 */
function paths(files) {
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(here, file)]));
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      out: { type: "string" },
      engine: { type: "string" },
      gluesql: { type: "string" },
      release: { type: "boolean", default: false },
    },
  });
  if (!values.out || !values.engine) {
    console.error("usage: node build.mjs --out <directory> --engine <directory> [--release]");
    process.exit(2);
  }
  if (!existsSync(join(here, "node_modules"))) {
    console.error("public/js/node_modules is missing: run `npm ci` in public/js");
    process.exit(2);
  }
  await bundle({ out: values.out, engine: values.engine, gluesql: values.gluesql, release: values.release });
}
