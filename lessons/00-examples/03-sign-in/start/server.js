import express from "express";
import { account } from "./account.js";
import { withUser } from "./session.js";
import { createUser } from "./users.js";

const app = express();
app.use(express.json());
app.use(withUser);

app.use(account);

app.get("/me", (req, res) => {
  if (!req.user) {
    return res.status(401).json({ error: "Sign in first." });
  }
  res.json({ name: req.user });
});

// Someone to sign in as from the start.
await createUser("grace", "battery staple");

const port = process.env.PORT ?? 3000;
app.listen(port, () => console.log(`listening on ${port}`));
