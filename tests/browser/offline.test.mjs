// The service worker: offline after one visit, and never two versions at once.
//
// These tests register it themselves, to look at it without the page around it.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launchChromium } from "./support/chromium.mjs";
import { serveSite } from "./support/site.mjs";
import { laterVersion } from "./support/version.mjs";

/** @typedef {import("../../public/js/node_modules/playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launchChromium>>} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/**
 * A host, and a page that has visited it and keeps it.
 * @param {import("node:test").TestContext} t
 */
async function visited(t) {
  const site = await serveSite({ path: "/some/project/" });
  const context = await browser.newContext();
  t.after(async () => {
    await context.close();
    await site.close().catch(() => {});
  });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("service-worker.js");
    await navigator.serviceWorker.ready;
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return { site, page };
}

/** Asks for a new version and waits for what becomes of it. @param {Page} page */
const update = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    if (!registration) throw new Error("no service worker");
    const fresh = await registration.update().then((found) => found.installing ?? found.waiting);
    if (!fresh) return "none";
    while (fresh.state === "installing") {
      await new Promise((done) => fresh.addEventListener("statechange", done, { once: true }));
    }
    return fresh.state;
  });

/**
 * The page's map from plain names to the names of its version.
 * @param {Page} page
 * @returns {Promise<Record<string, string>>}
 */
const assetsOf = (page) =>
  page.evaluate(() => JSON.parse(document.querySelector("#assets")?.textContent ?? "{}"));

test("after one visit the page opens without a host", async (t) => {
  const { site, page } = await visited(t);
  await site.close();

  await page.reload();
  await page.locator("h1").first().waitFor();
  await page.goto(`${site.url}?seen=again#somewhere`);
  await page.locator("h1").first().waitFor();
});

test("a hard reload opens the page, with a host and without", async (t) => {
  const { site, page } = await visited(t);
  const devtools = await page.context().newCDPSession(page);
  for (const host of ["there", "gone"]) {
    if (host === "gone") await site.close();
    await page.evaluate(() => document.body.classList.add("before"));
    await devtools.send("Page.reload", { ignoreCache: true });
    await page.locator("body:not(.before) h1").first().waitFor();
  }
});

test("every file of the site but the second SQL engine is kept at the first visit", async (t) => {
  const { site, page } = await visited(t);
  await site.close();

  const { names, kept } = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await (await caches.open(names[0] ?? "")).keys();
    return { names, kept: requests.map((request) => request.url) };
  });
  assert.equal(names.length, 1);
  const files = Object.values(await assetsOf(page)).filter((name) => name !== "service-worker.js");
  assert.ok(files.length > 0);
  for (const name of files) {
    const later = name.startsWith("gluesql-");
    assert.equal(kept.includes(new URL(name, site.url).href), !later, name);
  }
});

test("the second SQL engine is kept once it was fetched", async (t) => {
  const { site, page } = await visited(t);
  const wasm = (await assetsOf(page))["gluesql.wasm"] ?? "";
  const length = () => page.evaluate(async (url) => (await (await fetch(url)).arrayBuffer()).byteLength, wasm);
  const before = await length();
  assert.ok(before > 1_000_000);
  await site.close();
  assert.equal(await length(), before);
});

test("a new version waits until the page asks for it", async (t) => {
  const { site, page } = await visited(t);
  const later = await laterVersion((html) => html.replace("<title>", "<title>Later "));
  t.after(later.remove);
  site.directory = later.directory;

  assert.equal(await update(page), "installed");
  await page.reload();
  assert.doesNotMatch(await page.title(), /Later/);

  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const changed = new Promise((done) =>
      navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }),
    );
    registration?.waiting?.postMessage({ type: "activate" });
    await changed;
  });
  await page.reload();
  assert.match(await page.title(), /Later/);
});

test("a page of the version before still finds its own files", async (t) => {
  const { site, page } = await visited(t);
  const editor = (await assetsOf(page))["editor.js"] ?? "";
  const later = await laterVersion((html) => html.replace("<title>", "<title>Later "));
  t.after(later.remove);
  site.directory = later.directory;
  assert.equal(await update(page), "installed");
  await page.evaluate(async () => {
    (await navigator.serviceWorker.getRegistration())?.waiting?.postMessage({ type: "activate" });
  });
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.waiting === null);
  await site.close();

  const status = await page.evaluate(async (name) => (await fetch(name)).status, editor);
  assert.equal(status, 200);
});

test("a host in the middle of an update gives no version at all", async (t) => {
  const { site, page } = await visited(t);
  const later = await laterVersion((html) => html.replace("<title>", "<title>Later "));
  t.after(later.remove);
  // The list is new, the page is not yet what the list says.
  await writeFile(`${later.directory}/index.html`, "<title>Half</title>");
  site.directory = later.directory;

  assert.equal(await update(page), "redundant");
  await page.reload();
  assert.doesNotMatch(await page.title(), /Later|Half/);
});
