// The global `performance`, and node:perf_hooks.
//
// # Limits
// The world's time stands still while code runs: within one turn every call
// gives the same number.

const origin = host.nowUnixMs() - host.nowUs() / 1000;

export const performance = {
  timeOrigin: origin,
  now: () => host.nowUs() / 1000,
  /** @param {string} name */
  mark: (name) => ({ name, entryType: "mark", startTime: host.nowUs() / 1000, duration: 0 }),
  toJSON: () => ({ timeOrigin: origin }),
};

export default { performance };
