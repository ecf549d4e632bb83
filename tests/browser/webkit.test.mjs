// The site in WebKitGTK.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serveSite } from "./support/site.mjs";
import { launchWebKit } from "./support/webkit.mjs";

/** @type {Awaited<ReturnType<typeof launchWebKit>>} */
let browser;
before(async () => {
  browser = await launchWebKit();
});
after(() => browser?.close());

test("the page opens in WebKit", async (t) => {
  const site = await serveSite({ path: "/some/project/" });
  t.after(() => site.close());

  await browser.open(site.url);
  await browser.waitFor('document.querySelector("h1")');

  assert.match(await browser.run("return document.title"), /Backlot/);
});
