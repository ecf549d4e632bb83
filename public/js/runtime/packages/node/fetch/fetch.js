// fetch, to hosts of the world.
//
// # Limits
// A response is there as a whole; streams of request bodies are not sent.

import { Buffer } from "../buffer/buffer.js";
import { bodyFrom, bytesFrom } from "../bytes.js";

const { Headers, Request, Response, URL, URLSearchParams } = globalThis;

/**
 * @param {any} input
 * @param {any} [init]
 * @returns {Promise<Response>}
 */
export async function fetch(input, init = {}) {
  const from = input instanceof Request ? input : undefined;
  const url = parsed(from ? from.url : String(input));
  const method = String(init.method ?? from?.method ?? "GET");
  const headers = new Headers(init.headers ?? from?.headers);
  const body = await bodyOf(init.body ?? (from?.body ? await from.arrayBuffer() : undefined), headers);
  if (body.length > 0 && /^(get|head)$/i.test(method)) throw new TypeError("Request with GET/HEAD method cannot have body.");
  if (!headers.has("accept")) headers.set("accept", "*/*");
  if (!headers.has("user-agent")) headers.set("user-agent", "node");
  const signal = init.signal ?? from?.signal;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    host.call(
      {
        service: "fetch",
        url: url.href,
        method: /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method,
        headers: [...headers],
        body: bodyFrom([body]),
      },
      (result) => {
        if (result.result === "response") resolve(new WorldResponse(url.href, result));
        else reject(failed(result));
      },
    );
  });
}

/** @param {string} text */
function parsed(text) {
  if (!URL.canParse(text)) {
    throw Object.assign(new TypeError(`Failed to parse URL from ${text}`), { cause: Object.assign(new TypeError("Invalid URL"), { code: "ERR_INVALID_URL", input: text }) });
  }
  return new URL(text);
}

/**
 * @param {any} body
 * @param {Headers} headers
 * @returns {Promise<Uint8Array>}
 */
async function bodyOf(body, headers) {
  if (body === undefined || body === null) return new Uint8Array(0);
  const [bytes, type] = await encoded(body);
  if (type && !headers.has("content-type")) headers.set("content-type", type);
  return bytes;
}

/**
 * @param {any} body
 * @returns {Promise<[Uint8Array, string | undefined]>}
 */
async function encoded(body) {
  if (body instanceof URLSearchParams) return [Buffer.from(body.toString()), "application/x-www-form-urlencoded;charset=UTF-8"];
  if (ArrayBuffer.isView(body)) return [new Uint8Array(body.buffer, body.byteOffset, body.byteLength), undefined];
  if (body instanceof ArrayBuffer) return [new Uint8Array(body), undefined];
  if (body instanceof Blob) return [new Uint8Array(await body.arrayBuffer()), body.type || undefined];
  return [Buffer.from(String(body)), "text/plain;charset=UTF-8"];
}

/** @param {any} result */
function failed(result) {
  const { code = "ECONNREFUSED", message = "connect ECONNREFUSED" } = result;
  return Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(message), { code }) });
}

/** Statuses that have no body by definition. */
const EMPTY = new Set([101, 103, 204, 205, 304]);

/** A response whose body is there already, so that reading it takes no real time. */
class WorldResponse extends Response {
  /**
   * @param {string} url
   * @param {Extract<import("../../../protocol.js").CallResult, { result: "response" }>} result
   */
  constructor(url, { status, headers, body }) {
    const bytes = bytesFrom(body);
    const legal = status >= 200 && status <= 599 ? status : 200;
    super(EMPTY.has(legal) ? null : /** @type {any} */ (bytes), { status: legal, headers: headers.map(([name, value]) => /** @type {[string, string]} */ ([name, value])) });
    Object.defineProperty(this, "url", { value: url });
    Object.defineProperty(this, "_bytes", { value: bytes });
    Object.defineProperty(this, "_used", { value: false, writable: true });
  }

  /** @returns {Buffer} */
  _take() {
    const self = /** @type {any} */ (this);
    if (self._used || super.bodyUsed) throw new TypeError("Body is unusable: Body has already been read");
    self._used = true;
    return self._bytes;
  }

  get bodyUsed() {
    return /** @type {any} */ (this)._used || super.bodyUsed;
  }

  async text() {
    return this._take().toString();
  }

  async json() {
    return JSON.parse(this._take().toString());
  }

  async arrayBuffer() {
    return Uint8Array.from(this._take()).buffer;
  }

  async bytes() {
    return Uint8Array.from(this._take());
  }
}

export { WorldResponse };
