// The page in the words of a person who uses it.

import assert from "node:assert/strict";
import { serveSite } from "./site.mjs";

/** @typedef {import("../../../public/js/node_modules/playwright-core").Page} Page */
/** @typedef {import("../../../public/js/node_modules/playwright-core").Browser} Browser */
/** @typedef {import("../../../public/js/node_modules/playwright-core").BrowserContext} BrowserContext */

/** How long the engine may take to load on a busy machine, in milliseconds. */
const PATIENCE = 30_000;

/**
 * A host and a fresh browser profile, both gone when the test is over.
 * @param {import("node:test").TestContext} t
 * @param {Browser} browser
 */
export async function visit(t, browser) {
  const site = await serveSite({ path: "/some/project/" });
  const context = await browser.newContext({ acceptDownloads: true });
  t.after(async () => {
    await context.close();
    await site.close().catch(() => {});
  });
  return { site, context };
}

/**
 * Opens the page in a new tab.
 * @param {BrowserContext} context
 * @param {string} url
 */
export async function openTab(context, url) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  return page;
}

/** Waits until a command can be given. @param {Page} page */
export const ready = (page) => page.locator('.frame .lamp[data-state="ready"]').waitFor();

/** Waits until the editor has arrived. @param {Page} page */
export const editor = async (page) => {
  const content = page.locator(".editor .cm-content");
  await content.waitFor();
  return content;
};

/** Types at the beginning of the open file. @param {Page} page @param {string} text */
export async function type(page, text) {
  const content = await editor(page);
  await content.click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type(text);
}

/**
 * The open file's text, as far as it is drawn, once it is what it should be.
 *
 * The editor shows a file a moment after the engine is ready, so an early look would find it
 * empty, or still with the text of before.
 * @param {Page} page
 * @param {(text: string) => boolean} isRight
 */
async function typed(page, isRight) {
  const content = await editor(page);
  let text = await content.innerText();
  for (let wait = 0; wait < 100 && !isRight(text); wait += 1) {
    await page.waitForTimeout(100);
    text = await content.innerText();
  }
  return text;
}

/** The open file reads so. @param {Page} page @param {RegExp} pattern */
export const reads = async (page, pattern) =>
  assert.match(await typed(page, (text) => pattern.test(text)), pattern);

/** The open file has a text, and it does not read so. @param {Page} page @param {RegExp} pattern */
export const readsNot = async (page, pattern) => {
  const text = await typed(page, (now) => now.trim() !== "" && !pattern.test(now));
  assert.notEqual(text.trim(), "");
  assert.doesNotMatch(text, pattern);
};

/**
 * Sends a GET and waits for its answer.
 * @param {Page} page
 * @param {string} url
 */
export async function send(page, url) {
  await ready(page);
  await page.locator("#request-url").fill(url);
  await page.locator("#request-url").press("Enter");
  await page.locator('.frame .lamp[data-state="busy"]').waitFor({ state: "detached" });
  await ready(page);
}

/** Does something from the menu of the session. @param {Page} page @param {string | RegExp} name */
export async function sessionMenu(page, name) {
  await page.getByRole("button", { name: "Session", exact: true }).click();
  await page.getByRole("menuitem", { name }).click();
}

/** Waits until what was typed and done is on the shelf. @param {Page} page */
export const kept = (page) => page.locator(`.bars[data-kept="true"]`).waitFor({ state: "attached" });

/**
 * Everything that is kept, by area and key.
 * @param {Page} page
 * @returns {Promise<Record<string, Record<string, string>>>}
 */
export const shelf = (page) =>
  page.evaluate(async () => {
    /** @type {(request: IDBRequest) => Promise<any>} */
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open("backlot"));
    /** @type {Record<string, Record<string, string>>} */
    const all = {};
    for (const area of database.objectStoreNames) {
      const store = database.transaction(area).objectStore(area);
      const [keys, texts] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      all[area] = Object.fromEntries(keys.map((/** @type {string} */ key, /** @type {number} */ at) => [key, texts[at]]));
    }
    database.close();
    return all;
  });
