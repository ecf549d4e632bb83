// Replacing pieces of a text, and finding the way back from a place in the
// new text to the old one. No replacement adds or removes a line.

/**
 * @typedef {{ start: number, end: number, text: string }} Edit
 */

/**
 * The text with every edit made. A replaced line break is kept.
 * @param {string} source
 * @param {Edit[]} edits in order, without overlap
 */
export function applyEdits(source, edits) {
  let [result, at] = ["", 0];
  for (const { start, end, text } of edits) {
    const breaks = source.slice(start, end).replace(/[^\n]/g, "");
    result += source.slice(at, start) + text + breaks;
    at = end;
  }
  return result + source.slice(at);
}

/**
 * The column in the old text for a line and column (from 1) in the new text.
 * @param {string} source
 * @param {Edit[]} edits
 * @param {number} line
 * @param {number} column
 */
export function originalColumn(source, edits, line, column) {
  const lineStart = startOfLine(source, line);
  let shift = 0;
  for (const { start, end, text } of edits) {
    if (source.indexOf("\n", start) !== -1 && source.slice(start, end).includes("\n")) continue;
    if (start < lineStart) continue;
    if (source.slice(lineStart, start).includes("\n")) break;
    const newStart = start - lineStart + 1 + shift;
    if (column < newStart) break;
    if (column < newStart + text.length) return start - lineStart + 1;
    shift += text.length - (end - start);
  }
  return column - shift;
}

/**
 * Where a line begins.
 * @param {string} source
 * @param {number} line from 1
 */
export function startOfLine(source, line) {
  let at = 0;
  for (let i = 1; i < line; i++) {
    const next = source.indexOf("\n", at);
    if (next === -1) return at;
    at = next + 1;
  }
  return at;
}

/**
 * Line and column (from 1) of an offset.
 * @param {string} source
 * @param {number} offset
 */
export function placeOf(source, offset) {
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
}
