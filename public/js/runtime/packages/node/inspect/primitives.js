// Primitive values as Node shows them.

/** @param {number} value */
export function number(value) {
  return Object.is(value, -0) ? "-0" : `${value}`;
}

/** @param {symbol} value */
export function symbol(value) {
  return Symbol.prototype.toString.call(value);
}

const ESCAPES = /** @type {Record<string, string>} */ ({ "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\" });

/**
 * A string in the quotes that need the fewest escapes.
 * @param {string} text
 */
export function quoted(text) {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes("`") && !text.includes("${") ? "`" : "'";
  // eslint-disable-next-line no-control-regex
  const escaped = text.replace(/[\x00-\x1f\x7f-\x9f\\]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, (unit) => {
    const code = unit.charCodeAt(0);
    return ESCAPES[unit] ?? (code > 0xff ? `\\u${code.toString(16).toUpperCase()}` : `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`);
  });
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

/**
 * @param {import("./inspect.js").Context} ctx
 * @param {string} text
 */
export function quote(ctx, text) {
  let more = "";
  if (text.length > ctx.maxStringLength) {
    const left = text.length - ctx.maxStringLength;
    text = text.slice(0, ctx.maxStringLength);
    more = `... ${left} more character${left > 1 ? "s" : ""}`;
  }
  // A long text breaks at its lines.
  if (ctx.compact !== true && text.length > 16 && text.length > ctx.breakLength - ctx.indentation - 4) {
    const lines = text.split(/(?<=\n)/).map(quoted);
    return lines.join(` +\n${" ".repeat(ctx.indentation + 2)}`) + more;
  }
  return quoted(text) + more;
}

/**
 * A property's name before its colon.
 * @param {string | symbol} key
 */
export function keyText(key) {
  if (typeof key === "symbol") return `[${symbol(key)}]`;
  if (key === "__proto__") return "['__proto__']";
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quoted(key);
}
