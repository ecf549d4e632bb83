// Runs in Node, which answers are recorded of, and in Backlot, which must give
// the same. Each path writes its response in a way of its own.

import http from "node:http";

const later = (fn) => setTimeout(fn, 100);

const paths = {
  "/sync": (req, res) => res.end("sync"),
  "/slow": (req, res) => later(() => res.end("slow")),
  "/pieces": (req, res) => {
    res.write("one");
    later(() => res.end("two"));
  },
  "/three": (req, res) => {
    res.write("one");
    later(() => {
      res.write("two");
      later(() => res.end());
    });
  },
  "/at-once": (req, res) => {
    res.write("one");
    res.write("two");
    res.end("three");
  },
  "/one-write": (req, res) => {
    res.write("one");
    res.end();
  },
  "/flush": (req, res) => {
    res.flushHeaders();
    later(() => res.end("two"));
  },
  "/flush-and-write": (req, res) => {
    res.flushHeaders();
    res.write("one");
    later(() => res.end());
  },
  "/length": (req, res) => {
    res.setHeader("Content-Length", 6);
    res.write("one");
    later(() => res.end("two"));
  },
  "/too-short": (req, res) => {
    res.setHeader("Content-Length", 10);
    res.write("one");
    later(() => res.end("two"));
  },
  "/head-only": (req, res) => {
    res.writeHead(200, { "X-Kind": "late" });
    later(() => res.end("two"));
  },
  "/head-and-write": (req, res) => {
    res.writeHead(201, { "X-Kind": "early" });
    res.write("one");
    later(() => res.end("two"));
  },
  "/empty-write": (req, res) => {
    res.write("");
    later(() => res.end("two"));
  },
  "/no-content": (req, res) => {
    res.statusCode = 204;
    res.end("nobody sees this");
  },
  "/destroy": (req, res) => {
    res.write("one");
    later(() => res.destroy());
  },
  "/destroy-length": (req, res) => {
    res.setHeader("Content-Length", 10);
    res.write("one");
    later(() => req.socket.destroy());
  },
  "/destroy-at-once": (req) => req.socket.destroy(),
  "/hints": (req, res) => {
    res.writeEarlyHints({ link: "</style.css>; rel=preload; as=style" });
    res.end("hinted");
  },
  "/echo": (req, res) => {
    let body = "";
    req.on("data", (data) => (body += data));
    req.on("end", () => res.end(`body: ${body}`));
  },
};

export const server = http.createServer((req, res) => paths[req.url](req, res));
server.listen(process.env.PORT ?? 3000);
