// The same routes in Hono, answered by `app.request()`.

import { Hono } from "hono";
import { each } from "./together.js";

/**
 * @param {number} routes
 * @returns {Promise<import("./throughput.js").Open>}
 */
export async function open(routes) {
  const app = new Hono();
  for (let route = 0; route < routes; route += 1) {
    app.get(`/things${route}/:id`, (c) => c.json({ route, id: c.req.param("id") }));
  }
  const request = async (/** @type {string} */ path) => (await app.request(path)).json();
  return { together: each(request), close: () => {} };
}
