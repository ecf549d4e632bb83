// Bundles the handler runtime: first what learner code can import, as the text
// of one function of `host`, then the runtime around it.

import { build } from "esbuild";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "packages");

/** Packages that are replaced, and by what. */
const ALIASES = /** @type {Record<string, string>} */ ({
  debug: "aliases/debug.cjs",
  "iconv-lite": "aliases/iconv-lite.js",
  "side-channel": "aliases/side-channel.cjs",
  finalhandler: "aliases/finalhandler.cjs",
});

/** Parts of Node that the packages ask for. */
const NODE = /** @type {Record<string, string>} */ ({
  assert: "node/assert.js",
  // Packages that find nothing here do without.
  async_hooks: "aliases/nothing.js",
  buffer: "node/buffer/buffer.js",
  crypto: "node/crypto/crypto.js",
  events: "node/events.js",
  fs: "node/fs.js",
  http: "node/http/http.js",
  net: "node/net.js",
  path: "node/path.js",
  querystring: "node/querystring.js",
  stream: "aliases/stream.cjs",
  url: "node/url.js",
  util: "node/util.js",
  zlib: "node/zlib.js",
});

/** @type {import("esbuild").Plugin} */
const world = {
  name: "world",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z]/ }, ({ path }) => {
      if (path === "finalhandler-itself") return { path: join(here, "../node_modules/finalhandler/index.js") };
      const name = path.replace(/^node:/, "");
      const file = ALIASES[name] ?? NODE[name];
      return file ? { path: join(packages, file) } : undefined;
    });
    onResolve({ filter: /^\.\/(lib\/)?tracing$/ }, ({ importer }) =>
      /\/router\/(index|lib\/\w+)\.js$/.test(importer) ? { path: join(packages, "aliases/tracing.js") } : undefined,
    );
    onLoad({ filter: /\/mime-db\/db\.json$/ }, async ({ path }) => {
      const { default: db } = await import(path, { with: { type: "json" } });
      return { contents: JSON.stringify(commonTypes(db)), loader: "json" };
    });
  },
};

/**
 * The media types that a lesson can meet; the others weigh 20 kB.
 * @param {Record<string, { source?: string, extensions?: string[], compressible?: boolean, charset?: string }>} db
 */
function commonTypes(db) {
  const kept = Object.entries(db).filter(
    ([type, { extensions }]) => extensions && !/^application\/(vnd\.(?!api|openxml|ms-excel|ms-powerpoint|oasis)|x-(?!www|sh|tar|7z|ndjson|bzip))|^(chemical|model|x-)/.test(type),
  );
  return Object.fromEntries([...kept, ["application/x-www-form-urlencoded", db["application/x-www-form-urlencoded"]]]);
}

/**
 * The packages as a module whose default export is a function of `host`.
 * @param {{ release: boolean }} options
 */
async function packagesModule({ release }) {
  const result = await build({
    entryPoints: [join(packages, "packages.js")],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "packages",
    platform: "browser",
    target: ["chrome120", "firefox128", "safari17"],
    // Learners see names of functions and classes in logs and traces, so they
    // stay; keeping them beside short ones would cost time in every request.
    minifyWhitespace: release,
    define: { global: "globalThis" },
    legalComments: "none",
    logLevel: "warning",
    nodePaths: [join(here, "../node_modules")],
    plugins: [world],
  });
  return `export default function (host) {\n${result.outputFiles[0].text}\nreturn packages;\n}`;
}

/**
 * An esbuild plugin that resolves `backlot:packages`.
 * @param {{ release: boolean }} options
 * @returns {import("esbuild").Plugin}
 */
export function packagesPlugin(options) {
  return {
    name: "packages",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^backlot:packages$/ }, ({ path }) => ({ path, namespace: "backlot" }));
      onLoad({ filter: /./, namespace: "backlot" }, async () => ({ contents: await packagesModule(options), loader: "js", resolveDir: here }));
    },
  };
}
