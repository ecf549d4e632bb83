import express from "express";
import { createClient } from "redis";

const cache = await createClient({ url: process.env.REDIS_URL }).connect();
const app = express();

// Reads and writes apart, so that two visits at once are counted once.
app.get("/visit", async (req, res) => {
  const visits = Number(await cache.get("visits")) + 1;
  await cache.set("visits", String(visits));
  res.json({ visits });
});

app.get("/wrong", async (req, res) => {
  await cache.lPush("visits", "x");
  res.end();
});

// An error of its own words: those of the language differ from browser to browser.
app.get("/boom", (req, res) => {
  throw new RangeError("more visits than fit");
});

app.get("/lost", (req, res) => {
  res.send("answered");
  Promise.reject(new Error("nobody handles this"));
});

app.listen(3000);
