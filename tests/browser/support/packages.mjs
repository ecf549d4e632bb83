// The npm packages of the project, for tests that lie outside their directory.

import { createRequire } from "node:module";

const require = createRequire(new URL("../../../public/js/package.json", import.meta.url));

/** @type {typeof import("../../../public/js/node_modules/playwright-core")} */
export const playwright = require("playwright-core");
/** @type {typeof import("../../../public/js/node_modules/puppeteer-core")} */
export const puppeteer = require("puppeteer-core");

/** axe-core's source, to be run inside a page. */
export const axePath = require.resolve("axe-core/axe.min.js");
