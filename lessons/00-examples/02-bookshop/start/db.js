import { Pool } from "pg";

// One pool for the whole process: opening a connection for each request
// would cost a round trip every time.
export const db = new Pool({
  connectionString: process.env.DATABASE_URL,
  max: 5,
});
