// A transaction: commands that are sent together between MULTI and EXEC.

import { COMMANDS } from "./commands.js";
import { MultiErrorReply, WatchError } from "./errors.js";

export class Multi {
  /** @param {any} client */
  constructor(client) {
    this._client = client;
    /** @type {{ words: any[], transform: (reply: any) => any }[]} */
    this._commands = [];
  }

  /** @param {any[]} words @param {(reply: any) => any} [transform] */
  addCommand(words, transform = (reply) => reply) {
    this._commands.push({ words, transform });
    return this;
  }

  async exec() {
    const commands = this._commands;
    const sent = [this._client._send(["MULTI"]), ...commands.map(({ words }) => this._client._send(words))];
    // A command that is refused when queued also makes EXEC fail, which tells.
    for (const one of sent) one.catch(() => {});
    const replies = await this._client._send(["EXEC"]);
    if (replies === null) throw new WatchError();
    return results(replies.map((/** @type {any} */ reply, /** @type {number} */ i) => commands[i].transform(reply)));
  }

  execTyped() {
    return this.exec();
  }

  async execAsPipeline() {
    const sent = this._commands.map(({ words }) => this._client._send(words).catch((/** @type {any} */ error) => error));
    const replies = await Promise.all(sent);
    return results(replies.map((reply, i) => this._commands[i].transform(reply)));
  }
}
for (const [name, { build, transform }] of COMMANDS) {
  Object.defineProperty(Multi.prototype, name, {
    writable: true,
    configurable: true,
    /** @this {Multi} @param {any[]} args */
    value: function (...args) {
      return this.addCommand(build(args), transform);
    },
  });
}

/** @param {any[]} replies */
function results(replies) {
  const wrong = replies.flatMap((reply, i) => (reply instanceof Error ? [i] : []));
  if (wrong.length > 0) throw new MultiErrorReply(replies, wrong);
  return replies;
}
