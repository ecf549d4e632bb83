// The site in WebKitGTK.

import { after, before, test } from "node:test";
import { serveSite } from "./support/site.mjs";
import { ANSWERED, READY, SEEN, SEND, WATCH, sawTheFirstAnswer } from "./support/smoke.mjs";
import { launchWebKit } from "./support/webkit.mjs";

/** @type {Awaited<ReturnType<typeof launchWebKit>>} */
let browser;
before(async () => {
  browser = await launchWebKit();
});
after(() => browser?.close());

test("a request is sent and answered in WebKit, without trouble", async (t) => {
  const site = await serveSite({ path: "/some/project/", watch: WATCH });
  t.after(() => site.close());

  await browser.open(site.url);
  await browser.waitFor(READY);
  await browser.click(SEND);
  await browser.waitFor(ANSWERED);

  sawTheFirstAnswer(await browser.run(`return ${SEEN}`));
});
