import { Router } from "express";
import { cache } from "../cache.js";
import { db } from "../db.js";
import { KEY } from "./bestsellers.js";

export const sales = Router();

sales.post("/", async (req, res) => {
  const { bookId, copies } = req.body;
  if (!Number.isInteger(bookId) || !Number.isInteger(copies) || copies < 1) {
    return res.status(400).json({ error: "bookId and copies must be whole numbers." });
  }

  // Taking the copies and checking that there are enough is one statement, so
  // that two customers cannot both get the last one.
  const taken = await db.query(
    "UPDATE books SET stock = stock - $2 WHERE id = $1 AND stock >= $2",
    [bookId, copies],
  );
  if (taken.rowCount === 0) {
    return res.status(409).json({ error: "There are not that many in stock." });
  }

  // The database numbers the sale, and RETURNING tells how.
  const { rows } = await db.query(
    "INSERT INTO sales (book_id, copies) VALUES ($1, $2) RETURNING id",
    [bookId, copies],
  );

  // What was cached is no longer true.
  await cache.del(KEY);
  res.status(201).json({ id: rows[0].id, bookId, copies });
});
