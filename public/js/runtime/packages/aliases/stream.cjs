// node:stream as old modules require it: the class itself.

module.exports = require("../node/stream/stream.js").default;
