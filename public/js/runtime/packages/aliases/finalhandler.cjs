// The package finalhandler, with its verdict told first.

const finalhandler = require("finalhandler-itself");

/**
 * @param {any} req
 * @param {any} res
 * @param {any} options
 */
function told(req, res, options) {
  const done = finalhandler(req, res, options);
  return (/** @type {any} */ error) => {
    if (!error) {
      if (!res.headersSent) host.act({ kind: "route_missed", method: req.method, path: pathOf(req) });
    } else if (!isClientError(error, res)) {
      host.act({ kind: "failed", ...host.fault(error) });
    }
    if (error instanceof Error) withNodeStack(error);
    done(error);
  };
}

/** @param {any} req */
function pathOf(req) {
  return (req.originalUrl ?? req.url).replace(/[?#].*$/s, "");
}

/**
 * Whether the answer will be 4xx: the client's mistake, not the code's.
 * @param {any} error
 * @param {any} res
 */
function isClientError(error, res) {
  const status = [error.status, error.statusCode, res.statusCode].find((code) => code >= 400 && code < 600) ?? 500;
  return status < 500;
}

/**
 * The page of a 500 shows the stack; let it be Node's in every browser.
 * @param {Error} error
 */
function withNodeStack(error) {
  const stack = host.stack(error);
  if (error.stack !== stack) Object.defineProperty(error, "stack", { value: stack, writable: true, configurable: true });
}

module.exports = told;
