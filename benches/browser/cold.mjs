// From navigation to the first answered request, on a fast and on a slow machine.

import { median, readable, table } from "./stats.mjs";

const ROUNDS = 5;

/** 9 Mbit/s down, 170 ms a round trip, a quarter of the processor. */
const SLOW = { latencyMs: 170, bytesPerSecond: (9 * 1000 * 1000) / 8, slowdown: 4 };

/**
 * @typedef {{ name: string, url: string, act?: (page: import("playwright-core").Page) => Promise<void>,
 *   readable?: string, answered: string }} Contender
 */

/**
 * Opens each contender in a new profile, several times, and takes medians.
 * @param {import("playwright-core").Browser} browser
 * @param {Contender[]} contenders
 */
export async function measureCold(browser, contenders) {
  /** @type {Record<string, Record<string, { readableMs?: number, answeredMs: number }>>} */
  const results = {};
  for (const conditions of ["unthrottled", "throttled"]) {
    results[conditions] = {};
    for (const contender of contenders) {
      const runs = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        runs.push(await once(browser, contender, conditions === "throttled"));
      }
      const readableTimes = runs.flatMap((run) => run.readableMs ?? []);
      results[conditions][contender.name] = {
        ...(readableTimes.length ? { readableMs: median(readableTimes) } : {}),
        answeredMs: median(runs.map((run) => run.answeredMs)),
      };
    }
  }
  print(results);
  return results;
}

/**
 * @param {import("playwright-core").Browser} browser
 * @param {Contender} contender
 * @param {boolean} slow
 */
async function once(browser, contender, slow) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  if (slow) {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: SLOW.latencyMs,
      downloadThroughput: SLOW.bytesPerSecond,
      uploadThroughput: SLOW.bytesPerSecond,
    });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOW.slowdown });
  }
  const begun = performance.now();
  await page.goto(contender.url, { waitUntil: "commit" });
  /** @type {number | undefined} */
  let readableMs;
  if (contender.readable) {
    await page.waitForSelector(contender.readable, { timeout: 120_000 });
    readableMs = performance.now() - begun;
  }
  await contender.act?.(page);
  await page.waitForSelector(contender.answered, { timeout: 120_000, state: "attached" });
  const answeredMs = performance.now() - begun;
  await context.close();
  return { readableMs, answeredMs };
}

/** @param {Record<string, Record<string, { readableMs?: number, answeredMs: number }>>} results */
function print(results) {
  for (const [conditions, rows] of Object.entries(results)) {
    const own = rows.backlot.answeredMs;
    console.log(`\nCold start, ${conditions} (median of ${ROUNDS})`);
    table([
      ["", "prose readable", "first answer", "beside Backlot"],
      ...Object.entries(rows).map(([name, row]) => [
        name,
        row.readableMs ? `${readable(row.readableMs)} ms` : "",
        `${readable(row.answeredMs)} ms`,
        `${readable(row.answeredMs / own)} ×`,
      ]),
    ]);
  }
}
