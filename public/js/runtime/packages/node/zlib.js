// node:zlib: named, so that what asks for it can say that it is missing.

import { unavailable } from "./errors.js";

const missing = () => unavailable("node:zlib", "Send the body without Content-Encoding.");

export const createInflate = missing;
export const createGunzip = missing;
export const createBrotliDecompress = missing;
export default { createInflate, createGunzip, createBrotliDecompress };
