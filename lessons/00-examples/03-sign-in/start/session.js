import { randomBytes } from "node:crypto";
import { cache } from "./cache.js";

const SECONDS = 60 * 60;

/** Begins a session and returns its number, which nobody can guess. */
export async function beginSession(name) {
  const id = randomBytes(16).toString("hex");
  await cache.set(`session:${id}`, name, { EX: SECONDS });
  return id;
}

export async function endSession(id) {
  await cache.del(`session:${id}`);
}

/** The session number that the request's cookie carries. */
export function sessionOf(req) {
  const cookies = req.get("Cookie") ?? "";
  const pairs = cookies.split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([name]) => name === "session")?.[1];
}

/** Middleware: finds out who is asking. */
export async function withUser(req, res, next) {
  const id = sessionOf(req);
  req.user = id ? await cache.get(`session:${id}`) : null;
  next();
}
