// `cargo xtask bench`: Backlot beside its peers, in one run of one browser.
//
// Prints medians and ratios, and writes them to target/bench.json. The site
// measured is the release build that BACKLOT_SITE names.

import { chromium } from "playwright-core";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { measureCold } from "./cold.mjs";
import { buildPeers } from "./peers.mjs";
import { serve } from "./serve.mjs";
import { measureThroughput } from "./throughput.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const site = process.env.BACKLOT_SITE ?? join(root, "dist");
const folder = join(root, "target/bench");

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await buildPeers(folder);
await cp(site, join(folder, "throughput/site"), { recursive: true });

const server = await serve(folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  console.log(`${browser.version()} on ${cpus().length} cores (${cpus()[0]?.model})`);
  const throughput = await measureThroughput(browser, `${server.url}throughput/`);
  const cold = await measureCold(browser, [
    {
      name: "backlot",
      url: `${server.url}throughput/site/#world=hello`,
      readable: ".prose p",
      act: (page) => page.locator(".request .send.primary:enabled").click({ timeout: 120_000 }),
      answered: ".status-line .status",
    },
    { name: "sql.js", url: `${server.url}sqljs/`, answered: "body[data-answered]" },
    { name: "PGlite", url: `${server.url}pglite/`, answered: "body[data-answered]" },
  ]);
  const report = { chromium: browser.version(), cores: cpus().length, throughput, cold };
  await writeFile(join(root, "target/bench.json"), `${JSON.stringify(report, null, 2)}\n`);
  console.log("\nWritten to target/bench.json");
} finally {
  await browser.close();
  server.close();
}
