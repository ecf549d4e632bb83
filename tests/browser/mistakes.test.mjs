// Any text in any field gives a message, never a blank page or a stuck spinner.

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

test("bad URLs are said to be bad, and the next request works", async (t) => {
  const desk = await openDesk(t, browser);
  for (const url of ["http://", "ftp://hello.test/", "http://nowhere.test/", "http://hello.test:99999/", "not a url"]) {
    await desk.url.fill(url);
    await desk.sendButton.first().click();
    await desk.isReady();
    await desk.response.locator(".diagnostic-next").first().waitFor({ timeout: 10_000 });
    assert.equal(await desk.said().catch(() => "No response"), "No response", url);
  }
  await desk.send("GET", "/hello/Ada");
  assert.equal(await desk.said(), "200 OK");
  desk.isUntroubled();
});

test("unknown modules, circular imports and syntax errors name their place", async (t) => {
  const desk = await openDesk(t, browser);
  const good = await desk.source();
  await desk.edit(() => `import nothing from "no-such-package";\n`);
  await desk.sendButton.first().click();
  await desk.isReady();
  await desk.page.getByText(/Cannot find package 'no-such-package'/).first().waitFor();

  await desk.edit(() => "const = 1;\n");
  await desk.page.locator(".cm-lint-marker-error, .cm-lintRange-error").first().waitFor();

  await desk.edit(() => good);
  await desk.send("GET", "/hello/Ada");
  assert.equal(await desk.said(), "200 OK");
  desk.isUntroubled();
});

for (const [name, line] of [
  ["an endless loop", "while (true) {}"],
  ["a memory hog", "const hog = []; while (true) hog.push(new Array(1e6).fill(hog.length));"],
]) {
  test(`${name} is stopped, and the session is as it was before`, async (t) => {
    const desk = await openDesk(t, browser);
    await desk.send("GET", "/hello/Ada");
    const good = await desk.source();
    await desk.edit((text) => text.replace('console.log("greeting", name);', line));
    await desk.url.fill("/hello/Bob");
    const begun = Date.now();
    await desk.sendButton.first().click();
    await desk.page.getByText(/stopped/i).first().waitFor({ timeout: 15_000 });
    assert.ok(Date.now() - begun < 10_000, "it was stopped soon");
    await desk.isReady();
    await desk.edit(() => good);
    await desk.send("GET", "/hello/Bob");
    assert.equal(await desk.said(), "200 OK");
  });
}

test("an endless promise times out in virtual time, at once in real time", async (t) => {
  const desk = await openDesk(t, browser);
  await desk.edit((text) => text.replace('console.log("greeting", name);', "return new Promise(() => {});"));
  const begun = Date.now();
  await desk.url.fill("/hello/Ada");
  await desk.sendButton.first().click();
  await desk.page.getByText(/gave up/i).first().waitFor({ timeout: 10_000 });
  assert.ok(Date.now() - begun < 5_000);
  desk.isUntroubled();
});
