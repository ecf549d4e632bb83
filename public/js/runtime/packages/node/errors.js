// Errors as Node's own modules throw them: with a code, and the code in the
// stack's first line.

/**
 * @template {new (message: string) => Error} T
 * @param {T} Base
 * @param {string} code
 * @param {string} message
 * @returns {Error & { code: string }}
 */
export function nodeError(Base, code, message) {
  const error = /** @type {Error & { code: string }} */ (new Base(message));
  const { name } = error;
  // The name with the code is rendered into the stack, then gives way again.
  Object.defineProperty(error, "name", { value: `${name} [${code}]`, configurable: true });
  void error.stack;
  delete (/** @type {any} */ (error).name);
  error.code = code;
  return error;
}

/**
 * @param {string} name of the argument
 * @param {string} expected such as `of type function`
 * @param {unknown} value
 */
export function invalidArgument(name, expected, value) {
  return nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "${name}" argument must be ${expected}. Received ${received(value)}`);
}

/**
 * A value as Node's messages name it.
 * @param {any} value
 */
export function received(value) {
  if (value == null) return String(value);
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value === "object") {
    return value.constructor?.name ? `an instance of ${value.constructor.name}` : "[object Object]";
  }
  const text = typeof value === "string" ? `'${value.length > 28 ? `${value.slice(0, 25)}...` : value}'` : String(value);
  return `type ${typeof value} (${text})`;
}

/**
 * What is not in a tab: says so, and what to use.
 * @param {string} what such as `node:net`
 * @param {string} instead
 * @returns {never}
 */
export function unavailable(what, instead) {
  throw nodeError(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", `${what} is not available in Backlot. ${instead}`);
}
