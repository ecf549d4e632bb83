import type { Host } from "../host.js";

declare global {
  /**
   * The process that these packages belong to. The bundle of the packages is
   * one function with this parameter, called once for each process.
   */
  const host: Host;
}

export {};
