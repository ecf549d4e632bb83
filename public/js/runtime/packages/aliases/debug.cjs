// The package debug, as it is when DEBUG is not set: silent.

/** @type {any} */
const silent = Object.assign(() => {}, { enabled: false, extend: () => silent });

function createDebug() {
  return silent;
}

module.exports = createDebug;
