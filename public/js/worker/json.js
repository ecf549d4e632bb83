// JSON that the engine reads: Rust's text has no lone surrogates.

/**
 * Replaces lone surrogates, which `JSON.stringify` escapes, by U+FFFD.
 * @param {string} json
 */
export function wellFormed(json) {
  if (!json.includes("\\ud")) return json;
  // An escaped backslash before `ud` is not an escape of a surrogate.
  return json.replace(/\\(?:ud[89a-f][0-9a-f]{2}|.)/g, (escape) => (escape.startsWith("\\ud") ? "\\ufffd" : escape));
}
