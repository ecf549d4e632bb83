// What a query resolves to.

import { types as defaults } from "./types.js";

/** `pg.Result`. */
export class Result {
  /**
   * @param {import("../../protocol.js").SqlRows} answer
   * @param {{ rowMode?: string, types?: any }} query
   */
  constructor(answer, { rowMode, types }) {
    const [command, ...numbers] = answer.tag.split(" ");
    this.command = command;
    // `INSERT 0 3`, `SELECT 3`, `BEGIN`.
    this.rowCount = numbers.length > 0 && /^\d+$/.test(/** @type {string} */ (numbers.at(-1))) ? Number(numbers.at(-1)) : null;
    this.oid = command === "INSERT" && numbers.length === 2 ? Number(numbers[0]) : null;
    this.fields = answer.fields.map(
      ({ name, type_oid }, i) => new Field(name, type_oid, i),
    );
    const parsers = answer.fields.map(({ type_oid }) => (types ?? defaults).getTypeParser(type_oid, "text"));
    const parsed = answer.rows.map((row) => row.map((text, i) => (text === null ? null : parsers[i](text))));
    const names = answer.fields.map(({ name }) => name);
    this.rows = rowMode === "array" ? parsed : parsed.map((row) => rowObject(names, row));
    this.rowAsArray = rowMode === "array";
  }
}

/** @param {string[]} names @param {any[]} row */
function rowObject(names, row) {
  /** @type {Record<string, any>} */
  const object = {};
  // Of two columns with one name the last is kept, as in pg.
  for (let i = 0; i < names.length; i++) object[names[i]] = row[i];
  return object;
}

/** A column, with the fields that pg names. */
class Field {
  tableID = 0;
  dataTypeSize = -1;
  dataTypeModifier = -1;
  format = "text";

  /**
   * @param {string} name
   * @param {number} oid
   * @param {number} place
   */
  constructor(name, oid, place) {
    this.name = name;
    this.columnID = place + 1;
    this.dataTypeID = oid;
  }
}
