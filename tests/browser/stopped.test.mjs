// Code that would never end is ended, and the session stands as it stood.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchChromium } from "./support/chromium.mjs";
import { serveSite } from "./support/site.mjs";

/** Milliseconds after which the page has said what happened. */
const PATIENCE = 3_000;

const code = `import express from "express";
const app = express();
let visits = 0;
app.get("/", (req, res) => { visits += 1; res.type("text").send("this is visit " + visits); });
app.get("/loop", () => { for (;;); });
app.get("/hog", () => { const all = []; for (;;) all.push(new Array(100_000).fill(all.length)); });
app.get("/never", async () => { await new Promise(() => {}); });
app.listen(3000);
`;

/** @type {Awaited<ReturnType<typeof launchChromium>>} */
let browser;
/** @type {Awaited<ReturnType<typeof serveSite>>} */
let site;
/** @type {Awaited<ReturnType<typeof browser.newPage>>} */
let page;
before(async () => {
  site = await serveSite();
  browser = await launchChromium();
  page = await browser.newPage();
  await page.route("**/worlds/hello-*.json", async (route) => {
    const world = await (await route.fetch()).json();
    await route.fulfill({ json: { ...world, files: { "server.js": code } } });
  });
  await page.goto(`${site.url}#world=hello`);
  await page.getByText("Ready", { exact: true }).first().waitFor({ timeout: 60_000 });
  await sendAndSee("/", "this is visit 1", 20_000);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/**
 * Sends a request and waits for a text; gives how long that took.
 * @param {string} path
 * @param {string | RegExp} text
 * @param {number} timeout
 */
async function sendAndSee(path, text, timeout) {
  await page.locator("#request-url").fill(path);
  const start = Date.now();
  await page.locator("button.send").click();
  await page.getByText(text).first().waitFor({ timeout });
  return Date.now() - start;
}

test("an endless loop is stopped, and nothing is forgotten", async () => {
  await sendAndSee("/loop", /kept its thread busy for two seconds/, PATIENCE);
  await sendAndSee("/", "this is visit 2", 10_000);
});

test("a memory hog is stopped, and nothing is forgotten", async () => {
  await sendAndSee("/hog", /(kept its thread busy|The browser ended the code)/, PATIENCE);
  await sendAndSee("/", "this is visit 3", 15_000);
});

test("an endless promise needs no stop: the client gives up in the world's time", async () => {
  await sendAndSee("/never", /No response came within/, PATIENCE);
  await sendAndSee("/", "this is visit 4", 10_000);
});
