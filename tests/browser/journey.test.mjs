// The main job: send, edit, break, mend, look back, go on from the past.

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

test("first visit, send, edit, error, fix, rewind, fork", async (t) => {
  const desk = await openDesk(t, browser);
  const { page } = desk;
  await desk.isAccessible("first visit");

  await desk.send("GET", "/hello/Ada");
  assert.equal(await desk.said(), "200 OK");
  await page.getByRole("treegrid", { name: "Spans over virtual time" }).getByText("GET /hello/:name").waitFor();
  await desk.isAccessible("answered");

  await desk.edit((text) => text.replace("Hello, ${name}!", "Hello, ${nam}!"));
  await desk.send("GET", "/hello/Ada");
  assert.equal(await desk.said(), "500 Internal Server Error");
  await page.getByText("nam is not defined").first().waitFor();
  await page.locator(".cm-lint-marker-error, .cm-lintRange-error").first().waitFor();
  await desk.isAccessible("an error of the handler");

  await desk.edit((text) => text.replace("${nam}!", "${name}, again!"));
  await desk.send("GET", "/hello/Ada");
  assert.equal(await desk.said(), "200 OK");
  assert.match((await desk.response.textContent()) ?? "", /Ada, again!/);

  const line = page.getByRole("slider", { name: "Moment of this world" });
  await line.focus();
  await page.keyboard.press("Home");
  await desk.timeline.getByText("You are looking at the past").waitFor();
  await page.keyboard.press("End");
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowLeft");
  await desk.timeline.getByText("You are looking at the past").waitFor();
  await desk.isAccessible("looking at the past");

  await page.getByRole("button", { name: "Continue from here" }).first().click();
  await desk.isReady();
  await desk.timeline.getByText(/Branches/).first().waitFor();
  await desk.send("GET", "/");
  assert.equal(await desk.said(), "200 OK");
  desk.isUntroubled();
});

test("a request goes through handler, cache and SQL, and each shows its rows and keys", async (t) => {
  const desk = await openDesk(t, browser, { world: "bookshop" });
  const { page } = desk;
  await desk.send("GET", "/bestsellers");
  assert.equal(await desk.said(), "200 OK");
  const rows = page.getByRole("treegrid", { name: "Spans over virtual time" });
  await rows.getByText(/^SELECT/).first().waitFor();

  await desk.send("GET", "/bestsellers");
  assert.equal(await desk.said(), "200 OK");
  assert.equal(await rows.getByText(/^SELECT/).count(), 0, "the second is answered by the cache");

  await desk.panel("Cache");
  await page.getByRole("region", { name: "Cache" }).getByText("bestsellers").first().waitFor();
  await desk.isAccessible("the cache");
  await desk.panel("Database");
  await page.getByRole("region", { name: "Database" }).getByText("books").first().waitFor();
  await desk.isAccessible("the database");
  await desk.panel("Log");
  await desk.isAccessible("the log");
  await desk.panel("Diagram");
  await desk.isAccessible("the diagram");
  desk.isUntroubled();
});

test("the SQL console answers as psql does, mistakes included", async (t) => {
  const desk = await openDesk(t, browser, { world: "bookshop" });
  const { page } = desk;
  await desk.sql("SELECT title FROM books ORDER BY id LIMIT 2;");
  const ran = page.getByLabel("What ran in the SQL console");
  await ran.getByText("Emma").waitFor();

  await desk.sql("SELECT * FROM boks;");
  await ran.getByText('relation "boks" does not exist').first().waitFor();
  await desk.isAccessible("a failed statement");
  desk.isUntroubled();
});

test("sign-in keeps the session in the cache and the password hashed", async (t) => {
  const desk = await openDesk(t, browser, { world: "sign-in" });
  const { page } = desk;
  const tryIt = async (/** @type {string} */ label, /** @type {number} */ answers) => {
    await page.locator(".trials button", { hasText: label }).first().click();
    await desk.sendButton.click();
    await desk.answered(answers);
    return desk.said();
  };
  assert.equal(await tryIt("Sign up", 1), "201 Created");
  assert.equal(await tryIt("Sign in with a wrong password", 2), "401 Unauthorized");
  await page.locator(".trials button", { hasText: /^Sign in(?! with)/ }).first().click();
  await desk.sendButton.click();
  await desk.answered(3);
  assert.equal(await desk.said(), "200 OK");

  await desk.sql("SELECT * FROM users;");
  const ran = page.getByLabel("What ran in the SQL console");
  await ran.getByText("grace").first().waitFor();
  assert.doesNotMatch((await ran.textContent()) ?? "", /correct horse|battery staple/);
  await desk.panel("Cache");
  await page.getByRole("region", { name: "Cache" }).getByText(/^session:/).first().waitFor();
  desk.isUntroubled();
});
