// Nothing that runs in the sealed frame gets out of it: not a learner's code in
// the runtime, and not a bare worker that has all that the browser gives.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launchChromium } from "./support/chromium.mjs";
import { launchFirefox } from "./support/firefox.mjs";
import { serveSealed } from "./support/sealed.mjs";
import { WAYS } from "./support/ways_out.mjs";

/** Milliseconds of real time that a way out may take before it counts as shut. */
const PATIENCE = 1_500;

const BROWSERS = { Chromium: launchChromium, Firefox: launchFirefox };

for (const [name, launch] of Object.entries(BROWSERS)) {
  describe(name, () => {
    /** @type {any} */
    let browser;
    /** @type {any} */
    let page;
    /** @type {Awaited<ReturnType<typeof serveSealed>>} */
    let host;
    before(async () => {
      host = await serveSealed();
      browser = await launch();
      page = await browser.newPage();
      await page.goto(host.url);
      await page.evaluate(`sealed.then(() => {
        globalThis.overheard = [];
        new BroadcastChannel("the app").onmessage = ({ data }) => overheard.push(data);
        addEventListener("message", ({ data }) => overheard.push(data));
        localStorage.setItem("mine", "1");
        document.cookie = "mine=1";
      })`);
    });
    after(async () => {
      await browser?.close();
      await host?.close();
    });

    test("the code of a handler finds no way out", async () => {
      const bodies = Object.entries(WAYS).map(([way, body]) => `${JSON.stringify(way)}: async () => { ${body} }`);
      const files = {
        "server.js": `import { createServer } from "node:http";
const url = ${JSON.stringify(`${host.url}stranger`)}, other = "http://127.0.0.1:9/";
const ways = { ${bodies.join(",\n")} };
createServer((req, res) => {
  const way = decodeURIComponent(req.url.slice(1));
  ways[way]().then((got) => res.end(String(got)), (error) => res.end("refused: " + error));
}).listen(3000);`,
      };
      const came = await page.evaluate(`(async () => {
        const { run } = await sealed;
        await run({ command: "open", world: { id: "t", files: ${JSON.stringify(files)} } });
        const url = (way) => "/" + encodeURIComponent(way);
        const requests = ${JSON.stringify(Object.keys(WAYS))}.map((way) => ({ form: "parts", method: "GET", url: url(way), headers: [], body: "" }));
        const { outcome } = await run({ command: "send", requests });
        return outcome.answers.map(({ response, diagnostic }) => response?.body ?? "no answer: " + diagnostic?.code);
      })()`);
      Object.keys(WAYS).forEach((way, i) => assert.match(came[i], /^(refused: |undefined$|no answer)/, `${way}: ${came[i]}`));
      await nothingGotOut();
    });

    for (const [way, body] of Object.entries(WAYS)) {
      test(`a bare worker in the frame is refused: ${way}`, async () => {
        const got = await page.evaluate(bare(body, host.url));
        assert.match(got, /^(refused|undefined$|nothing)/);
        await nothingGotOut();
      });
    }

    // Or the tests above would prove nothing. Last, because it leaves traces.
    test("the same ways do lead out of an ordinary worker", async () => {
      for (const way of ["fetch the app", "importScripts", "import() made by a constructor", "IndexedDB", "the caches"]) {
        const got = await page.evaluate(bare(/** @type {any} */ (WAYS)[way], host.url, false));
        assert.doesNotMatch(got, /^(refused|undefined$|nothing)/, `${way}: ${got}`);
      }
      assert.notDeepEqual(host.strangers, []);
    });

    async function nothingGotOut() {
      assert.deepEqual(host.strangers, []);
      const left = await page.evaluate(`(async () => ({
        overheard,
        databases: (await indexedDB.databases()).length,
        caches: await caches.keys(),
        storage: Object.keys(localStorage),
        cookie: document.cookie,
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        address: location.href,
      }))()`);
      assert.deepEqual(left, {
        overheard: [],
        databases: 0,
        caches: [],
        storage: ["mine"],
        cookie: "mine=1",
        workers: 0,
        address: host.url,
      });
    }
  });
}

/**
 * An expression that runs a way out in a worker with nothing taken away from
 * it: in a fresh sealed frame, or in the app itself.
 * @param {string} body
 * @param {string} base
 * @param {boolean} [isSealed]
 */
function bare(body, base, isSealed = true) {
  const script = `
    const url = ${JSON.stringify(`${base}stranger`)}, other = "http://127.0.0.1:9/";
    onmessage = ({ ports: [port] }) => {
      const say = (text) => port.postMessage(String(text));
      setTimeout(() => say("nothing for a while"), ${PATIENCE});
      (async () => { ${body} })().then(say, (error) => say("refused: " + error));
    };`;
  if (!isSealed) {
    return `(async () => {
      const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(script)}])));
      const { port1, port2 } = new MessageChannel();
      const said = new Promise((done) => { port1.onmessage = ({ data }) => done(data); });
      worker.postMessage(0, [port2]);
      return said;
    })()`;
  }
  return `(async () => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.srcdoc = await fetch("frame.html").then((r) => r.text());
    document.body.append(frame);
    await new Promise((done) => { frame.onload = done; });
    const { port1, port2 } = new MessageChannel();
    const wasm = new ArrayBuffer(1);
    const said = new Promise((done) => { port1.onmessage = ({ data }) => done(data); });
    frame.contentWindow.postMessage({ script: ${JSON.stringify(script)}, wasm }, "*", [wasm, port2]);
    const got = await said;
    frame.remove();
    return got;
  })()`;
}
