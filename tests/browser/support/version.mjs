// Another version of the site, as a later build would publish it.

import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sitePath } from "./site.mjs";

/**
 * Copies the site, changes its page, and lists its files anew.
 * @param {(html: string) => string} change
 */
export async function laterVersion(change) {
  const directory = await mkdtemp(join(tmpdir(), "backlot-site-"));
  await cp(sitePath, directory, { recursive: true });
  const html = change(await readFile(join(directory, "index.html"), "utf8"));
  await writeFile(join(directory, "index.html"), html);

  const worker = await readFile(join(directory, "service-worker.js"), "utf8");
  const relisted = worker.replace(/JSON\.parse\('(.*)'\)/, (_, list) => {
    const site = JSON.parse(list);
    site.files["index.html"] = `sha256-${createHash("sha256").update(html).digest("base64")}`;
    site.version = createHash("sha256").update(JSON.stringify(site.files)).digest("hex").slice(0, 16);
    return `JSON.parse('${JSON.stringify(site)}')`;
  });
  await writeFile(join(directory, "service-worker.js"), relisted);
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}
