// Asks the real programs again, and writes their answers beside the inputs:
//
//   node tests/cases/http/record.mjs
//
// Node's own server for node-requests.json, node-responses.json and (with the
// handlers of connections/server.js) node-connections.json, Node's URL for
// urls.json, bash and curl for curl.json. The tests need none of them.

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const DATE = "Date: Thu, 01 Jan 2026 00:00:00 GMT";
const QUIET_MS = 60;

/** A case a line, in ASCII, so that a difference shows as one line. */
function rewrite(name, again) {
  const file = new URL(name, import.meta.url);
  const cases = JSON.parse(readFileSync(file, "utf8"));
  const escape = (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return again(cases).then((told) => {
    const lines = told.map((c) => JSON.stringify(c).replace(/[\u007f-\uffff]/g, escape));
    writeFileSync(file, `[\n${lines.join(",\n")}\n]\n`);
    console.log(`${name}: ${told.length} cases`);
  });
}

function listening(server) {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(server.address().port));
  });
}

/** What a server sends back to these bytes, and whether it hangs up. */
function exchange(port, bytes) {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    let text = "";
    let ended = false;
    socket.on("data", (data) => (text += data.toString("latin1")));
    socket.on("end", () => (ended = true));
    socket.on("error", () => {});
    socket.write(Buffer.from(bytes, "latin1"));
    setTimeout(() => {
      socket.destroy();
      resolve({ text: text.replace(/^Date: [A-Z].*GMT$/m, DATE), ended });
    }, QUIET_MS);
  });
}

async function requests(cases) {
  let seen = [];
  const server = http.createServer((request, response) => {
    const headers = [];
    for (let at = 0; at < request.rawHeaders.length; at += 2) {
      headers.push(request.rawHeaders.slice(at, at + 2));
    }
    const body = [];
    request.on("data", (data) => body.push(data));
    request.on("end", () => {
      seen.push({
        method: request.method,
        target: request.url,
        version: request.httpVersion,
        headers,
        keep_alive: false,
        body: Buffer.concat(body).toString("latin1"),
      });
      // With a length, even HTTP/1.0 connections can stay open.
      response.setHeader("Content-Length", "0");
      response.end();
    });
  });
  let error;
  const strict = http.createServer((request, response) => {
    request.resume();
    request.on("end", () => response.end());
  });
  strict.on("clientError", (why, socket) => {
    error ??= `${why.code}: ${why.reason ?? why.message}`;
    socket.destroy();
  });
  const [port, strictPort] = [await listening(server), await listening(strict)];
  const told = [];
  for (const { name, bytes } of cases) {
    seen = [];
    error = undefined;
    const { text, ended } = await exchange(port, bytes);
    if (seen.length > 0 && !text.startsWith("HTTP/1.1 4")) {
      const [accepted] = seen;
      accepted.keep_alive = !ended || /keep-alive/.test(text.split("\r\n\r\n")[0]);
      told.push({ name, bytes, accepted });
    } else if (text !== "") {
      await exchange(strictPort, bytes);
      told.push({ name, bytes, refused: text, error });
    } else {
      told.push({ name, bytes, [ended ? "closed" : "waiting"]: true });
    }
  }
  server.close();
  strict.close();
  return told;
}

async function responses(cases) {
  let current;
  const server = http.createServer((request, response) => {
    response.statusCode = current.status;
    if (current.reason) response.statusMessage = current.reason;
    const fields = {};
    for (const [name, value] of current.headers) (fields[name] ??= []).push(value);
    for (const [name, values] of Object.entries(fields)) {
      response.setHeader(name, values.length > 1 ? values : values[0]);
    }
    request.resume();
    request.on("end", () => response.end(Buffer.from(current.body, "latin1")));
  });
  const port = await listening(server);
  const told = [];
  for (current of cases) {
    const { text, ended } = await exchange(port, current.request);
    told.push({ ...current, written: text, keep_alive: !ended });
  }
  server.close();
  return told;
}

/** What comes back on one connection, in the pieces it comes in, a quarter second long. */
async function connections(cases) {
  process.env.PORT = "0";
  const { server } = await import("./connections/server.js");
  if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
  const told = [];
  for (const { name, bytes } of cases) {
    const pieces = [];
    let [last, closed] = [0, false];
    const socket = net.connect(server.address().port, "127.0.0.1");
    socket.on("data", (data) => {
      const text = data.toString("latin1").replace(/^Date: [A-Z].*GMT$/gm, DATE);
      if (pieces.length > 0 && Date.now() - last < QUIET_MS) pieces.push(pieces.pop() + text);
      else pieces.push(text);
      last = Date.now();
    });
    socket.on("end", () => (closed = true));
    socket.on("error", () => {});
    socket.write(Buffer.from(bytes, "latin1"));
    await new Promise((resolve) => setTimeout(resolve, 450));
    socket.destroy();
    told.push({ name, bytes, pieces, closed });
  }
  server.close();
  return told;
}

async function urls(cases) {
  return cases.map(({ url }) => {
    try {
      // Only what names no host is relative to the world's.
      const base = /^\s*[/?\\]/.test(url) ? "http://shop.test/" : undefined;
      const parsed = new URL(url, base);
      parsed.hash = parsed.username = parsed.password = "";
      return { url, href: parsed.href };
    } catch {
      return { url, href: null };
    }
  });
}

async function commands(cases) {
  let sent = "";
  const server = net.createServer((socket) => {
    let timer;
    sent = "";
    socket.on("error", () => {});
    socket.on("data", (data) => {
      sent += data.toString("latin1");
      clearTimeout(timer);
      timer = setTimeout(() => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), 25);
    });
  });
  const port = await listening(server);
  const home = mkdtempSync(join(tmpdir(), "record-"));
  const connect = [80, 3000].map((at) => `connect-to = "shop.test:${at}:127.0.0.1:${port}"`);
  writeFileSync(join(home, ".curlrc"), [...connect, "max-time = 2", "silent", ""].join("\n"));
  const env = { ...process.env, HOME: home, CURL_HOME: home };
  const told = [];
  for (const { command } of cases) {
    sent = "";
    const line = command.replace(/^\$ /, "");
    await new Promise((resolve) => execFile("bash", ["-c", line], { env }, () => resolve()));
    told.push({ command, sent });
  }
  server.close();
  rmSync(home, { recursive: true });
  return told;
}

await rewrite("urls.json", urls);
await rewrite("node-requests.json", requests);
await rewrite("node-responses.json", responses);
await rewrite("node-connections.json", connections);
await rewrite("curl.json", commands);
process.exit();
