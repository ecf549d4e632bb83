// Several tabs never overwrite each other silently.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kept, openTab, reads, readsNot, ready, send, shelf, type, visit } from "./support/backlot.mjs";
import { launchChromium } from "./support/chromium.mjs";

/** @typedef {import("../../public/js/node_modules/playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launchChromium>>} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/**
 * Two tabs that want the same session.
 * @param {import("node:test").TestContext} t
 */
async function twoTabs(t) {
  const { site, context } = await visit(t, browser);
  const first = await openTab(context, site.url);
  await type(first, "// first\n");
  await send(first, "/");
  await kept(first);
  const second = await openTab(context, site.url);
  const choice = second.getByRole("alert", { name: "Session open in another tab" });
  await choice.getByText("“Hello” is open in another tab.").waitFor();
  /** @param {string} name */
  const choose = async (name) => {
    await choice.getByRole("button", { name }).click();
    await ready(second);
  };
  return { site, context, first, second, choose };
}

/** The drafts that are kept. @param {Page} page */
const drafts = async (page) => Object.values((await shelf(page)).drafts ?? {}).sort();

test("a copy is a session of its own", async (t) => {
  const { first, second, choose } = await twoTabs(t);
  await choose("Open a copy");
  await reads(second, /^\/\/ first/);
  await type(second, "// second\n");
  await type(first, "// still first\n");
  await kept(first);
  await kept(second);
  const texts = await drafts(first);
  assert.equal(texts.length, 2);
  assert.match(texts[0] ?? "", /^\/\/ second\n\/\/ first/);
  assert.match(texts[1] ?? "", /^\/\/ still first\n\/\/ first/);
});

test("a session that is taken over brings everything, and the other tab is told", async (t) => {
  const { first, second, choose } = await twoTabs(t);
  await type(first, "// at the last moment\n");
  await choose("Take it over");
  await reads(second, /^\/\/ at the last moment\n\/\/ first/);
  const bar = first.getByRole("region", { name: "Keeping your work" });
  await bar.getByText("This session has moved to another tab.").waitFor();

  await type(first, "// lost on purpose\n");
  await type(second, "// second\n");
  await kept(first);
  await kept(second);
  assert.deepEqual((await drafts(second)).map((text) => text.split("\n")[0]), ["// second"]);

  await bar.getByRole("button", { name: "Take it back" }).click();
  await first.waitForFunction(() => document.querySelector(".cm-content")?.textContent?.startsWith("// second"));
  const told = second.getByRole("region", { name: "Keeping your work" });
  await told.getByText("This session has moved to another tab.").waitFor();
});

test("only looking keeps nothing until a copy is wanted", async (t) => {
  const { second, choose } = await twoTabs(t);
  await choose("Only look");
  const bar = second.getByRole("region", { name: "Keeping your work" });
  await bar.getByText("You are only looking").waitFor();
  await type(second, "// looking\n");
  await kept(second);
  assert.ok(!(await drafts(second)).some((text) => text.includes("looking")));
  await second.getByRole("button", { name: "Work on a copy" }).click();
  await kept(second);
  assert.ok((await drafts(second)).some((text) => text.startsWith("// looking")));
  assert.equal(Object.keys((await shelf(second)).sessions ?? {}).length, 2);
});

test("neither leaves the other tab alone and opens the world anew", async (t) => {
  const { second, choose } = await twoTabs(t);
  await choose("Neither");
  await readsNot(second, /first/);
});

test("a session is free again once its tab is closed", async (t) => {
  const { site, context } = await visit(t, browser);
  const first = await openTab(context, site.url);
  await ready(first);
  await type(first, "// mine");
  await kept(first);
  await first.close();
  const second = await openTab(context, site.url);
  await ready(second);
  await reads(second, /^\/\/ mine/);
});
