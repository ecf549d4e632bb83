// The site in Firefox ESR.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchFirefox } from "./support/firefox.mjs";
import { serveSite } from "./support/site.mjs";

/** @type {Awaited<ReturnType<typeof launchFirefox>>} */
let browser;
before(async () => {
  browser = await launchFirefox();
});
after(() => browser?.close());

test("the page opens without trouble in Firefox", async (t) => {
  const site = await serveSite({ path: "/some/project/" });
  t.after(() => site.close());
  const page = await browser.newPage();
  /** @type {string[]} */
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(String(error)));

  await page.goto(site.url);
  await page.waitForSelector("h1");

  assert.match(await page.title(), /Backlot/);
  assert.deepEqual(trouble, []);
});
