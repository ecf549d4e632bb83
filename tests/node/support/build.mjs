// Builds the runtime for tests in Node, once for each test run.

import { build } from "../../../public/js/node_modules/esbuild/lib/main.js";
import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packagesPlugin } from "../../../public/js/runtime/build.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
export const bundle = `${root}target/js-test/runtime.mjs`;

/** Builds the bundle unless one was built in the last seconds, by a test file beside this one. */
export async function buildRuntime() {
  const built = statSync(bundle, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - built < 3_000) return bundle;
  mkdirSync(`${root}target/js-test`, { recursive: true });
  await build({
    entryPoints: [`${root}tests/node/support/entry.js`],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    nodePaths: [`${root}public/js/node_modules`],
    plugins: [packagesPlugin({ release: false })],
    logLevel: "warning",
  });
  return bundle;
}
