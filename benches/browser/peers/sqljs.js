// A page that answers a request from SQLite compiled to wasm.

import initSqlJs from "sql.js";

const sql = await initSqlJs({ locateFile: () => "sql-wasm.wasm" });
const database = new sql.Database();
database.run("CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT)");
database.run("INSERT INTO books VALUES (1, 'A book')");
const [result] = database.exec("SELECT id, title FROM books");
const [[id, title]] = result.values;
document.body.textContent = JSON.stringify({ id, title });
document.body.dataset.answered = "yes";
