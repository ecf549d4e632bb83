// The errors of @redis/client, by its names and words.

/** What the server refused. */
export class ErrorReply extends Error {}
export class SimpleError extends ErrorReply {}
export class BlobError extends ErrorReply {}

/** A class with one sentence. @param {string} name @param {string} message */
function fixed(name, message) {
  const Fixed = class extends Error {
    constructor() {
      super(message);
    }
  };
  Object.defineProperty(Fixed, "name", { value: name, configurable: true });
  return Fixed;
}

export const ClientClosedError = fixed("ClientClosedError", "The client is closed");
export const ClientOfflineError = fixed("ClientOfflineError", "The client is offline");
export const DisconnectsClientError = fixed("DisconnectsClientError", "Disconnects client");
export const SocketClosedUnexpectedlyError = fixed("SocketClosedUnexpectedlyError", "Socket closed unexpectedly");
export const AbortError = fixed("AbortError", "The command was aborted");
export const ConnectionTimeoutError = fixed("ConnectionTimeoutError", "Connection timeout");

export class WatchError extends Error {
  constructor(message = "One (or more) of the watched keys has been changed") {
    super(message);
  }
}

/** Some commands of a transaction failed. */
export class MultiErrorReply extends ErrorReply {
  /**
   * @param {any[]} replies
   * @param {number[]} errorIndexes
   */
  constructor(replies, errorIndexes) {
    super(`${errorIndexes.length} commands failed, see .replies and .errorIndexes for more information`);
    this.replies = replies;
    this.errorIndexes = errorIndexes;
  }

  *errors() {
    for (const index of this.errorIndexes) yield this.replies[index];
  }
}
