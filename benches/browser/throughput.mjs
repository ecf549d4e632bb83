// Requests per second and latency of the whole path, beside Hono and MSW.

import { median, readable, table } from "./stats.mjs";

const ROUTES = [1, 100, 1000];
const NAMES = ["backlot", "hono", "msw"];
const ROUNDS = 3;
const ROUND_MS = 1500;

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
  /** @type {Record<string, Record<string, { perSecond: number, p50Ms: number }>>} */
  const results = {};
  for (const routes of ROUTES) {
    /** @type {Record<string, { perSecond: number, p50Ms: number }[]>} */
    const runs = Object.fromEntries(NAMES.map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of NAMES) {
        const run = await page.evaluate(
          ([peer, count, forMs]) => /** @type {any} */ (globalThis).measure(peer, count, forMs),
          /** @type {const} */ ([name, routes, ROUND_MS]),
        );
        runs[name].push(run);
      }
    }
    results[routes] = Object.fromEntries(
      NAMES.map((name) => [
        name,
        {
          perSecond: median(runs[name].map((run) => run.perSecond)),
          p50Ms: median(runs[name].map((run) => run.p50Ms)),
        },
      ]),
    );
  }
  await page.close();
  print(results);
  return results;
}

/** @param {Record<string, Record<string, { perSecond: number, p50Ms: number }>>} results */
function print(results) {
  console.log(`\nClient → router → handler → JSON, one after the other (median of ${ROUNDS})`);
  table([
    ["routes", "", "requests/s", "p50", "Backlot is"],
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
