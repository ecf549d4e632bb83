// The package side-channel: values kept beside objects. It exists for engines
// without WeakMap; here a Map is enough.

function getSideChannel() {
  const map = new Map();
  return {
    /** @param {unknown} key */
    assert(key) {
      if (!map.has(key)) throw new TypeError("Side channel does not contain the given key");
    },
    delete: (/** @type {unknown} */ key) => map.delete(key),
    get: (/** @type {unknown} */ key) => map.get(key),
    has: (/** @type {unknown} */ key) => map.has(key),
    set: (/** @type {unknown} */ key, /** @type {unknown} */ value) => map.set(key, value),
  };
}

module.exports = getSideChannel;
