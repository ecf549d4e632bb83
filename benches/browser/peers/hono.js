// The same routes in Hono, answered by `app.request()`.

import { Hono } from "hono";

/**
 * @param {number} routes
 * @returns {Promise<import("./throughput.js").Open>}
 */
export async function open(routes) {
  const app = new Hono();
  for (let route = 0; route < routes; route += 1) {
    app.get(`/things${route}/:id`, (c) => c.json({ route, id: c.req.param("id") }));
  }
  return { request: async (path) => (await app.request(path)).json(), close: () => {} };
}
