import { createClient } from "redis";

export const cache = createClient({ url: process.env.REDIS_URL });
await cache.connect();
