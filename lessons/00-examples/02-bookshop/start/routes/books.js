import { Router } from "express";
import { db } from "../db.js";

export const books = Router();

books.get("/", async (req, res) => {
  const { rows } = await db.query(
    `SELECT books.id, books.title, authors.name AS author, books.price_cents, books.stock
       FROM books
       JOIN authors ON authors.id = books.author_id
      ORDER BY books.id`,
  );
  res.json(rows);
});

books.get("/:id", async (req, res) => {
  const { rows } = await db.query(
    `SELECT books.id, books.title, authors.name AS author, books.price_cents, books.stock
       FROM books
       JOIN authors ON authors.id = books.author_id
      WHERE books.id = $1`,
    [req.params.id],
  );
  if (rows.length === 0) {
    return res.status(404).json({ error: "There is no such book." });
  }
  res.json(rows[0]);
});
