// WebKitGTK as the tests use it: its small browser under a virtual screen,
// told what to do over WebDriver.

import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

/** Starts the browser. Close it at the end of the test file. */
export async function launchWebKit() {
  const screen = await startScreen();
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
    env: { ...process.env, DISPLAY: screen.display, WEBKIT_DISABLE_COMPOSITING_MODE: "1" },
    stdio: "ignore",
  });
  const stop = () => {
    driver.kill();
    screen.stop();
  };
  try {
    const session = await openSession(`http://127.0.0.1:${port}`);
    return { ...session, close: () => session.quit().finally(stop) };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * The few commands of WebDriver that a smoke test needs.
 * @param {string} driver the driver's address
 */
async function openSession(driver) {
  /** @param {string} path @param {"POST" | "DELETE"} method @param {object} [body] */
  const send = async (path, method, body) => {
    const response = await fetch(`${driver}${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    const { value } = /** @type {{ value: any }} */ (await response.json());
    if (!response.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const capabilities = {
    alwaysMatch: {
      "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] },
    },
  };
  await until("WebKitWebDriver listens", () =>
    fetch(`${driver}/status`).then(
      (response) => response.ok,
      () => false,
    ),
  );
  const { sessionId } = await send("/session", "POST", { capabilities });
  const session = `/session/${sessionId}`;
  await send(`${session}/window/rect`, "POST", { x: 0, y: 0, width: 1440, height: 900 });

  /** Runs the body of a function in the page. @param {string} script */
  const run = (script) => send(`${session}/execute/sync`, "POST", { script, args: [] });

  return {
    run,
    /** @param {string} url */
    open: (url) => send(`${session}/url`, "POST", { url }),
    /** Clicks an element as a person does. @param {string} selector */
    click: async (selector) => {
      const found = await send(`${session}/element`, "POST", { using: "css selector", value: selector });
      await send(`${session}/element/${Object.values(found)[0]}/click`, "POST", {});
    },
    /** Waits until an expression is true in the page. @param {string} expression */
    waitFor: (expression) => until(expression, () => run(`return Boolean(${expression})`)),
    quit: () => send(session, "DELETE"),
  };
}

/** Where the distribution keeps WebKitGTK's small browser. */
function miniBrowser() {
  const found = ["/usr/lib", ...readdirSync("/usr/lib").map((name) => join("/usr/lib", name))]
    .flatMap((dir) => ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"].map((name) => join(dir, name)))
    .map((dir) => join(dir, "MiniBrowser"))
    .find((path) => existsSync(path));
  if (!found) throw new Error("WebKitGTK's MiniBrowser is not installed (webkit2gtk-driver brings it)");
  return found;
}

/** Starts a virtual screen on the next free number. */
async function startScreen() {
  const server = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const number = await new Promise((resolve, reject) => {
    server.stdout.once("data", (said) => resolve(String(said).trim()));
    server.once("error", reject);
    server.once("exit", () => reject(new Error("Xvfb did not start")));
  });
  return { display: `:${number}`, stop: () => void server.kill() };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * Asks again and again until it is so.
 * @param {string} what
 * @param {() => Promise<boolean>} isSo
 */
async function until(what, isSo) {
  const deadline = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not so after a minute: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
