// The package pg.

import { Client, escapeIdentifier, escapeLiteral } from "./client.js";
import { DatabaseError } from "./errors.js";
import { Pool } from "./pool.js";
import { Result } from "./result.js";
import { types } from "./types.js";

export const defaults = { user: host.env.USER, host: "localhost", port: 5432, max: 10, idleTimeoutMillis: 30000 };

export { Client, DatabaseError, Pool, Result, escapeIdentifier, escapeLiteral, types };

const pg = { Client, DatabaseError, Pool, Result, defaults, escapeIdentifier, escapeLiteral, types };
export default pg;
