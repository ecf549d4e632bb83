// The main job in words that any browser's driver understands: load, press Send
// on the first world, see the response and its trace.

import assert from "node:assert/strict";

/** Collects the errors that a page should never have. It runs before the page does. */
export const WATCH = `
  globalThis.trouble = [];
  addEventListener("error", (event) => trouble.push("error: " + (event.message || "a file did not load")), true);
  addEventListener("unhandledrejection", (event) => trouble.push("rejected: " + event.reason));
  const said = console.error;
  console.error = (...words) => { trouble.push("console: " + words.join(" ")); said(...words); };
`;

/** The button to press. */
export const SEND = ".request button[type=submit]";

/** An expression: whether the engine waits for a command. */
export const READY = `document.querySelector("${SEND}:enabled")`;

/** An expression: whether the response has come and the engine is at rest again. */
export const ANSWERED = `(document.querySelector(".status-line .status") && ${READY})`;

/** An expression: what is on the screen, as JSON. */
export const SEEN = `JSON.stringify({
  title: document.title,
  request: document.querySelector("#request-url")?.value,
  status: document.querySelector(".status-line .status")?.textContent.trim(),
  body: document.querySelector(".response .body-shown")?.textContent,
  spans: [...document.querySelectorAll("[role=treegrid] [role=row]")].map((row) => row.textContent),
  trouble: globalThis.trouble,
})`;

/**
 * The first world's first request was answered, and each hop has its row.
 * @param {string} seen what {@link SEEN} gave
 */
export function sawTheFirstAnswer(seen) {
  const { title, request, status, body, spans, trouble } = JSON.parse(seen);
  assert.deepEqual(trouble, []);
  assert.match(title, /Backlot/);
  assert.equal(request, "/hello/Ada");
  assert.equal(status, "200 OK");
  assert.equal(JSON.parse(body).message, "Hello, Ada!");
  for (const hop of ["/hello/Ada", "resolve hello.test", "request on the wire", "handler", "GET /hello/:name", "response on the wire"]) {
    assert.ok(
      spans.some((/** @type {string} */ span) => span.includes(hop)),
      `no row of the trace names ${hop}: ${spans.join(" | ")}`,
    );
  }
}
