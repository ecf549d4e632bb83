// Builds the peers' pages into a folder that a browser can be sent to.

import { build } from "esbuild";
import { cp, mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");

/** @param {string} folder where `sqljs/`, `pglite/` and `throughput/` are written */
export async function buildPeers(folder) {
  for (const peer of ["sqljs", "pglite", "throughput"]) {
    await mkdir(join(folder, peer), { recursive: true });
    await cp(join(here, "peers/page.html"), join(folder, peer, "index.html"));
  }
  await bundle("peers/sqljs.js", join(folder, "sqljs"));
  const wasm = "sql-wasm.wasm";
  await cp(join(packages, "sql.js/dist", wasm), join(folder, "sqljs", wasm));

  // PGlite finds its files beside its own module, so it is served unbundled.
  await cp(join(here, "peers/pglite.js"), join(folder, "pglite/peer.js"));
  const pglite = join(packages, "@electric-sql/pglite/dist");
  await mkdir(join(folder, "pglite/pglite"), { recursive: true });
  for (const name of await readdir(pglite)) {
    const needed = /^(index|chunk-.*)\.js$|^(pglite|initdb)\.(wasm|data)$/.test(name);
    if (needed) await cp(join(pglite, name), join(folder, "pglite/pglite", name));
  }

  await bundle("peers/throughput.js", join(folder, "throughput"));
  // The page holds the sealed frame's document in its program.
  await cp(join(here, "../../public/js/frame.html"), join(folder, "throughput/frame.html"));
}

/**
 * @param {string} entry
 * @param {string} folder
 */
async function bundle(entry, folder) {
  await build({
    entryPoints: [join(here, entry)],
    outfile: join(folder, "peer.js"),
    bundle: true,
    format: "esm",
    minify: true,
    platform: "browser",
    conditions: ["browser"],
    external: ["fs", "path", "crypto"],
    logLevel: "error",
  });
}
