// node:http, the server's side.

import { unavailable } from "../errors.js";
import { validateHeaderName, validateHeaderValue } from "./fields.js";
import { IncomingMessage } from "./incoming.js";
import { ServerResponse } from "./outgoing.js";
import { Server } from "./server.js";
import { METHODS, STATUS_CODES } from "./status.js";

/**
 * @param {any} [options]
 * @param {any} [listener]
 */
export function createServer(options, listener) {
  return new Server(options, listener);
}

export function request() {
  return unavailable("http.request", "Use fetch to call another server.");
}

export function get() {
  return unavailable("http.get", "Use fetch to call another server.");
}

export const maxHeaderSize = 16384;
export { IncomingMessage, METHODS, STATUS_CODES, Server, ServerResponse, validateHeaderName, validateHeaderValue };

export default {
  METHODS,
  STATUS_CODES,
  IncomingMessage,
  ServerResponse,
  Server,
  createServer,
  request,
  get,
  maxHeaderSize,
  validateHeaderName,
  validateHeaderValue,
};
