// Histories that were left: they are there after a reload, and lead back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kept, openTab, ready, send, type, visit } from "./support/backlot.mjs";
import { launchChromium } from "./support/chromium.mjs";

/** @type {Awaited<ReturnType<typeof launchChromium>>} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/** How many visits the front page counted. @param {import("./support/backlot.mjs").Page} page */
async function visits(page) {
  await send(page, "/");
  await page.locator(".response-tabs").getByText("Exact response").click();
  const text = await page.locator(".exact pre").textContent();
  return Number(/visit number (\d+)/.exec(text ?? "")?.[1]);
}

test("branches survive a reload and lead back to what was left", async (t) => {
  const { site, context } = await visit(t, browser);
  const page = await openTab(context, site.url);
  assert.equal(await visits(page), 1);
  const line = page.getByRole("slider", { name: "Moment of this world" });
  assert.equal(await visits(page), 2);
  assert.equal(await visits(page), 3);

  // Back by two commands, and on from there.
  await line.focus();
  await page.keyboard.press("PageDown");
  await page.keyboard.press("PageDown");
  await page.getByRole("button", { name: "Continue from here" }).first().click();
  await page.getByText("Branches 2").waitFor();
  await ready(page);
  const count = await visits(page);
  assert.ok(count <= 3, `the new history has its own count, ${count}`);
  await kept(page);

  await page.reload();
  await ready(page);
  await page.getByText("Branches 2").click();
  await page.getByText(/parted at event/).click();
  await page.getByText("Back in the history that ends with").first().waitFor();
  await ready(page);
  assert.equal(await visits(page), 4);
  await kept(page);

  // The one that was left now is in the list, also after another reload.
  await page.reload();
  await ready(page);
  await page.getByText("Branches 2").click();
  await page.getByText(/parted at event/).click();
  await page.getByText("Back in the history that ends with").first().waitFor();
  await ready(page);
  assert.equal(await visits(page), count + 1);
});

test("a file is shown as it was at the moment that is looked at", async (t) => {
  const { site, context } = await visit(t, browser);
  const page = await openTab(context, site.url);
  await send(page, "/hello/Ada");
  await type(page, "// a later thought\n");
  await send(page, "/hello/Ada");
  const line = page.getByRole("slider", { name: "Moment of this world" });
  await line.focus();
  await page.keyboard.press("Home");
  await page.getByText(/server\.js as it was at event/).first().waitFor();
  const past = await page.getByRole("region", { name: /server\.js at event/ }).textContent();
  assert.ok(past?.startsWith('import express from "express";'), past?.slice(0, 60));
  await page.getByRole("button", { name: "Back to now" }).click();
  await page.locator(".cm-content").getByText("// a later thought").waitFor();
});
