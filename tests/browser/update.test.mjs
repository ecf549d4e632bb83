// A new version is announced, never forced.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kept, openTab, reads, ready, type, visit } from "./support/backlot.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { laterVersion } from "./support/version.mjs";

/** @type {Awaited<ReturnType<typeof launchChromium>>} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/** A page under the care of its service worker, and a later version published. @param {import("node:test").TestContext} t */
async function outdated(t) {
  const { site, context } = await visit(t, browser);
  const page = await openTab(context, site.url);
  await ready(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  // Under its care from the start.
  await page.reload();
  await ready(page);
  const later = await laterVersion((html) => html.replace("<title>", "<title>Later "));
  t.after(later.remove);
  site.directory = later.directory;
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });
  return { site, context, page };
}

test("a new version is announced, and used when a person agrees, with everything kept", async (t) => {
  const { page } = await outdated(t);
  const bar = page.getByRole("region", { name: "New version" });
  await bar.getByText("A new version of Backlot is ready.").waitFor();
  await type(page, "// before the update\n");
  assert.doesNotMatch(await page.title(), /Later/);

  await bar.getByRole("button", { name: "Reload to update" }).click();
  await page.waitForFunction(() => document.title.includes("Later"));
  await ready(page);
  await reads(page, /^\/\/ before the update/);
  assert.equal(await bar.count(), 0);
});

test("a new version that is put off changes nothing", async (t) => {
  const { page } = await outdated(t);
  const bar = page.getByRole("region", { name: "New version" });
  await bar.getByRole("button", { name: "Later" }).click();
  await bar.waitFor({ state: "detached" });
  await page.reload();
  await ready(page);
  assert.doesNotMatch(await page.title(), /Later/);
  await bar.waitFor();
});

test("the whole way from send to answer works without a host", async (t) => {
  const { site, context } = await visit(t, browser);
  const page = await openTab(context, site.url);
  await ready(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await type(page, "// offline\n");
  await kept(page);
  await site.close();
  await context.setOffline(true);

  await page.reload();
  await ready(page);
  await reads(page, /^\/\/ offline/);
  await page.locator("#request-url").fill("/hello/Ada");
  await page.locator("#request-url").press("Enter");
  await page.getByText("Hello, Ada!").first().waitFor();

  const devtools = await context.newCDPSession(page);
  await devtools.send("Page.reload", { ignoreCache: true });
  await ready(page);
  await reads(page, /^\/\/ offline/);
});
