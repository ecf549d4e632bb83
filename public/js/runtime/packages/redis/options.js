// Options that are objects, as words of a command.

/** @param {any} value */
function text(value) {
  if (value instanceof Date) return String(Math.floor(value.getTime() / 1000));
  return typeof value === "number" ? (value === Infinity ? "+inf" : value === -Infinity ? "-inf" : String(value)) : value;
}

/** @param {any} options `{ EX: 60 }`, `{ expiration: { type: "EX", value: 60 } }`, … */
function expiry(options) {
  const { expiration } = options;
  if (expiration !== undefined) {
    if (typeof expiration === "string" || expiration.type === "KEEPTTL") return ["KEEPTTL"];
    return [expiration.type, text(expiration.value)];
  }
  for (const unit of ["EX", "PX", "EXAT", "PXAT"]) {
    if (options[unit] !== undefined) return [unit, text(options[unit])];
  }
  return options.KEEPTTL ? ["KEEPTTL"] : [];
}

/** @param {any} entries an object, a Map, or lists of pairs */
function pairs(entries) {
  if (entries instanceof Map) return [...entries].flat().map(text);
  if (Array.isArray(entries)) return entries.flat(2).map(text);
  return Object.entries(entries).flat().map(text);
}

/** @param {any} options */
function scan(options = {}) {
  const words = [];
  if (options.MATCH !== undefined) words.push("MATCH", options.MATCH);
  if (options.COUNT !== undefined) words.push("COUNT", text(options.COUNT));
  if (options.TYPE !== undefined) words.push("TYPE", options.TYPE);
  return words;
}

/** @param {any} options */
function range(options = {}) {
  const words = [];
  if (options.BY) words.push(options.BY === "SCORE" ? "BYSCORE" : "BYLEX");
  if (options.REV) words.push("REV");
  if (options.LIMIT) words.push("LIMIT", text(options.LIMIT.offset), text(options.LIMIT.count));
  return words;
}

/** @param {any} options @param {any} streams one `{ key, id }`, or several */
function reading(options, streams) {
  const words = [];
  if (options.COUNT !== undefined) words.push("COUNT", text(options.COUNT));
  if (options.BLOCK !== undefined) words.push("BLOCK", text(options.BLOCK));
  if (options.NOACK) words.push("NOACK");
  const all = [streams].flat();
  return [...words, "STREAMS", ...all.map(({ key }) => key), ...all.map(({ id }) => id)];
}

/** @param {any} options */
const counted = (options = {}) => (options.COUNT === undefined ? [] : ["COUNT", text(options.COUNT)]);

/** @type {Record<string, (...args: any[]) => any[]>} */
export const OPTIONS = {
  set: (options = {}) => {
    const condition = options.condition ?? (options.NX ? "NX" : options.XX ? "XX" : undefined);
    return [...expiry(options), ...(condition ? [condition] : []), ...(options.GET ? ["GET"] : [])];
  },
  getEx: (options = {}) => {
    if (options.PERSIST || options.type === "PERSIST") return ["PERSIST"];
    return options.type ? [options.type, text(options.value)] : expiry(options);
  },
  hSet: (fields, value) => (value === undefined ? pairs(fields) : [text(fields), text(value)]),
  mSet: (entries) => pairs(entries),
  mSetNX: (entries) => pairs(entries),
  copy: (options = {}) => (options.REPLACE ? ["REPLACE"] : []),
  bitCount: ({ start, end, mode }) => [text(start), text(end), ...(mode ? [mode] : [])],
  eval: ({ keys = [], arguments: args = [] } = {}) => [String(keys.length), ...keys, ...args],
  scan,
  hScan: scan,
  sScan: scan,
  zScan: scan,
  zAdd: (members, options = {}) => {
    const words = [];
    const condition = options.condition ?? (options.NX ? "NX" : options.XX ? "XX" : undefined);
    if (condition) words.push(condition);
    if (options.comparison ?? (options.GT ? "GT" : options.LT ? "LT" : undefined)) words.push(options.comparison ?? (options.GT ? "GT" : "LT"));
    if (options.CH) words.push("CH");
    for (const { score, value } of [members].flat()) words.push(text(score), value);
    return words;
  },
  xAdd: (message) => pairs(message),
  xGroupCreate: (options = {}) => (options.MKSTREAM ? ["MKSTREAM"] : []),
  xRange: counted,
  xRevRange: counted,
  xRead: (streams, options = {}) => reading(options, streams),
  xReadGroup: (group, consumer, streams, options = {}) => ["GROUP", group, consumer, ...reading(options, streams)],
  zRange: range,
  zRangeWithScores: (options) => [...range(options), "WITHSCORES"],
  zRangeByScore: (options = {}) => (options.LIMIT ? ["LIMIT", text(options.LIMIT.offset), text(options.LIMIT.count)] : []),
};
