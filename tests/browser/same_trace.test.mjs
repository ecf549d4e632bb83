// The sessions of tests/cases/session once more, in the sealed frame: the trace
// is the one that Node and the native engine give, byte for byte.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { lines, recorded, sessionCases } from "../node/support/cases.mjs";
import { launchChromium } from "./support/chromium.mjs";
import { launchFirefox } from "./support/firefox.mjs";
import { serveSealed } from "./support/sealed.mjs";

const BROWSERS = { Chromium: launchChromium, Firefox: launchFirefox };

for (const [browserName, launch] of Object.entries(BROWSERS)) {
  describe(browserName, () => {
    /** @type {any} */
    let browser;
    /** @type {any} */
    let page;
    /** @type {Awaited<ReturnType<typeof serveSealed>>} */
    let host;
    before(async () => {
      host = await serveSealed();
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await host?.close();
    });

    for (const { name, commands, tracePath } of sessionCases()) {
      test(`${name} gives the recorded trace`, async () => {
        page = await browser.newPage();
        await page.goto(host.url);
        const trace = await page.evaluate(`(async () => {
          const { run } = await sealed;
          const trace = [];
          for (const command of ${JSON.stringify(commands)}) trace.push(...(await run(command)).events);
          return trace;
        })()`);
        assert.equal(lines(trace), recorded(tracePath));
      });
    }
  });
}
