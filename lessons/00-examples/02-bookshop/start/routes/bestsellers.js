import { Router } from "express";
import { cache } from "../cache.js";
import { db } from "../db.js";

export const bestsellers = Router();

export const KEY = "bestsellers";
const SECONDS = 60;

bestsellers.get("/", async (req, res) => {
  const cached = await cache.get(KEY);
  if (cached !== null) {
    return res.set("X-Cache", "hit").json(JSON.parse(cached));
  }

  const { rows } = await db.query(
    `SELECT books.id, books.title, SUM(sales.copies) AS sold
       FROM sales
       JOIN books ON books.id = sales.book_id
      GROUP BY books.id, books.title
      ORDER BY sold DESC, books.id
      LIMIT 3`,
  );
  await cache.set(KEY, JSON.stringify(rows), { EX: SECONDS });
  res.set("X-Cache", "miss").json(rows);
});
