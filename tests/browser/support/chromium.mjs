// Chromium as the tests use it: the system's own, with everything off that
// would talk to the network by itself.

import { playwright } from "./packages.mjs";

const quiet = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-first-run",
  "--no-pings",
];

/** Starts a headless Chromium. Close it at the end of the test file. */
export const launchChromium = () =>
  playwright.chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: quiet,
  });

/**
 * Collects what a page should never do: errors, failed requests, and
 * requests to anywhere but its own host.
 * @param {import("../../../public/js/node_modules/playwright-core").Page} page
 * @param {string} url the site's address
 */
export function watchPage(page, url) {
  /** @type {string[]} */
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") trouble.push(`console: ${message.text()}`);
  });
  page.on("requestfailed", (request) => {
    // The sealed frame revokes a module's address once the module is loaded,
    // which Chromium may report as a request cut off. Nothing travelled.
    if (!request.url().startsWith("blob:null/")) trouble.push(`failed: ${request.url()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !/^(blob|data|about):/.test(request.url())) {
      trouble.push(`elsewhere: ${request.url()}`);
    }
  });
  return trouble;
}
