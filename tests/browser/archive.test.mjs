// A whole session as a file, out and in.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { openTab, ready, reads, readsNot, send, sessionMenu, type, visit } from "./support/backlot.mjs";
import { launchChromium } from "./support/chromium.mjs";

/** @typedef {import("../../public/js/node_modules/playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launchChromium>>} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/**
 * Exports the open session.
 * @param {Page} page
 */
async function exported(page) {
  const downloading = page.waitForEvent("download");
  await sessionMenu(page, /^Export this session/);
  const download = await downloading;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/**
 * Imports a file with this text.
 * @param {Page} page
 * @param {string} text
 * @param {string} [name]
 */
async function importText(page, text, name = "session.backlot.json") {
  const choosing = page.waitForEvent("filechooser");
  await sessionMenu(page, /^Import a session/);
  const chooser = await choosing;
  await chooser.setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

test("a session goes out as a file, comes in elsewhere, and goes on from there", async (t) => {
  const first = await visit(t, browser);
  const here = await openTab(first.context, first.site.url);
  await type(here, "// from here\n");
  await send(here, "/");
  await send(here, "/");
  await type(here, "// not sent yet\n");
  const file = await exported(here);
  assert.equal(file.name, "hello.backlot.json");
  const { format, version, commands } = JSON.parse(file.text);
  assert.deepEqual([format, version], ["backlot-session", 1]);
  assert.ok(commands.length >= 3);

  const second = await visit(t, browser);
  const there = await openTab(second.context, second.site.url);
  await ready(there);
  await importText(there, file.text, file.name);
  await there.getByRole("button", { name: "Run this session" }).click();
  await ready(there);
  await reads(there, /^\/\/ not sent yet\n\/\/ from here/);
  // It has been visited twice there; the unsent change restarts the process.
  assert.deepEqual(JSON.parse((await exported(there)).text).commands, commands);
});

test("code from a file is shown, and runs only when a person says so", async (t) => {
  const { site, context } = await visit(t, browser);
  const page = await openTab(context, site.url);
  await send(page, "/");
  const file = JSON.parse((await exported(page)).text);
  file.name = "A trap";
  file.world.files["server.js"] = 'console.log("SPRUNG");\n' + file.world.files["server.js"];
  await importText(page, JSON.stringify(file));

  const bar = page.getByRole("region", { name: "Session from a file" });
  await bar.getByText("“A trap” came from a file; its code has not run.").waitFor();
  await reads(page, /SPRUNG/);
  // Sending is no way around it.
  await page.locator("#request-url").press("Enter");
  await page.getByText("This session came from elsewhere, and its code has not run.").first().waitFor();
  await bar.getByRole("button", { name: "Go back" }).click();
  await bar.waitFor({ state: "detached" });
  await ready(page);
  await readsNot(page, /SPRUNG/);

  await importText(page, JSON.stringify(file));
  await page.getByRole("tab", { name: /^Log/ }).click();
  const sprung = page.getByText("SPRUNG", { exact: true });
  assert.equal(await sprung.count(), 0);
  await bar.getByRole("button", { name: "Run this session" }).click();
  await sprung.first().waitFor();
});

for (const [what, text, told] of [
  ["a picture", "\u0089PNG\r\n", "This is not a session of Backlot."],
  ["nothing", "", "This is not a session of Backlot."],
  ["another program's JSON", '{"name":"left-pad","version":"1.0.0"}', "This is not a session of Backlot."],
  ["a newer version", '{"format":"backlot-session","version":99}', "made by a newer Backlot"],
  ["a cut file", '{"format":"backlot-session","version":1,"world":{"id":"he', "This file is cut short"],
  ["a damaged file", '{"format":"backlot-session","version":1,"world":[]}', "This file is damaged"],
  ["a huge file", " ".repeat(33 * 1024 * 1024), "33"],
]) {
  test(`${what} is refused in words, and the session stays`, async (t) => {
    const { site, context } = await visit(t, browser);
    const page = await openTab(context, site.url);
    await type(page, "// mine\n");
    await ready(page);
    await importText(page, text ?? "");
    await page.getByText(told ?? "").first().waitFor();
    await reads(page, /^\/\/ mine/);
    await send(page, "/hello/Ada");
    await page.getByText("Hello, Ada!").first().waitFor();
  });
}
