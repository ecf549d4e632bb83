// The sealed frame by itself, with the real engine and runtime, in a page that
// does what the app does with it.

import { createServer } from "node:http";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const profile = existsSync(`${root}target/scripts/release/runtime.js`) && existsSync(`${root}target/engine/release/engine_bg.wasm`) ? "release" : "debug";
const files = /** @type {Record<string, [string, string]>} */ ({
  "/frame.html": ["text/plain", `${root}public/js/frame.html`],
  "/runtime.js": ["text/javascript", `${process.env.BACKLOT_SCRIPTS ?? `${root}target/scripts/${profile}`}/runtime.js`],
  "/engine.wasm": ["application/wasm", `${process.env.BACKLOT_ENGINE ?? `${root}target/engine/${profile}`}/engine_bg.wasm`],
});

/** The page's script: `sealed.run(command)` gives the events and the outcome. */
const script = `
globalThis.name = "the app";
globalThis.sealed = (async () => {
  const [html, runtime, wasm] = await Promise.all([
    fetch("frame.html").then((r) => r.text()), fetch("runtime.js").then((r) => r.text()), fetch("engine.wasm").then((r) => r.arrayBuffer()),
  ]);
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.srcdoc = html;
  document.body.append(frame);
  await new Promise((done) => { frame.onload = done; });
  const { port1, port2 } = new MessageChannel();
  const heard = [];
  let wake = () => {};
  port1.onmessage = ({ data }) => { heard.push(JSON.parse(data)); wake(); };
  frame.contentWindow.postMessage({ script: runtime, wasm }, "*", [wasm, port2]);
  const until = async (kind) => {
    const seen = [];
    for (;;) {
      while (heard.length > 0) {
        const message = heard.shift();
        seen.push(message);
        if (message.kind === "failed") throw new Error(message.message);
        if (message.kind === kind) return seen;
      }
      await new Promise((done) => { wake = done; });
    }
  };
  await until("ready");
  let id = 0;
  return {
    async run(command) {
      port1.postMessage(JSON.stringify({ kind: "run", id: ++id, command: JSON.stringify(command) }));
      const seen = await until("finished");
      return { events: seen.flatMap(({ events }) => events ?? []), outcome: seen.at(-1).outcome };
    },
  };
})();
`;

/** Serves the page; also counts what asks for anything else. */
export async function serveSealed() {
  const host = { url: "", /** @type {string[]} */ strangers: [], close };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://host");
    const file = files[pathname];
    if (file) {
      response.writeHead(200, { "content-type": file[0] });
      response.end(await readFile(file[1]));
    } else if (pathname === "/") {
      response.writeHead(200, { "content-type": "text/html" });
      response.end(`<!doctype html><title>the app</title><body><script type="module">${script}</script>`);
    } else {
      if (pathname !== "/favicon.ico") host.strangers.push(pathname);
      response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" });
      response.end("globalThis.outside = true;");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  host.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`;
  return host;

  /** Stops the host. */
  async function close() {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
