// Where lines break: short entries share a line, numbers stand in columns.

/** @typedef {import("./inspect.js").Context} Context */

/**
 * @param {Context} ctx
 * @param {string[]} entries
 * @param {import("./parts.js").Parts} parts
 * @param {string} mark `<ref *1> `, or nothing
 * @param {number} depth
 * @param {any} value
 */
export function layOut(ctx, entries, parts, mark, depth, value) {
  const base = parts.base === "" ? "" : mark + parts.base;
  const open = parts.base === "" ? mark + parts.open : parts.open;
  const before = base === "" ? "" : `${base} `;
  if (entries.length === 0) return base === "" ? open + parts.close : base;
  const rows = parts.kind === "array" && entries.length > 6 && ctx.compact !== false ? columns(ctx, entries, value) : entries;
  if (ctx.currentDepth - depth < Number(ctx.compact) && rows.length === entries.length) {
    const start = rows.length + ctx.indentation + open.length + base.length + 10;
    const total = rows.reduce((sum, row) => sum + row.length, rows.length + start);
    if (total <= ctx.breakLength && !base.includes("\n") && !rows.some((row) => row.includes("\n"))) {
      return `${before}${open} ${rows.join(", ")} ${parts.close}`;
    }
  }
  const line = `\n${" ".repeat(ctx.indentation)}`;
  return `${before}${open}${line}  ${rows.join(`,${line}  `)}${line}${parts.close}`;
}

/**
 * Groups more than six short entries into columns, so that the block is about
 * two and a half times as many characters wide as it has lines.
 * @param {Context} ctx
 * @param {string[]} entries
 * @param {any} value
 */
function columns(ctx, entries, value) {
  const more = ctx.maxArrayLength < entries.length ? 1 : 0;
  const count = entries.length - more;
  const lengths = entries.slice(0, count).map((entry) => entry.length + 2);
  const longest = Math.max(...lengths);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const even = total / longest > 5 || longest - 2 <= 6;
  if (longest * 3 + ctx.indentation >= ctx.breakLength || !even) return entries;
  const biased = Math.max(longest - 3 - Math.sqrt(longest - total / entries.length), 1);
  const across = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((ctx.breakLength - ctx.indentation) / longest),
    Number(ctx.compact) * 4,
    15,
  );
  if (across <= 1) return entries;
  const widths = Array.from({ length: across }, (_, i) => {
    let most = 2;
    for (let j = i; j < count; j += across) most = Math.max(most, lengths[j]);
    return most;
  });
  const numeric = value !== undefined && entries.every((_, i) => /^(number|bigint)$/.test(typeof value[i]));
  const rows = [];
  for (let i = 0; i < count; i += across) {
    const row = entries.slice(i, Math.min(i + across, count));
    const last = row.length - 1;
    const cells = row.map((entry, j) => {
      if (numeric) return j < last ? `${entry}, `.padStart(widths[j]) : entry.padStart(widths[j] - 2);
      return j < last ? `${entry}, `.padEnd(widths[j]) : entry;
    });
    rows.push(cells.join(""));
  }
  return more ? [...rows, entries[count]] : rows;
}
