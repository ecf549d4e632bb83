// Nothing that a person types or does is lost.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { editor, kept, openTab, reads, ready, send, sessionMenu, shelf, type, visit } from "./support/backlot.mjs";
import { launchChromium } from "./support/chromium.mjs";

/** @type {Awaited<ReturnType<typeof launchChromium>>} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

test("text typed just before a reload is there after it", async (t) => {
  const { site, context } = await visit(t, browser);
  const page = await openTab(context, site.url);
  await ready(page);

  await type(page, "// half a thought");
  // At once: no timer has had time to write it.
  await page.reload();

  await ready(page);
  await reads(page, /^\/\/ half a thought/);
});

test("text that the database had no time for is there after a reload", async (t) => {
  const { site, context } = await visit(t, browser);
  const page = await openTab(context, site.url);
  await ready(page);
  await kept(page);
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("no time", "AbortError");
    };
  });
  await type(page, "// at the last moment\n");
  await page.reload();
  await ready(page);
  await reads(page, /^\/\/ at the last moment/);
  await type(page, "// and on\n");
  await kept(page);
  await page.reload();
  await ready(page);
  await reads(page, /^\/\/ and on\n\/\/ at the last moment/);
});

test("a session goes on where it was left, with its counters and its history", async (t) => {
  const { site, context } = await visit(t, browser);
  const page = await openTab(context, site.url);
  await send(page, "/");
  await send(page, "/");
  await kept(page);

  await page.reload();
  await ready(page);
  assert.equal(await page.locator("#request-url").inputValue(), "/");
  await send(page, "/");
  const { commands, sessions } = await shelf(page).finally(() => kept(page));
  assert.equal(Object.keys(sessions ?? {}).length, 1);
  await page.getByRole("tab", { name: "Exact response" }).click();
  await page.getByText("visit number 3").first().waitFor();
  assert.ok(Object.keys(commands ?? {}).length >= 3);
});

test("a reset can be undone, and what was before stays in the list", async (t) => {
  const { site, context } = await visit(t, browser);
  const page = await openTab(context, site.url);
  await type(page, "// mine\n");
  await send(page, "/");
  await kept(page);

  await sessionMenu(page, /^Reset to the original world/);
  await ready(page);
  await page.waitForFunction(() => !document.querySelector(".cm-content")?.textContent?.includes("// mine"));
  await kept(page);
  assert.equal(Object.keys((await shelf(page)).sessions ?? {}).length, 2);

  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction(() => document.querySelector(".cm-content")?.textContent?.includes("// mine"));
  await ready(page);
  await kept(page);
  assert.equal(Object.keys((await shelf(page)).sessions ?? {}).length, 1, "the fresh one left nothing");
});

test("sessions are listed, renamed, copied, opened and deleted with a way back", async (t) => {
  const { site, context } = await visit(t, browser);
  const page = await openTab(context, site.url);
  await send(page, "/");
  await kept(page);
  await sessionMenu(page, /^Sessions/);
  const list = page.getByRole("dialog", { name: "Sessions" });

  await list.getByRole("button", { name: "Rename “Hello”" }).click();
  await page.keyboard.type("My first");
  await page.keyboard.press("Enter");
  await list.getByText("My first", { exact: true }).waitFor();

  await list.getByRole("button", { name: "Duplicate “My first”" }).click();
  await list.getByText("My first 2", { exact: true }).waitFor();

  await list.getByRole("button", { name: "Delete “My first 2”" }).click();
  await list.getByText("My first 2", { exact: true }).waitFor({ state: "detached" });
  await list.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await kept(page);

  await sessionMenu(page, /^Sessions/);
  await list.getByRole("button", { name: "Open “My first 2”" }).click();
  await ready(page);
  await kept(page);
  await sessionMenu(page, /^Sessions/);
  const open = list.locator('li[aria-current="true"]');
  assert.match(await open.innerText(), /My first 2/);
});

test("a browser that keeps nothing is told of once, and everything works", async (t) => {
  const { site, context } = await visit(t, browser);
  await context.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", {
      get() {
        throw new DOMException("The user denied permission to access the database.", "SecurityError");
      },
    });
  });
  const page = await openTab(context, site.url);
  const bar = page.getByRole("region", { name: "Keeping your work" });
  await bar.getByText("This browser keeps nothing for this page").waitFor();
  await bar.getByRole("button", { name: "Dismiss" }).click();
  await bar.waitFor({ state: "detached" });

  await type(page, "// mine\n");
  await send(page, "/hello/Ada");
  await page.getByText("Hello, Ada!").first().waitFor();
  await sessionMenu(page, /^Reset to the original world/);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction(() => document.querySelector(".cm-content")?.textContent?.includes("// mine"));
  assert.equal(await bar.count(), 0);
});

test("a full disk is told of once, nothing typed is lost, and keeping goes on when there is room", async (t) => {
  const { site, context } = await visit(t, browser);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const origin = new URL(site.url).origin;
  // Before the first visit: Chromium remembers for a while how much room there was.
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await page.goto(site.url);
  await ready(page);

  await type(page, "// no room\n");
  const bar = page.getByRole("region", { name: "Keeping your work" });
  await bar.getByText("There is no room left in this browser").waitFor();
  await send(page, "/hello/Ada");
  await page.getByText("Hello, Ada!").first().waitFor();

  await devtools.send("Storage.overrideQuotaForOrigin", { origin });
  await type(page, "// room again\n");
  await bar.waitFor({ state: "detached" });
  await page.reload();
  await ready(page);
  await reads(page, /^\/\/ room again\n\/\/ no room/);
});

test("what a newer Backlot keeps is left alone", async (t) => {
  const { site, context } = await visit(t, browser);
  const page = await openTab(context, site.url);
  await ready(page);
  await kept(page);
  await page.evaluate(async () => {
    await new Promise((resolve) => {
      const asked = indexedDB.open("backlot", 99);
      asked.onsuccess = () => {
        asked.result.close();
        resolve(undefined);
      };
    });
  });
  await page.reload();
  await page.getByText("A newer Backlot has been used in this browser").waitFor();
  await ready(page);
  await editor(page);
});

test("a session that is damaged on the shelf still gives its files", async (t) => {
  const { site, context } = await visit(t, browser);
  const page = await openTab(context, site.url);
  await send(page, "/");
  await type(page, "// mine\n");
  await kept(page);
  await page.evaluate(async () => {
    const database = await new Promise((resolve) => {
      const asked = indexedDB.open("backlot");
      asked.onsuccess = () => resolve(asked.result);
    });
    const store = database.transaction("commands", "readwrite").objectStore("commands");
    const keys = await new Promise((resolve) => {
      const asked = store.getAllKeys();
      asked.onsuccess = () => resolve(asked.result);
    });
    store.put("{ damaged", keys[1]);
    await new Promise((resolve) => (store.transaction.oncomplete = resolve));
    database.close();
  });
  await page.reload();
  await ready(page);
  await reads(page, /^\/\/ mine/);
});
