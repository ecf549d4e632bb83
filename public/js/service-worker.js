// The service worker: after one visit everything works offline.
//
// `cargo xtask build` puts the list of this version's files below. Each version
// has a cache of its own, filled as a whole before the version is installed,
// with every file checked against its hash: files of two versions never mix.
// The second SQL engine is as large as all the rest, and few choose it: it is
// fetched when it is, checked likewise, and kept from then on.
// A new version waits until the page asks for it by posting
// `{ type: "activate" }`, which it does only when a person agreed.

/** @typedef {{ version: string, files: Record<string, string> }} Site */

const site = /** @type {Site} */ (JSON.parse('{"version":"","files":{}}'));

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const prefix = "backlot-";
const cacheName = prefix + site.version;

/**
 * The address of a file of the site, wherever the site lies.
 * @param {string} path
 */
const address = (path) => new URL(path === "index.html" ? "./" : path, worker.registration.scope).href;

/** Whether a file's name holds a hash of its content. @param {string} path */
const isHashed = (path) => /-[0-9a-zA-Z]{8,16}(_bg)?\.\w+$/.test(path);

/** Whether a file is fetched only when it is asked for. @param {string} path */
const isLater = (path) => path.startsWith("gluesql-");

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));

/** Puts every file of this version into its cache. */
async function fill() {
  const cache = await caches.open(cacheName);
  await Promise.all(
    Object.entries(site.files).map(async ([path, integrity]) => {
      const url = address(path);
      // What an earlier version has already need not be fetched again.
      const known = isHashed(path) ? await caches.match(url) : undefined;
      if (!known && isLater(path)) return;
      const response =
        known ?? (await fetch(url, { integrity, cache: isHashed(path) ? "default" : "no-cache" }));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      await cache.put(url, response);
    }),
  );
}

/** Lets go of the versions before, except the one that other tabs may still show. */
async function takeOver() {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
  // In the order created: the last is the version before this one.
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

worker.addEventListener("message", (event) => {
  if (event.data?.type === "activate") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const scope = worker.registration.scope;
  const [url = ""] = request.url.split(/[?#]/);
  if (request.method !== "GET" || !url.startsWith(scope)) return;
  const path = url.slice(scope.length);
  if (path === "" || path in site.files || isHashed(path)) {
    event.respondWith(answer(address(path || "index.html"), request, isLater(path) ? site.files[path] : undefined));
  }
});

/**
 * Answers from this version's cache. A page of the version before finds its
 * files in the cache of that one, because their names differ.
 * @param {string} url
 * @param {Request} request
 * @param {string | undefined} integrity of a file that is kept once it is here
 */
async function answer(url, request, integrity) {
  const cache = await caches.open(cacheName);
  const known = (await cache.match(url)) ?? (await caches.match(url));
  if (known) return known;
  if (!integrity) return fetch(request);
  const response = await fetch(url, { integrity });
  if (response.ok) await cache.put(url, response.clone());
  return response;
}
