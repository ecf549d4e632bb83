// What goes wrong before a module runs, in the words that Node says.

/** A module that cannot be linked, and the place of the import that asked for it. */
export class LinkError extends Error {
  /**
   * @param {string} name such as `SyntaxError`
   * @param {string} message
   * @param {{ code?: string, file?: string, line?: number, column?: number, hint?: string }} [more]
   */
  constructor(name, message, more = {}) {
    super(message);
    this.name = name;
    this.code = more.code;
    this.file = more.file;
    this.line = more.line ?? 0;
    this.column = more.column ?? 0;
    this.hint = more.hint;
  }
}

/** Where the project lies in the simulated file system. */
export const ROOT = "/app/";

/** The address of the project's directory. */
export const ROOT_URL = "file:///app/";
