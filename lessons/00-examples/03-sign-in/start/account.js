import { Router } from "express";
import { beginSession, endSession, sessionOf } from "./session.js";
import { createUser, isPassword } from "./users.js";

export const account = Router();

const COOKIE = { httpOnly: true, sameSite: "lax", path: "/" };

account.post("/sign-up", async (req, res) => {
  const { name, password } = req.body ?? {};
  if (typeof name !== "string" || typeof password !== "string" || password.length < 8) {
    return res.status(400).json({ error: "A name, and a password of at least 8 characters." });
  }
  if (!(await createUser(name, password))) {
    return res.status(409).json({ error: "That name is taken." });
  }
  res.status(201).json({ name });
});

account.post("/sign-in", async (req, res) => {
  const { name, password } = req.body ?? {};
  if (!(await isPassword(String(name), String(password)))) {
    return res.status(401).json({ error: "Wrong name or password." });
  }
  const id = await beginSession(name);
  res.cookie("session", id, COOKIE).json({ name });
});

account.post("/sign-out", async (req, res) => {
  const id = sessionOf(req);
  if (id) await endSession(id);
  res.clearCookie("session", COOKIE).status(204).end();
});
