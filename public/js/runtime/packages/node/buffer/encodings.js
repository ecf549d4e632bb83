// Text to bytes and back, in the encodings that Buffer knows.

const encoder = new TextEncoder();
// Node keeps a byte order mark; browsers drop it unless told.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** @typedef {{ bytes: (text: string) => Uint8Array, text: (bytes: Uint8Array) => string }} Encoding */

/** @type {Encoding} */
const utf8 = {
  bytes: (text) => encoder.encode(text),
  text: (bytes) => decoder.decode(bytes),
};

/** @type {Encoding} */
const latin1 = {
  bytes: (text) => Uint8Array.from(text, (unit) => unit.charCodeAt(0)),
  text: (bytes) => unitsToText(bytes),
};

/** @type {Encoding} */
const ascii = {
  bytes: latin1.bytes,
  text: (bytes) => unitsToText(bytes.map((byte) => byte & 0x7f)),
};

/** @type {Encoding} */
const utf16le = {
  bytes: (text) => {
    const bytes = new Uint8Array(text.length * 2);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      bytes[2 * i] = unit;
      bytes[2 * i + 1] = unit >> 8;
    }
    return bytes;
  },
  text: (bytes) => {
    const units = new Uint16Array(bytes.length >> 1);
    for (let i = 0; i < units.length; i++) units[i] = bytes[2 * i] | (bytes[2 * i + 1] << 8);
    return unitsToText(units);
  },
};

/** @type {Encoding} */
const hex = {
  bytes: (text) => {
    // Node stops at the first pair that is not hexadecimal.
    const digits = /^(?:[0-9a-f]{2})*/i.exec(text)?.[0] ?? "";
    const bytes = new Uint8Array(digits.length / 2);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
    return bytes;
  },
  text: (bytes) => {
    let text = "";
    for (const byte of bytes) text += (byte < 16 ? "0" : "") + byte.toString(16);
    return text;
  },
};

/** @type {Encoding} */
const base64 = {
  bytes: (text) => {
    const clean = text.replace(/-/g, "+").replace(/_/g, "/").replace(/[^A-Za-z0-9+/]/g, "");
    return latin1.bytes(atob(clean.length % 4 === 1 ? clean.slice(0, -1) : clean));
  },
  text: (bytes) => btoa(unitsToText(bytes)),
};

/** @type {Encoding} */
const base64url = {
  bytes: base64.bytes,
  text: (bytes) => base64.text(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, ""),
};

/** @param {Uint8Array | Uint16Array} units */
function unitsToText(units) {
  let text = "";
  // More arguments than this overflow the stack.
  for (let i = 0; i < units.length; i += 8192) {
    text += String.fromCharCode(...units.subarray(i, i + 8192));
  }
  return text;
}

/** @type {Record<string, Encoding>} */
const ENCODINGS = {
  utf8,
  "utf-8": utf8,
  latin1,
  binary: latin1,
  ascii,
  utf16le,
  "utf-16le": utf16le,
  ucs2: utf16le,
  "ucs-2": utf16le,
  hex,
  base64,
  base64url,
};

/**
 * @param {any} name
 * @returns {Encoding | undefined}
 */
export function encodingOf(name = "utf8") {
  return ENCODINGS[name] ?? ENCODINGS[String(name).toLowerCase()];
}
