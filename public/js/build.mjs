// Bundles the JavaScript that Backlot must have, for `cargo xtask`:
//
//     node public/js/build.mjs --out <directory> --engine <directory> [--release]
//
// Writes one file per entry below into the directory, which is emptied first.
// Names stay plain here; `xtask` adds the hash of the content, and the page
// finds them by the map in `index.html`. The engine's directory holds the glue
// that wasm-bindgen wrote; scripts import it as "backlot-engine".

import { build } from "esbuild";
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

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
 * Bundles everything into `out`.
 * @param {{ out: string, engine: string, release: boolean }} options
 */
export async function bundle({ out, engine, release }) {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await build({
    entryPoints: Object.fromEntries(
      Object.entries(entries).map(([name, file]) => [name, join(here, file)]),
    ),
    outdir: out,
    bundle: true,
    format: "esm",
    target: ["chrome120", "firefox128", "safari17"],
    minify: release,
    sourcemap: release ? false : "inline",
    loader: { ".woff2": "file" },
    legalComments: "none",
    logLevel: "warning",
    alias: { "backlot-engine": resolve(engine, "engine.js") },
    // The lock file's directory, wherever the entry lies.
    nodePaths: [join(here, "node_modules")],
  });
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      out: { type: "string" },
      engine: { type: "string" },
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
  await bundle({ out: values.out, engine: values.engine, release: values.release });
}
