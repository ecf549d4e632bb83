// The site in Firefox ESR.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchFirefox } from "./support/firefox.mjs";
import { serveSite } from "./support/site.mjs";
import { ANSWERED, READY, SEEN, SEND, WATCH, sawTheFirstAnswer } from "./support/smoke.mjs";

/** How long the engine may take to load on a busy machine, in milliseconds. */
const PATIENCE = 60_000;

/** @type {Awaited<ReturnType<typeof launchFirefox>>} */
let browser;
before(async () => {
  browser = await launchFirefox();
});
after(() => browser?.close());

test("a request is sent and answered in Firefox, without trouble", async (t) => {
  const site = await serveSite({ path: "/some/project/", watch: WATCH });
  t.after(() => site.close());
  const page = await browser.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  /** @type {string[]} */
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") trouble.push(`console: ${message.text()}`);
  });

  await page.goto(site.url);
  await page.waitForFunction(READY, { timeout: PATIENCE });
  await page.click(SEND);
  await page.waitForFunction(ANSWERED, { timeout: PATIENCE });

  sawTheFirstAnswer(String(await page.evaluate(SEEN)));
  assert.deepEqual(trouble, []);
});
