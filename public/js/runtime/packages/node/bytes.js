// Bytes between the engine's JSON, where they are text when they can be, and
// Node's buffers.

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * @param {import("../../protocol.js").Body} body
 * @returns {Buffer}
 */
export function bytesFrom(body) {
  return typeof body === "string" ? Buffer.from(body) : Buffer.from(body.hex, "hex");
}

/**
 * @param {(string | Uint8Array)[]} parts
 * @returns {import("../../protocol.js").Body}
 */
export function bodyFrom(parts) {
  if (parts.every((part) => typeof part === "string")) return parts.join("");
  const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
  try {
    return strict.decode(/** @type {Uint8Array} */ (bytes));
  } catch {
    return { hex: Buffer.from(/** @type {Uint8Array} */ (bytes)).toString("hex") };
  }
}
