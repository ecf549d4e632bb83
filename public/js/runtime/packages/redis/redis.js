// The package redis.

import { unavailable } from "../node/errors.js";
import { Client, RESP_TYPES } from "./client.js";
import * as errors from "./errors.js";

/** @param {any} [options] */
export function createClient(options) {
  const url = options?.url;
  if (url !== undefined && !/^rediss?:$/.test(new URL(url).protocol)) throw new TypeError("Invalid protocol");
  return new Client(options);
}

export const createCluster = () => unavailable("redis createCluster", "This world has one cache: use createClient.");
export const createSentinel = () => unavailable("redis createSentinel", "This world has one cache: use createClient.");
export const createClientPool = () => unavailable("redis createClientPool", "One client is enough: use createClient.");

export * from "./errors.js";
export { RESP_TYPES };

const redis = { ...errors, RESP_TYPES, createClient, createClientPool, createCluster, createSentinel };
export default redis;
