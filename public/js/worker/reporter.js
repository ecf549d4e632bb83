// What the page is told: events in batches, outcomes, and signs of life.
//
// The page ends a worker that is silent for too long. How long that is depends
// on who works: the learner's code may not block for more than two seconds,
// the engine may take its time over a large statement.

import { realClock } from "../runtime/platform.js";

/** Events are sent on when they are this long, in characters. */
const BATCH = 1 << 20;
/** A sign of life is given this often, in milliseconds, if nothing else is. */
const BEAT_MS = 250;
/** What in a message to the engine can take long: statements. */
const LONG = /^\{"run":\{"command":"(?!send")|"service":"sql_query"/;

export class Reporter {
  /** @param {(message: string) => void} post */
  constructor(post) {
    this.post = post;
    /** @type {number | undefined} */
    this.id = undefined;
    /** @type {string[]} */
    this.events = [];
    this.length = 0;
    this.saidAt = 0;
    this.saidEngine = false;
  }

  /** @param {number | undefined} id none while a session is replayed */
  begin(id) {
    this.id = id;
  }

  /** @param {string} events a JSON array */
  happened(events) {
    if (this.id === undefined) return;
    this.events.push(events.slice(1, -1));
    this.length += events.length;
    if (this.length > BATCH) this.flush();
  }

  flush() {
    if (this.events.length === 0) return;
    this.say(`{"kind":"events","events":[${this.events.join(",")}]}`);
    this.events = [];
    this.length = 0;
  }

  /** @param {string} message to the engine */
  engineWorks(message) {
    if (!LONG.test(message)) return;
    this.saidEngine = true;
    this.say('{"kind":"engine_works"}');
  }

  codeWorks() {
    if (this.saidEngine || realClock() - this.saidAt > BEAT_MS) this.say('{"kind":"code_works"}');
    this.saidEngine = false;
  }

  /** @param {string} outcome JSON */
  finished(outcome) {
    this.flush();
    this.say(`{"kind":"finished","id":${this.id},"outcome":${outcome}}`);
  }

  restored() {
    this.say('{"kind":"restored"}');
  }

  /** @param {unknown} error */
  failed(error) {
    this.say(JSON.stringify({ kind: "failed", message: error instanceof Error ? `${error.message}` : String(error) }));
  }

  /** @param {string} message */
  say(message) {
    this.saidAt = realClock();
    this.post(message);
  }
}
