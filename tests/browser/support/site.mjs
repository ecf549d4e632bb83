// A plain static host of the built site, as a project page has it: under a
// path of its own, without any header that a host would have to be told.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** The site under test: `cargo xtask build` makes it. */
export const sitePath =
  process.env.BACKLOT_SITE ?? fileURLToPath(new URL("../../../dist", import.meta.url));

/** @type {Record<string, string>} */
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/**
 * Serves a directory under a path on a free port of 127.0.0.1.
 *
 * `directory` may be set anew, as a host does when a new version is published.
 * `watch` is a script that runs in the page before its own: drivers that tell
 * nothing of a page's console need it.
 * @param {{ directory?: string, path?: string, watch?: string }} [options]
 */
export async function serveSite({ directory = sitePath, path = "/", watch = "" } = {}) {
  const site = { directory, url: "", /** @type {string[]} */ served: [], close };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://host");
    site.served.push(pathname);
    // Only a page that is opened is watched; the service worker checks what it
    // fetches byte by byte.
    const before = request.headers["sec-fetch-mode"] === "navigate" ? watch : "";
    void send(site.directory, pathname, path, before, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  site.url = `http://127.0.0.1:${port}${path}`;
  return site;

  /** Stops the host, as when the network is gone. */
  async function close() {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/**
 * @param {string} directory
 * @param {string} pathname
 * @param {string} path
 * @param {string} watch
 * @param {import("node:http").ServerResponse} response
 */
async function send(directory, pathname, path, watch, response) {
  const below = pathname.startsWith(path) ? normalize(pathname.slice(path.length)) : "..";
  const name = below === "." ? "index.html" : below;
  try {
    if (name.startsWith("..")) throw new Error("outside the site");
    const body = await readFile(join(directory, name));
    response.writeHead(200, { "content-type": types[extname(name)] ?? "application/octet-stream" });
    response.end(watch ? String(body).replace("<head>", `<head><script>${watch}</script>`) : body);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" });
    response.end("Not found\n");
  }
}
