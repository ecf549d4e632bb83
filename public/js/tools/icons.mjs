// Draws the PNG icons from the SVG marks, by the system's Chromium:
//
//     node public/js/tools/icons.mjs
//
// Run it after the mark has changed, and commit what it writes.

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const icons = join(dirname(fileURLToPath(import.meta.url)), "../../static/icons");

/** @type {[svg: string, size: number, png: string][]} */
const wanted = [
  ["mark.svg", 192, "mark-192.png"],
  ["mark.svg", 512, "mark-512.png"],
  ["mark-maskable.svg", 512, "mark-maskable-512.png"],
  ["mark-maskable.svg", 180, "apple-touch-icon.png"],
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const [svg, size, png] of wanted) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const image = (await readFile(join(icons, svg), "utf8")).replace("<svg ", `<svg width="${size}" height="${size}" `);
  await page.setContent(`<body style="margin:0">${image}</body>`);
  await page.screenshot({ path: join(icons, png), omitBackground: true });
  await page.close();
}
await browser.close();
