// Requests per second and latency of the whole path, beside Hono and MSW.

import { median, readable, table } from "./stats.mjs";

const ROUTES = [1, 100, 1000];
/** One after the other, and many at the same moment. */
const AT_ONCE = [1, 100];
const NAMES = ["backlot", "hono", "msw"];
const ROUNDS = 3;
const ROUND_MS = 1500;

/** @typedef {Record<string, { perSecond: number, p50Ms: number }>} Rates by contender */

/**
 * Rounds of the contenders alternate, so that what else the machine does
 * falls on all of them alike.
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 */
export async function measureThroughput(browser, url) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(`throughput page: ${error.message}`));
  await page.goto(url);
  await page.waitForSelector("body[data-answered]", { state: "attached" });
  /** @type {Record<number, Record<string, Rates>>} by how many at once, then by routes */
  const results = {};
  for (const atOnce of AT_ONCE) {
    results[atOnce] = {};
    for (const routes of ROUTES) results[atOnce][routes] = await compare(page, routes, atOnce);
    print(atOnce, results[atOnce]);
  }
  await page.close();
  return results;
}

/**
 * @param {import("playwright-core").Page} page
 * @param {number} routes
 * @param {number} atOnce
 * @returns {Promise<Rates>}
 */
async function compare(page, routes, atOnce) {
  /** @type {Record<string, { perSecond: number, p50Ms: number }[]>} */
  const runs = Object.fromEntries(NAMES.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of NAMES) {
      const run = await page.evaluate(
        ([peer, count, together, forMs]) =>
          /** @type {any} */ (globalThis).measure(peer, count, together, forMs),
        /** @type {const} */ ([name, routes, atOnce, ROUND_MS]),
      );
      runs[name].push(run);
    }
  }
  return Object.fromEntries(
    NAMES.map((name) => [
      name,
      {
        perSecond: median(runs[name].map((run) => run.perSecond)),
        p50Ms: median(runs[name].map((run) => run.p50Ms)),
      },
    ]),
  );
}

/**
 * @param {number} atOnce
 * @param {Record<string, Rates>} results by routes
 */
function print(atOnce, results) {
  const how = atOnce === 1 ? "one after the other" : `${atOnce} at the same moment`;
  console.log(`\nClient → router → handler → JSON, ${how} (median of ${ROUNDS})`);
  table([
    ["routes", "", "requests/s", atOnce === 1 ? "p50" : "p50 of all", "Backlot is"],
    ...Object.entries(results).flatMap(([routes, rows]) =>
      Object.entries(rows).map(([name, row]) => [
        routes,
        name,
        readable(row.perSecond),
        `${readable(row.p50Ms * 1000)} µs`,
        name === "backlot" ? "" : `${readable(rows.backlot.perSecond / row.perSecond)} ×`,
      ]),
    ),
  ]);
}
