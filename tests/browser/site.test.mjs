// The site as a static host gives it out.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchChromium, watchPage } from "./support/chromium.mjs";
import { serveSite } from "./support/site.mjs";

/** @type {Awaited<ReturnType<typeof launchChromium>>} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

for (const path of ["/", "/some/project/"]) {
  test(`the page opens without trouble under ${path}`, async (t) => {
    const site = await serveSite({ path });
    t.after(() => site.close());
    const page = await browser.newPage();
    t.after(() => page.close());
    const trouble = watchPage(page, site.url);

    await page.goto(site.url);
    await page.locator("h1").first().waitFor();

    assert.match(await page.title(), /Backlot/);
    assert.deepEqual(trouble, []);
  });
}

test("the browser finds the app installable", async (t) => {
  const site = await serveSite({ path: "/some/project/" });
  t.after(() => site.close());
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(site.url);

  const devtools = await page.context().newCDPSession(page);
  const { errors } = await devtools.send("Page.getAppManifest");
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");

  assert.deepEqual(errors, []);
  // A window without a profile may install nothing, whatever the page.
  const ours = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
  assert.deepEqual(ours, []);
});
