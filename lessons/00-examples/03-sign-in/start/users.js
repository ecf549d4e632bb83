import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { db } from "./db.js";

function hash(password, salt) {
  return scryptSync(password, salt, 32).toString("hex");
}

/** Keeps a new user; false when the name is taken. */
export async function createUser(name, password) {
  const salt = randomBytes(16).toString("hex");
  // Looking first and then inserting would let two people take the same name
  // at once; the UNIQUE of the column cannot be fooled.
  const { rowCount } = await db.query(
    `INSERT INTO users (name, salt, password_hash) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO NOTHING`,
    [name, salt, hash(password, salt)],
  );
  return rowCount === 1;
}

/** Whether this is that user's password. */
export async function isPassword(name, password) {
  const { rows } = await db.query("SELECT salt, password_hash FROM users WHERE name = $1", [name]);
  if (rows.length === 0) return false;

  // Comparing takes the same time wherever the first difference is.
  const wanted = Buffer.from(rows[0].password_hash, "hex");
  const given = Buffer.from(hash(password, rows[0].salt), "hex");
  return timingSafeEqual(wanted, given);
}
