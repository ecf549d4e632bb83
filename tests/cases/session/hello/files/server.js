import express from "express";
import { greeting } from "./greeting.js";

const app = express();
app.use(express.json());
app.use(function logger(req, res, next) {
  console.log(req.method, req.originalUrl);
  next();
});

let visits = 0;
app.get("/", (req, res) => {
  visits += 1;
  setTimeout(() => res.send(`visit ${visits}`), 5);
});

const people = express.Router();
people.get("/:name", (req, res) => {
  res.json({ message: `${greeting}, ${req.params.name}!`, at: new Date(), luck: Math.random() });
});
app.use("/hello", people);

app.post("/echo", (req, res) => {
  res.status(201).json({ received: req.body });
});

app.listen(process.env.PORT, () => console.log(`listening on ${process.env.PORT}`));
