// node:process.
//
// # Limits
// One user, one directory, no signals but those that code emits itself, no
// standard input.

import { EventEmitter } from "./events.js";
import { nodeError, unavailable } from "./errors.js";

/** @type {any} */
const Emitter = EventEmitter;
const VERSION = "v22.12.0";

class Process extends Emitter {
  title = "node";
  pid = 1;
  ppid = 0;
  platform = "linux";
  arch = "x64";
  version = VERSION;
  versions = { node: VERSION.slice(1), v8: "12.4.254.21-node.21" };
  release = { name: "node" };
  execPath = "/usr/local/bin/node";
  /** @type {string[]} */
  execArgv = [];
  argv = ["/usr/local/bin/node", `/app/${host.entry}`];
  /** @type {number | undefined} */
  exitCode = undefined;
  env = environment(host.env);
  stdout = output("log");
  stderr = output("error");
  hrtime = Object.assign(
    (/** @type {[number, number] | undefined} */ since) => {
      const us = host.nowUs();
      const now = [Math.floor(us / 1e6), (us % 1e6) * 1000];
      if (!since) return now;
      const [s, ns] = [now[0] - since[0], now[1] - since[1]];
      return ns < 0 ? [s - 1, ns + 1e9] : [s, ns];
    },
    { bigint: () => BigInt(host.nowUs()) * 1000n },
  );

  /** @param {number} [code] */
  exit(code = this.exitCode ?? 0) {
    this.exitCode = Number(code);
    this.emit("exit", this.exitCode);
    host.exit(this.exitCode);
  }

  abort() {
    host.exit(134);
  }

  /**
   * @param {(...args: any[]) => void} fn
   * @param {any[]} args
   */
  nextTick(fn, ...args) {
    if (typeof fn !== "function") {
      throw nodeError(TypeError, "ERR_INVALID_ARG_TYPE", `The "callback" argument must be of type function. Received ${fn}`);
    }
    host.nextTick(args.length === 0 ? fn : () => fn(...args));
  }

  cwd() {
    return "/app";
  }

  chdir() {
    return unavailable("process.chdir", "The project lies in /app.");
  }

  uptime() {
    return host.nowUs() / 1e6;
  }

  memoryUsage() {
    return { rss: 5e7, heapTotal: 2e7, heapUsed: 1e7, external: 1e6, arrayBuffers: 1e4 };
  }

  cpuUsage() {
    return { user: host.nowUs(), system: 0 };
  }

  /**
   * @param {any} warning
   * @param {any} [type]
   */
  emitWarning(warning, type) {
    const name = typeof type === "string" ? type : (type?.type ?? warning?.name ?? "Warning");
    host.act({ kind: "log", level: "error", text: `(node:1) ${name}: ${warning?.message ?? warning}` });
  }

  umask() {
    return 0o22;
  }

  kill() {
    return unavailable("process.kill", "This world has one process.");
  }
}

/**
 * `process.env` holds text only: what is assigned becomes text.
 * @param {Record<string, string>} env
 */
function environment(env) {
  return new Proxy(env, {
    set(target, name, value) {
      if (typeof name === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
      target[name] = String(value);
      return true;
    },
  });
}

/**
 * `process.stdout` and `process.stderr`: whole lines go to the log.
 * @param {string} level
 */
function output(level) {
  let rest = "";
  return Object.assign(new Emitter(), {
    isTTY: false,
    writable: true,
    fd: level === "log" ? 1 : 2,
    /** @param {any} chunk */
    write(chunk) {
      const lines = (rest + (typeof chunk === "string" ? chunk : Buffer.from(chunk).toString())).split("\n");
      rest = lines.pop() ?? "";
      for (const text of lines) host.act({ kind: "log", level, text });
      return true;
    },
    end() {},
  });
}

const process = new Process();

/** @type {any} */ (host).lastResort = (/** @type {unknown} */ error, /** @type {string} */ origin) => {
  if (origin === "unhandledRejection" && process.listenerCount("unhandledRejection") > 0) {
    process.emit("unhandledRejection", error, Promise.resolve());
    return true;
  }
  if (process.listenerCount("uncaughtException") === 0) return false;
  process.emit("uncaughtException", error, origin);
  return true;
};

export { process };
export default process;
