// The file that the database is made from: seen, changed, applied.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchChromium } from "./support/chromium.mjs";
import { openDesk } from "./support/desk.mjs";

/** @type {Awaited<ReturnType<typeof launchChromium>>} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/** Types at the end of the open file. @param {import("./support/backlot.mjs").Page} page @param {string} text */
async function append(page, text) {
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText(`\n${text}\n`);
}

test("a change to schema.sql is applied by resetting the database", async (t) => {
  const desk = await openDesk(t, browser, { world: "bookshop" });
  const { page } = desk;
  await page.getByRole("tab", { name: "schema.sql" }).click();
  await page.getByText("The database was made from this file").waitFor();
  await desk.isAccessible("the database's file");
  await append(page, "UPDATE books SET stock = 3 WHERE title = 'Emma';");
  await page.getByRole("button", { name: "Reset the database" }).click();
  await page.getByText("The database is as schema.sql makes it.").first().waitFor();
  await desk.send("GET", "/books/1");
  assert.match((await desk.response.textContent()) ?? "", /"stock": 3/);

  await append(page, "CREATE TABEL nothing;");
  await page.getByRole("button", { name: "Reset the database" }).click();
  await page.getByText("schema.sql fails, so the database stays as it was.").first().waitFor();
  await desk.send("GET", "/books/1");
  assert.equal(await desk.said(), "200 OK");
  desk.isUntroubled();
});
