// The same routes in Backlot: the shipped engine and runtime in their sealed
// frame, driven over the port that the page uses. A request goes the whole
// way (client, wire, router, handler, wire) and every event is sent back.

/**
 * @param {number} routes
 * @returns {Promise<import("./throughput.js").Open>}
 */
export async function open(routes) {
  const site = new URL("site/", location.href);
  const page = new DOMParser().parseFromString(await text(site), "text/html");
  /** @type {Record<string, string>} */
  const assets = JSON.parse(page.getElementById("assets")?.textContent ?? "{}");
  const file = (/** @type {string} */ name) => new URL(assets[name] ?? name, site);
  const [script, srcdoc, wasm] = await Promise.all([
    text(file("runtime.js")),
    text(new URL("frame.html", location.href)),
    fetched(file("engine.wasm")).then((response) => response.arrayBuffer()),
  ]);

  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.srcdoc = srcdoc;
  await new Promise((loaded) => {
    frame.onload = loaded;
    document.body.append(frame);
  });
  const { port1: port, port2 } = new MessageChannel();
  const session = new Client(port);
  frame.contentWindow?.postMessage({ script, wasm }, "*", [port2, wasm]);
  await session.ready;
  await session.run({ command: "open", world: world(routes) });
  const together = async (/** @type {string} */ path, /** @type {number} */ count) => {
    const url = new URL(path).pathname;
    const request = { form: "parts", method: "GET", url, headers: [], body: "" };
    const requests = Array.from({ length: count }, () => request);
    const outcome = await session.run({ command: "send", requests });
    return outcome.answers.map((/** @type {any} */ answer) => JSON.parse(answer.response.body));
  };
  return { together, close: () => frame.remove() };
}

/** @param {URL} url */
async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} is answered with ${response.status}`);
  return response;
}

/** @param {URL} url */
async function text(url) {
  return (await fetched(url)).text();
}

/** @param {number} routes */
function world(routes) {
  const server = `
    import express from "express";
    const app = express();
    for (let route = 0; route < ${routes}; route += 1) {
      app.get(\`/things\${route}/:id\`, (req, res) => res.json({ route, id: req.params.id }));
    }
    app.listen(3000);
  `;
  return { version: 1, id: "bench", files: { "server.js": server }, entry: "server.js" };
}

/** The page's side of the port: one command at a time. */
class Client {
  /** @param {MessagePort} port */
  constructor(port) {
    this.port = port;
    /** @type {(outcome: any) => void} */
    this.finish = () => {};
    /** @type {Promise<void>} */
    this.ready = new Promise((ready, failed) => {
      port.onmessage = ({ data }) => {
        const message = JSON.parse(data);
        if (message.kind === "ready") ready();
        if (message.kind === "failed") failed(new Error(message.message));
        if (message.kind === "finished") this.finish(message.outcome);
      };
    });
  }

  /** @param {object} command */
  run(command) {
    return new Promise((finish) => {
      this.finish = finish;
      const message = { kind: "run", id: 1, command: JSON.stringify(command) };
      this.port.postMessage(JSON.stringify(message));
    });
  }
}
