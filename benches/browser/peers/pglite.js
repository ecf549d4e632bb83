// A page that answers a request from PostgreSQL compiled to wasm.

import { PGlite } from "./pglite/index.js";

const database = new PGlite();
await database.exec(`
  CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT);
  INSERT INTO books VALUES (1, 'A book');
`);
const { rows } = await database.query("SELECT id, title FROM books");
document.body.textContent = JSON.stringify(rows[0]);
document.body.dataset.answered = "yes";
