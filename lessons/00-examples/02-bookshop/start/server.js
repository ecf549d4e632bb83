import express from "express";
import { bestsellers } from "./routes/bestsellers.js";
import { books } from "./routes/books.js";
import { sales } from "./routes/sales.js";

const app = express();
app.use(express.json());

app.use("/books", books);
app.use("/bestsellers", bestsellers);
app.use("/sales", sales);

const port = process.env.PORT ?? 3000;
app.listen(port, () => console.log(`bookshop open on ${port}`));
