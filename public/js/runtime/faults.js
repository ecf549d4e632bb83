// What an error says of itself, for the trace and for the log.

import { LinkError, ROOT_URL } from "./modules/errors.js";
import { framesOf, headline, printFrames } from "./stacks.js";

/** @typedef {import("./protocol.js").Fault} Fault */

/**
 * The stack of an error as Node prints it.
 * @param {any} error
 * @param {import("./stacks.js").EditsOf} editsOf
 */
export function stackOf(error, editsOf) {
  const stack = typeof error?.stack === "string" ? error.stack : "";
  // Chromium's stacks are rendered so from the start; see realm/stack_traces.js.
  if (/\n {4}at /.test(stack) || stack.startsWith(headline(error))) return stack;
  return headline(error) + printFrames(framesOf(stack, editsOf));
}

/**
 * @param {any} error anything that was thrown
 * @param {import("./stacks.js").EditsOf} editsOf
 * @returns {Fault}
 */
export function faultOf(error, editsOf) {
  if (error instanceof LinkError) return linkFault(error);
  if (!(error instanceof Error)) {
    return { name: typeof error, message: String(error), stack: "", line: 0, column: 0 };
  }
  const stack = stackOf(error, editsOf);
  // The frames of a rendered stack are mapped back already.
  const [first] = framesOf(stack, () => undefined);
  const place = first ? { file: first.file, line: first.line, column: first.column } : { line: 0, column: 0 };
  return { name: String(error.name), message: String(error.message), stack, ...place };
}

/**
 * @param {LinkError} error
 * @returns {Fault}
 */
function linkFault(error) {
  const { name, message, code, file, line, column, hint } = error;
  const title = code ? `${name} [${code}]: ${message}` : `${name}: ${message}`;
  const place = file === undefined ? "" : `\n    at ${ROOT_URL}${file}:${line}:${column}`;
  const fault = { name, message: hint ? `${message} ${hint}` : message, stack: title + place, line, column };
  return file === undefined ? fault : { ...fault, file };
}

/**
 * The lines that Node writes when an error ends the process.
 * @param {Fault} fault
 * @param {ReadonlyMap<string, string>} files
 * @param {string} version such as `v22.12.0`
 */
export function lastWords(fault, files, version) {
  const line = fault.file === undefined ? undefined : files.get(fault.file)?.split("\n")[fault.line - 1];
  const excerpt =
    line === undefined
      ? ""
      : `${ROOT_URL}${fault.file}:${fault.line}\n${line}\n${" ".repeat(Math.max(0, fault.column - 1))}^\n\n`;
  return `${excerpt}${fault.stack || `Uncaught ${fault.message}`}\n\nNode.js ${version}`;
}
