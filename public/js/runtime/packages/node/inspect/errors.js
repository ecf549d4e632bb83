// Errors as Node shows them: the stack, then what else they carry.

/** @typedef {import("./inspect.js").Context} Context */

/**
 * @param {Context} ctx
 * @param {any} error
 * @param {PropertyKey[]} keys
 * @returns {{ text: string, keys: PropertyKey[] }}
 */
export function errorText(ctx, error, keys) {
  let stack = improved(error, host.stack(error));
  const shown = keys.filter((key) => {
    if (key !== "name" && key !== "message" && key !== "stack") return true;
    return !stack.includes(String(error[key]));
  });
  if ("cause" in error && Object.hasOwn(error, "cause") && !shown.includes("cause")) shown.push("cause");
  if (Array.isArray(error.errors) && Object.hasOwn(error, "errors") && !shown.includes("errors")) shown.push("errors");
  // Without any frame the brackets tell that it is an error.
  if (!/\n\s+at /.test(stack)) stack = `[${stack}]`;
  if (ctx.indentation > 0) stack = stack.replaceAll("\n", `\n${" ".repeat(ctx.indentation)}`);
  return { text: stack, keys: shown };
}

/**
 * The stack, with the class's name where the error's own name hides it.
 * @param {any} error
 * @param {string} stack
 */
function improved(error, stack) {
  const name = typeof error.name === "string" ? error.name : "Error";
  const constructor = error.constructor?.name;
  if (!constructor || constructor === name || !name.endsWith("Error") || !stack.startsWith(name)) return stack;
  if (stack.startsWith(constructor)) return stack;
  const rest = stack.slice(name.length);
  // A code in the first line stays where it is.
  if (!/^(:|\n|$| \[)/.test(rest)) return stack;
  return constructor.includes(name) ? constructor + rest : `${constructor} [${name}]${rest}`;
}
