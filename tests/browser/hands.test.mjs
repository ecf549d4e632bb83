// The page by keyboard alone, and on a narrow screen.

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

/**
 * Presses Tab until the focus is on an element that fits.
 * @param {import("../../public/js/node_modules/playwright-core").Page} page
 * @param {RegExp} name
 */
async function tabTo(page, name) {
  for (let step = 0; step < 120; step += 1) {
    const [here, inEditor] = await page.evaluate(() => {
      const element = document.activeElement;
      const name = element?.getAttribute("aria-label") ?? element?.textContent ?? "";
      return /** @type {const} */ ([name, element?.matches(".cm-content")]);
    });
    if (name.test(here.trim())) return;
    // In the editor Tab indents; the page says that Esc comes first.
    if (inEditor) await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never came to ${name}`);
}

test("the keyboard alone sends, steps the trace and finds every command", async (t) => {
  const desk = await openDesk(t, browser);
  const { page } = desk;
  await tabTo(page, /^URL or path$/);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("/hello/Grace");
  await page.keyboard.press("Control+Enter");
  await desk.answered(1);
  assert.equal(await desk.said(), "200 OK");

  await tabTo(page, /^Trace$/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press(",");
  await desk.timeline.getByText("You are looking at the past").waitFor();
  await page.keyboard.press(".");

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search commands" }).waitFor();
  await desk.isAccessible("the command palette");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await desk.isAccessible("the list of shortcuts");
  await page.keyboard.press("Escape");
  desk.isUntroubled();
});

test("Tab leaves the editor after Esc", async (t) => {
  const desk = await openDesk(t, browser);
  const { page } = desk;
  await desk.editor.focus();
  const before = await desk.source();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await desk.editor.evaluate((element) => element === document.activeElement), false);
  assert.equal(await desk.source(), before);
});

for (const [width, theme] of /** @type {const} */ ([[390, "light"], [390, "dark"], [800, "dark"], [1440, "dark"]])) {
  test(`everything is reachable at ${width} px, ${theme}`, async (t) => {
    const desk = await openDesk(t, browser, { world: "bookshop", width, height: 844, theme });
    const { page } = desk;
    await desk.send("GET", "/books");
    assert.equal(await desk.said(), "200 OK");
    for (const name of /** @type {const} */ (["Trace", "Diagram", "Database", "Cache", "Log"])) {
      await desk.panel(name);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${name}: the page is ${overflow} px wider than the screen`);
      await desk.isAccessible(`${name} at ${width} px, ${theme}`);
    }
    desk.isUntroubled();
  });
}
