// The page as a person uses it: what flows share.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { watchPage } from "./chromium.mjs";
import { serveSite } from "./site.mjs";

const packages = createRequire(new URL("../../../public/js/package.json", import.meta.url));

/** @typedef {import("../../../public/js/node_modules/playwright-core").Page} Page */
/** @typedef {import("../../../public/js/node_modules/playwright-core").Browser} Browser */

/**
 * Opens the page on a world, in a profile of its own, and waits until it can send.
 * @param {import("node:test").TestContext} t
 * @param {Browser} browser
 * @param {{ world?: string, width?: number, height?: number, theme?: "light" | "dark" }} [options]
 */
export async function openDesk(t, browser, { world = "hello", width = 1440, height = 900, theme = "light" } = {}) {
  const site = await serveSite();
  t.after(() => site.close());
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: "reduce",
    serviceWorkers: "block",
  });
  t.after(() => context.close());
  const page = await context.newPage();
  const trouble = watchPage(page, site.url);
  await page.goto(`${site.url}#world=${world}`);
  const desk = new Desk(page, trouble);
  await desk.isReady();
  return desk;
}

/** One page, and a person's hands on it. */
export class Desk {
  /**
   * @param {Page} page
   * @param {string[]} trouble
   */
  constructor(page, trouble) {
    this.page = page;
    this.trouble = trouble;
    this.url = page.getByLabel("URL or path");
    this.method = page.getByLabel("Method", { exact: true });
    // On a narrow screen it is at the bottom.
    this.sendButton = page.locator(".request .send:visible, .columns-send:visible");
    this.status = page.locator(".status-line .status");
    this.response = page.getByRole("group", { name: "Response" });
    this.timeline = page.getByRole("region", { name: "Timeline" });
    this.editor = page.locator(".cm-content");
  }

  /** The engine waits for a command. */
  async isReady() {
    await this.page.locator(".request button[type=submit]:enabled").waitFor({ timeout: 60_000, state: "attached" });
  }

  /**
   * Sends a request and waits for its answer.
   * @param {string} method
   * @param {string} url
   * @param {{ body?: string }} [options]
   */
  async send(method, url, { body } = {}) {
    // On a narrow screen the client is shown with the world.
    if (!(await this.method.isVisible())) await this.show("World");
    const answers = await this.answerCount();
    await this.method.selectOption(method);
    await this.url.fill(url);
    if (body !== undefined) await this.writeBody(body);
    await this.sendButton.first().click();
    await this.answered(answers + 1);
  }

  /** @param {string} body */
  async writeBody(body) {
    const field = this.page.locator("#request-body textarea, #request-body .cm-content").first();
    if (!(await field.isVisible())) await this.page.locator(".request-parts").getByRole("button", { name: /^Body/ }).click();
    await field.fill(body);
  }

  /** How many answers the page holds. */
  async answerCount() {
    const text = await this.page.locator(".answers .figures").textContent({ timeout: 50 }).catch(() => null);
    if (text) return Number(text.split(" of ")[1]);
    return (await this.status.count()) ? 1 : 0;
  }

  /** @param {number} count */
  async answered(count) {
    await this.isReady();
    if (count > 1) {
      await this.page.locator(".answers .figures", { hasText: `of ${count}` }).waitFor({ timeout: 30_000 });
    } else {
      await this.status.waitFor({ timeout: 30_000 });
    }
  }

  /** What the status line says, such as `200 OK`. */
  async said() {
    return (await this.status.textContent())?.trim();
  }

  /**
   * Replaces a text in the open file, as typed.
   * @param {(text: string) => string} change
   */
  async edit(change) {
    const text = await this.source();
    await this.editor.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(change(text));
  }

  /** The open file's text. */
  source() {
    return this.editor.evaluate((element) => {
      const lines = [...element.querySelectorAll(".cm-line")];
      return lines.map((line) => line.textContent ?? "").join("\n");
    });
  }

  /**
   * Shows a column of the page; on a wide screen all are shown.
   * @param {"Task" | "Code" | "World"} column
   */
  async show(column) {
    const tab = this.page.getByRole("navigation", { name: "Parts of the page" }).getByText(column, { exact: true });
    if (await tab.isVisible()) await tab.click();
  }

  /** @param {"Trace" | "Diagram" | "Database" | "Cache" | "Log"} name */
  async panel(name) {
    await this.show("World");
    await this.page.getByRole("tab", { name, exact: true }).click();
  }

  /** @param {string} statements */
  async sql(statements) {
    await this.panel("Database");
    await this.page.getByLabel("SQL to run").fill(statements);
    await this.page.getByLabel("SQL to run").press("Control+Enter");
    await this.isReady();
  }

  /**
   * axe-core finds nothing in the state that the page is in.
   * @param {string} state its name, for the message
   */
  async isAccessible(state) {
    const axe = await readFile(packages.resolve("axe-core/axe.min.js"), "utf8");
    await this.page.evaluate(axe);
    const violations = await this.page.evaluate(async () => {
      const { violations } = await /** @type {any} */ (globalThis).axe.run(document, {
        // What a frame shows is the learner's own page.
        exclude: [["iframe"]],
        iframes: false,
      });
      return violations.map((/** @type {any} */ found) => ({
        rule: found.id,
        at: found.nodes.slice(0, 3).map((/** @type {any} */ node) => `${node.target} ${node.failureSummary?.split("\n")[1] ?? ""}`),
      }));
    });
    assert.deepEqual(violations, [], `axe-core in the state “${state}”`);
  }

  /** Nothing happened that never should. */
  isUntroubled() {
    assert.deepEqual(this.trouble, []);
  }
}
