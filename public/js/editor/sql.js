// The words of SQL, for colours. The whole grammar of PostgreSQL would weigh
// more than the rest of the languages together; the database judges the text.

const KEYWORDS = new Set(
  `add all alter and any as asc begin between by cascade case check column commit conflict
  constraint create cross current_date current_timestamp database default delete desc
  distinct do drop else end except exists explain fetch filter first following for foreign
  from full group having if in index inner insert intersect into is join key last lateral
  left like ilike limit natural not nothing nulls of offset on only or order outer over
  partition preceding primary range recursive references restrict returning right rollback
  row rows savepoint select set some start table then to transaction truncate unbounded
  union unique update using values view when where window with work`.split(/\s+/),
);
const TYPES = new Set(
  `array bigint bigserial boolean bool bytea char character date decimal double float int int2
  int4 int8 integer interval json jsonb numeric precision real serial smallint text time
  timestamp timestamptz uuid varchar varying zone`.split(/\s+/),
);
const ATOMS = new Set(["true", "false", "null"]);

/**
 * @typedef {{ depth: number, quote: string }} State `depth` of nested comments,
 * and the tag of a dollar-quoted string that goes on over lines.
 */

/**
 * A tokenizer for CodeMirror's `StreamLanguage`.
 * @type {import("@codemirror/language").StreamParser<State>}
 */
export const sqlTokens = {
  name: "sql",
  startState: () => ({ depth: 0, quote: "" }),
  token(stream, state) {
    if (state.depth > 0) return comment(stream, state);
    if (state.quote) return until(stream, state);
    if (stream.eatSpace()) return null;
    if (stream.match("--")) {
      stream.skipToEnd();
      return "lineComment";
    }
    if (stream.match("/*")) {
      state.depth = 1;
      return comment(stream, state);
    }
    if (stream.match(/^'(?:[^']|'')*'?/)) return "string";
    if (stream.match(/^"(?:[^"]|"")*"?/)) return "variableName";
    if (stream.match(/^\$\d+/)) return "atom";
    const tag = stream.match(/^\$\w*\$/);
    if (Array.isArray(tag)) {
      state.quote = tag[0];
      return until(stream, state);
    }
    if (stream.match(/^\d+(?:\.\d*)?(?:e[+-]?\d+)?/i)) return "number";
    if (stream.match(/^[a-z_][\w$]*/i)) {
      const word = stream.current().toLowerCase();
      if (KEYWORDS.has(word)) return "keyword";
      if (TYPES.has(word)) return "typeName";
      if (ATOMS.has(word)) return "bool";
      return stream.match(/^\s*\(/, false) ? "propertyName" : null;
    }
    if (stream.match(/^[-+*/<>=~!@#%^&|?]+/)) return "operator";
    stream.next();
    return null;
  },
  languageData: {
    commentTokens: { line: "--", block: { open: "/*", close: "*/" } },
    closeBrackets: { brackets: ["(", "[", "'", '"'] },
  },
};

/**
 * @param {import("@codemirror/language").StringStream} stream
 * @param {State} state
 */
function comment(stream, state) {
  while (!stream.eol() && state.depth > 0) {
    if (stream.match("/*")) state.depth += 1;
    else if (stream.match("*/")) state.depth -= 1;
    else stream.next();
  }
  return "blockComment";
}

/**
 * @param {import("@codemirror/language").StringStream} stream
 * @param {State} state
 */
function until(stream, state) {
  while (!stream.eol()) {
    if (stream.match(state.quote)) {
      state.quote = "";
      break;
    }
    stream.next();
  }
  return "string";
}
