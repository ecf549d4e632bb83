// Commands in, events and outcomes out. Between them the engine asks for turns
// and the runtime does them.

import { wellFormed } from "./json.js";
import { Reporter } from "./reporter.js";

/** @typedef {import("./engine.js").EngineLike} EngineLike */
/** @typedef {{ turn: (turn: import("../runtime/protocol.js").Turn) => Promise<import("../runtime/protocol.js").TurnDone> }} Runtime */

/**
 * What the page sends. `replay` runs commands again; events that it has
 * already (`known`) are not sent. Those that are `halted` have their code
 * stopped at once, as it was the first time.
 * @typedef {{ kind: "run", id: number, command: string }
 *   | { kind: "replay", commands: { command: string, halted: boolean, known: boolean }[] }} FromPage
 */

/** What a process does whose code may not run: it ends. */
const HALTED = [{ kind: "exit", code: 137 }];

/**
 * @param {MessagePort} port
 * @param {EngineLike} engine
 * @param {Runtime} runtime
 */
export function serve(port, engine, runtime) {
  const reporter = new Reporter((message) => port.postMessage(message));
  // One at a time, in the order they came.
  let last = Promise.resolve();
  port.onmessage = ({ data }) => {
    last = last.then(() => handle(JSON.parse(data), engine, runtime, reporter)).catch((error) => reporter.failed(error));
  };
}

/**
 * @param {FromPage} message
 * @param {EngineLike} engine
 * @param {Runtime} runtime
 * @param {Reporter} reporter
 */
async function handle(message, engine, runtime, reporter) {
  if (message.kind === "run") {
    reporter.begin(message.id);
    const outcome = await run(message.command, engine, runtime, reporter);
    reporter.finished(outcome);
    return;
  }
  for (const { command, halted, known } of message.commands) {
    reporter.begin(known ? undefined : 0);
    await run(command, engine, halted ? haltedRuntime : runtime, reporter);
    reporter.flush();
  }
  reporter.restored();
}

/** @type {Runtime} */
const haltedRuntime = {
  turn: async ({ turn }) => ({ turn, actions: /** @type {any} */ (HALTED) }),
};

/**
 * Runs a command to its end; gives its outcome as JSON.
 * @param {string} command
 * @param {EngineLike} engine
 * @param {Runtime} runtime
 * @param {Reporter} reporter
 */
export async function run(command, engine, runtime, reporter) {
  let message = `{"run":${command}}`;
  for (;;) {
    reporter.engineWorks(message);
    const [need, outcome, events] = engine.exchange(message).split("\n");
    if (events) reporter.happened(events);
    if (!need) return outcome;
    reporter.codeWorks();
    const done = await runtime.turn(JSON.parse(need));
    message = `{"resume":${wellFormed(JSON.stringify(done))}}`;
  }
}
