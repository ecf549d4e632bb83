// Answers requests as fast as it can, and says how fast that was.

import * as backlot from "./backlot.js";
import * as hono from "./hono.js";
import * as msw from "./msw.js";

/**
 * @typedef {{ together: (path: string, count: number) => Promise<unknown[]>, close: () => void }} Open
 */

/** @type {Record<string, { open: (routes: number) => Promise<Open> }>} */
const peers = { backlot, hono, msw };

/** Requests before the clock starts. */
const WARM_UP = 200;
/** A session keeps 10,000 commands, so no peer gets more rounds than that. */
const MOST_ROUNDS = 9_000;
/** The browser's clock is coarse: single requests are timed by so many. */
const TIMED_TOGETHER = 20;

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
  const group = atOnce === 1 ? TIMED_TOGETHER : 1;
  /** @type {number[]} */
  const rounds = [];
  const begun = performance.now();
  for (let now = begun; now - begun < forMs && rounds.length * group < MOST_ROUNDS; ) {
    for (let one = 0; one < group; one += 1) {
      const answers = await together(path, atOnce);
      if (answers.length !== atOnce) throw new Error(`${name} answered ${answers.length} of ${atOnce}`);
    }
    const after = performance.now();
    rounds.push((after - now) / group);
    now = after;
  }
  const seconds = (performance.now() - begun) / 1000;
  close();
  rounds.sort((a, b) => a - b);
  return { perSecond: (rounds.length * group * atOnce) / seconds, p50Ms: rounds[rounds.length >> 1] };
}

Object.assign(globalThis, { measure });
document.body.dataset.answered = "yes";
