// Many requests at the same moment, for peers that take them one by one.

/** @param {(path: string) => Promise<unknown>} request */
export const each = (request) => (/** @type {string} */ path, /** @type {number} */ count) =>
  Promise.all(Array.from({ length: count }, () => request(path)));
