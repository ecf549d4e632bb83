// The errors of pg: what the server said, field by field.

/** `pg.DatabaseError`, as pg-protocol has it. */
export class DatabaseError extends Error {
  /** @param {import("../../protocol.js").SqlError} fields */
  constructor(fields) {
    super(fields.message);
    this.length = fields.message.length;
    this.name = "error";
    // Too many connections end the one that was tried.
    this.severity = fields.code === "53300" ? "FATAL" : "ERROR";
    this.code = fields.code;
    this.detail = fields.detail;
    this.hint = fields.hint;
    this.position = fields.position === undefined ? undefined : String(fields.position);
    this.internalPosition = undefined;
    this.internalQuery = undefined;
    this.where = undefined;
    this.schema = fields.table === undefined ? undefined : "public";
    this.table = fields.table;
    this.column = fields.column;
    this.dataType = undefined;
    this.constraint = fields.constraint;
    this.file = undefined;
    this.line = undefined;
    this.routine = undefined;
  }
}

/**
 * The error for an answer that is no result.
 * @param {import("../../protocol.js").CallResult} result
 * @returns {Error}
 */
export function errorOf(result) {
  if (result.result === "sql_error") return new DatabaseError(result);
  if (result.result === "refused") return Object.assign(new Error(result.message), { code: result.code });
  return new Error(`unexpected answer: ${result.result}`);
}

/**
 * Gives an error the stack of the call that it answers, so that it points to
 * the learner's line. (In Node, await does this.)
 * @param {Error} error
 * @param {Error} call made where the call was
 */
export function withStackOf(error, call) {
  const frames = host.stack(call).replace(/^[^\n]*/, "");
  const headline = `${error.name}: ${error.message}`;
  Object.defineProperty(error, "stack", { value: headline + frames, writable: true, configurable: true });
  return error;
}
