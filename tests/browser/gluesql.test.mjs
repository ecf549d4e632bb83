// The second SQL engine: chosen, asked, and left again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchChromium } from "./support/chromium.mjs";
import { kept } from "./support/backlot.mjs";
import { openDesk } from "./support/desk.mjs";

/** What the two answer differently: NULL by PostgreSQL, true by GlueSQL. */
const TELLING = "SELECT 1 NOT IN (2, NULL) AS answer";

/** @type {Awaited<ReturnType<typeof launchChromium>>} */
let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/** The choice of engine. @param {import("./support/desk.mjs").Desk} desk */
const choice = (desk) => desk.page.getByRole("combobox", { name: "Engine" });

/** What is said of it. @param {import("./support/desk.mjs").Desk} desk */
const status = (desk) => desk.page.locator(".console-engine [role=status]");

/** What came of the newest statement. @param {import("./support/desk.mjs").Desk} desk */
const newest = (desk) => desk.page.locator(".sql-console .transcript > *").last();

/** Chooses GlueSQL and waits until it runs. @param {import("./support/desk.mjs").Desk} desk */
async function chooseGlueSql(desk) {
  await desk.panel("Database");
  await choice(desk).focus();
  await choice(desk).selectOption("gluesql");
  await status(desk).getByText("1 NOT IN (2, NULL) is true here").waitFor({ timeout: 60_000 });
  await desk.isReady();
}

test("GlueSQL answers on the same tables, and PostgreSQL again after it", async (t) => {
  const desk = await openDesk(t, browser, { world: "bookshop" });
  await desk.send("GET", "/books");
  await desk.sql("INSERT INTO authors (name) VALUES ('Ada')");
  await desk.sql(TELLING);
  await newest(desk).getByText("NULL", { exact: true }).waitFor();

  await chooseGlueSql(desk);
  await desk.isAccessible("GlueSQL chosen");
  // The session was replayed: its answer is here, and the row written before.
  assert.equal(await desk.said(), "200 OK");
  await desk.sql("SELECT name FROM authors WHERE name = 'Ada'");
  await newest(desk).getByText("Ada", { exact: true }).waitFor();
  await newest(desk).getByText("GlueSQL", { exact: true }).waitFor();
  await desk.sql(TELLING);
  await newest(desk).getByRole("cell", { name: "t", exact: true }).waitFor();
  await desk.sql("SELECT * FROM nowhere");
  await newest(desk).getByText("table not found: nowhere").waitFor();

  await choice(desk).selectOption("postgres");
  await desk.sql(TELLING);
  await newest(desk).getByText("NULL", { exact: true }).waitFor();
  await desk.send("GET", "/books");
  assert.equal(await desk.said(), "200 OK");
  desk.isUntroubled();
});

test("a session with GlueSQL's statements comes back after a reload", async (t) => {
  const desk = await openDesk(t, browser, { world: "bookshop" });
  await chooseGlueSql(desk);
  await desk.sql("UPDATE authors SET name = 'Jane' WHERE id = 1");
  await newest(desk).getByText("UPDATE 1").waitFor();
  await kept(desk.page);
  await desk.page.reload();
  await desk.isReady();
  await desk.sql("SELECT name FROM authors WHERE id = 1");
  await newest(desk).getByText("Jane", { exact: true }).waitFor();
  desk.isUntroubled();
});

test("a statement that breaks GlueSQL is stopped, and nothing is forgotten", async (t) => {
  const desk = await openDesk(t, browser, { world: "bookshop" });
  await chooseGlueSql(desk);
  await desk.sql("UPDATE authors SET name = 'Jane' WHERE id = 1");
  await desk.sql("SELECT SUBSTR('é', 2, 1)");
  await newest(desk).getByText("GlueSQL broke down").waitFor({ timeout: 60_000 });
  await desk.sql("SELECT name FROM authors WHERE id = 1");
  await newest(desk).getByText("Jane", { exact: true }).waitFor();
});

test("when GlueSQL cannot be loaded the page says so, and PostgreSQL goes on", async (t) => {
  const desk = await openDesk(t, browser, { world: "bookshop" });
  await desk.page.route("**/gluesql-*.wasm", (route) => route.abort());
  await desk.panel("Database");
  await choice(desk).selectOption("gluesql");
  await status(desk).getByText("GlueSQL could not be loaded").waitFor({ timeout: 30_000 });
  assert.equal(await choice(desk).inputValue(), "postgres");
  await desk.sql(TELLING);
  await newest(desk).getByText("NULL", { exact: true }).waitFor();
  // The connection is back: a second try succeeds.
  await desk.page.unroute("**/gluesql-*.wasm");
  await chooseGlueSql(desk);
});
