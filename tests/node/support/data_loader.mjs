// The module loader for Node, which imports no blobs.

import { spawnSync } from "node:child_process";

let count = 0;

/** @returns {import("../../../public/js/runtime/modules/loader.js").ModuleLoader} */
export function dataLoader() {
  const execPath = process.execPath;
  return {
    // The fragment makes each address a module of its own.
    address: (code) => `data:text/javascript;charset=utf-8,${encodeURIComponent(code)}#${++count}`,
    release: () => {},
    load: (url) => import(url),
    locate: async (code) => {
      const { stderr } = spawnSync(execPath, ["--check", "--input-type=module", "-"], { input: code, encoding: "utf8" });
      const [place, , marks = ""] = stderr.split("\n");
      const line = Number(/:(\d+)$/.exec(place)?.[1]);
      return line ? { line, column: marks.indexOf("^") + 1 } : undefined;
    },
  };
}
