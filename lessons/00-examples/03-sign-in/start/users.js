import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { db } from "./db.js";

function hash(password, salt) {
  return scryptSync(password, salt, 32).toString("hex");
}

/** Keeps a new user; false when the name is taken. */
export async function createUser(name, password) {
  const taken = await db.query("SELECT id FROM users WHERE name = $1", [name]);
  if (taken.rowCount > 0) return false;

  const last = await db.query("SELECT MAX(id) AS id FROM users");
  const id = (last.rows[0].id ?? 0) + 1;
  const salt = randomBytes(16).toString("hex");
  await db.query("INSERT INTO users (id, name, salt, password_hash) VALUES ($1, $2, $3, $4)", [
    id,
    name,
    salt,
    hash(password, salt),
  ]);
  return true;
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
