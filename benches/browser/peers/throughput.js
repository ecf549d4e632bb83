// Answers requests as fast as it can, and says how fast that was.

import * as backlot from "./backlot.js";
import * as hono from "./hono.js";
import * as msw from "./msw.js";

/** @typedef {{ request: (path: string) => Promise<unknown>, close: () => void }} Open */

/** @type {Record<string, { open: (routes: number) => Promise<Open> }>} */
const peers = { backlot, hono, msw };

/**
 * Times sequential requests to the middle route, each awaited.
 * @param {string} name
 * @param {number} routes
 * @param {number} forMs how long to go on
 */
async function measure(name, routes, forMs) {
  const { request, close } = await peers[name].open(routes);
  const path = `${location.origin}/things${Math.floor(routes / 2)}/7`;
  for (let warm = 0; warm < 200; warm += 1) await request(path);
  /** @type {number[]} */
  const latencies = [];
  const begun = performance.now();
  let count = 0;
  while (performance.now() - begun < forMs) {
    const at = performance.now();
    for (let batch = 0; batch < 20; batch += 1) await request(path);
    latencies.push((performance.now() - at) / 20);
    count += 20;
  }
  close();
  latencies.sort((a, b) => a - b);
  const seconds = (performance.now() - begun) / 1000;
  return { perSecond: count / seconds, p50Ms: latencies[latencies.length >> 1] };
}

Object.assign(globalThis, { measure });
document.body.dataset.answered = "yes";
