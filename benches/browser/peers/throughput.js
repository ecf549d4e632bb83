// Answers requests as fast as it can, and says how fast that was.

import * as backlot from "./backlot.js";
import * as hono from "./hono.js";
import * as msw from "./msw.js";

/**
 * @typedef {{ request: (path: string) => Promise<unknown>,
 *   together: (path: string, count: number) => Promise<unknown[]>, close: () => void }} Open
 */

/** @type {Record<string, { open: (routes: number) => Promise<Open> }>} */
const peers = { backlot, hono, msw };

/** Requests before the clock starts. */
const WARM_UP = 200;
/** A session keeps 10,000 commands; a peer that reaches this is opened anew. */
const ROUNDS_PER_PEER = 9_000;

/**
 * Times requests to the middle route: rounds of `atOnce` at the same moment,
 * each round awaited.
 * @param {string} name
 * @param {number} routes
 * @param {number} atOnce
 * @param {number} forMs how long to go on
 */
async function measure(name, routes, atOnce, forMs) {
  const { together, close } = await peers[name].open(routes);
  const path = `${location.origin}/things${Math.floor(routes / 2)}/7`;
  for (let warm = 0; warm < WARM_UP; warm += atOnce) await together(path, atOnce);
  /** @type {number[]} */
  const rounds = [];
  const begun = performance.now();
  for (let now = begun; now - begun < forMs && rounds.length < ROUNDS_PER_PEER; ) {
    const answers = await together(path, atOnce);
    if (answers.length !== atOnce) throw new Error(`${name} answered ${answers.length} of ${atOnce}`);
    const after = performance.now();
    rounds.push(after - now);
    now = after;
  }
  const seconds = (performance.now() - begun) / 1000;
  close();
  rounds.sort((a, b) => a - b);
  return { perSecond: (rounds.length * atOnce) / seconds, p50Ms: rounds[rounds.length >> 1] };
}

Object.assign(globalThis, { measure });
document.body.dataset.answered = "yes";
