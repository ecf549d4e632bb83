// Takes the place of the router's own tracing module, which publishes the same
// moments on a diagnostics channel: here they become actions of the turn.
//
// The router calls this for every function it invokes, and goes the same ways
// as without. What `wrapNext` returns is the `next` that the function gets.

import callParam from "router/lib/param.js";

/** The patterns of the mounts around the router that works, on the request. */
const MOUNTS = Symbol("mounts");
/** The dispatch of a route that was told already, on the request. */
const MATCHED = Symbol("matched");
/** Errors that were told already, on the request. */
const SEEN = Symbol("seen");

export const requestChannel = {
  start: {
    /**
     * @param {any} ctx
     * @param {() => void} run
     */
    runStores(ctx, run) {
      entered(ctx);
      run();
    },
  },
  error: { publish: () => {} },
};

export function shouldTrace() {
  return true;
}

/** @param {any} ctx */
function entered(ctx) {
  const { req, layer } = ctx;
  if (ctx.param !== undefined) return;
  const mounts = (req[MOUNTS] ??= []);
  const pattern = join(mounts.at(-1) ?? "", String(ctx.route));
  // Layers of `router.use` have a route, even if it is undefined; those inside of a route do not.
  if ("route" in layer) {
    if (!isMount(layer)) return tell(ctx, pattern);
    const depth = mounts.push(pattern) - 1;
    ctx.left = () => (mounts.length = depth);
    return;
  }
  if (req[MATCHED] !== req.route) {
    req[MATCHED] = req.route;
    const params = Object.entries(req.params).map(([name, value]) => /** @type {[string, string]} */ ([name, String(value)]));
    host.act({ kind: "route_matched", method: req.method, pattern, params });
  }
  // The last function of a route is its handler, those before it are middleware.
  if (req.route.stack.at(-1) !== layer) tell(ctx, pattern);
}

/**
 * @param {any} ctx
 * @param {string} path
 */
function tell(ctx, path) {
  ctx.told = true;
  host.act({ kind: "middleware_entered", name: nameOf(ctx), path });
}

/** @param {any} ctx */
function nameOf(ctx) {
  return ctx.handler.name || "<anonymous>";
}

/**
 * Whether a layer is a router or an application rather than a function.
 * @param {any} layer
 */
function isMount(layer) {
  return Array.isArray(layer.handle.stack) || layer.handle.name === "mounted_app";
}

/**
 * @param {string} before
 * @param {string} after
 */
function join(before, after) {
  if (before === "") return after;
  return after === "/" ? before : before.replace(/\/$/, "") + after;
}

/**
 * @param {any} ctx
 * @param {(error?: any) => void} next
 */
export function wrapNext(ctx, next) {
  let passed = false;
  return (/** @type {any} */ error) => {
    if (error && error !== "route" && error !== "router") {
      if (recordError(ctx.req, error)) {
        host.act({ kind: "middleware_failed", name: nameOf(ctx), message: String(error?.message ?? error) });
      }
    } else if (ctx.told && !passed) {
      host.act({ kind: "middleware_passed", name: nameOf(ctx) });
    }
    passed = true;
    ctx.left?.();
    next(error);
  };
}

/**
 * Notes an error; false when it is known already and not new at this place.
 * @param {any} req
 * @param {any} error
 */
export function recordError(req, error) {
  if (!error || error === "route" || error === "router") return false;
  const seen = (req[SEEN] ??= new Set());
  if (seen.has(error)) return false;
  seen.add(error);
  return true;
}

export function recordThrown() {}

export function publishEnd() {}

export function traceAsyncEnd() {}

/**
 * @param {any} fn
 * @param {any} ctx
 * @param {any} next
 * @param {any} value
 * @param {string} name
 */
export function traceParam(fn, ctx, next, value, name) {
  callParam(fn, ctx.req, ctx.res, next, value, name);
}
