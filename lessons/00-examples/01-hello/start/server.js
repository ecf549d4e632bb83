import express from "express";

const app = express();
app.use(express.json());

// This lives as long as the process does.
let visits = 0;

app.get("/", (req, res) => {
  visits += 1;
  res.send(`<h1>Hello from your own server</h1>
<p>You are visit number ${visits} since it started.</p>
<p><a href="/hello/Ada">Say hello to Ada</a></p>`);
});

app.get("/hello/:name", (req, res) => {
  const { name } = req.params;
  console.log("greeting", name);
  res.json({ message: `Hello, ${name}!`, at: new Date() });
});

app.post("/echo", (req, res) => {
  res.status(201).json({ received: req.body });
});

// Try /shout?text=hi, and then /shout alone.
app.get("/shout", (req, res) => {
  const text = req.query.text;
  res.type("text").send(`${text.toUpperCase()}!`);
});

const port = process.env.PORT ?? 3000;
app.listen(port, () => console.log(`listening on ${port}`));
