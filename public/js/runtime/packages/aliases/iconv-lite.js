// The package iconv-lite over the browser's own decoders.
//
// # Limits
// Decodes what the Encoding Standard names, and encodes nothing.

/** @param {string} name */
export function encodingExists(name) {
  try {
    return Boolean(new TextDecoder(name));
  } catch {
    return false;
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 */
export function decode(bytes, name) {
  return new TextDecoder(name).decode(bytes);
}

/** @param {string} name */
export function getDecoder(name) {
  if (!encodingExists(name)) throw new Error(`Encoding not recognized: '${name}'`);
  const decoder = new TextDecoder(name);
  return {
    write: (/** @type {Uint8Array} */ bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  };
}
