// console and util.inspect in the runtime, beside Node's own.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { format, inspect } from "node:util";
import { startProcess, startRuntime } from "./support/world.mjs";

/** @type {Awaited<ReturnType<typeof startRuntime>>} */
let runtime;
before(async () => {
  runtime = await startRuntime();
});
after(() => runtime.close());

/** Each is an expression, shown here and there. */
const VALUES = [
  `1`, `-0`, `10n`, `"it's"`, `'say "hi"'`, "`both ' and \\\"`", `"line\\nbreak"`, `Symbol("x")`, `null`, `undefined`, `true`,
  `[]`, `[1, 2, 3]`, `[1, , 3]`, `[, , ,]`, `["a", "b"]`, `Array.from({ length: 101 }, (_, i) => i)`,
  `Array.from({ length: 120 }, (_, i) => "item" + i)`, `Array.from({ length: 27 }, (_, i) => i * 1000)`, `[1.5, -2, 300, 4, 5, 6, 7, 8]`,
  `["apple", "banana", "cherry", "date", "elderberry", "fig", "grape", "honeydew"]`,
  `[[1, [2, [3, [4]]]]]`, `{}`, `{ a: 1, b: "two", "c-d": 3, [Symbol("s")]: 4 }`, `{ a: { b: { c: { d: 1 } } } }`,
  `Object.create(null)`, `Object.assign(Object.create(null), { x: 1 })`,
  `{ id: 1, title: "A rather long title of a book", author: "Somebody Important", year: 1999, tags: ["x", "y"], stock: { count: 3, shelf: "B12" } }`,
  `[{ id: 1, title: "One", price: "9.99" }, { id: 2, title: "Two", price: "19.99" }, { id: 3, title: "Three", price: null }]`,
  `new Map([["a", 1], ["b", { c: 2 }]])`, `new Set([1, "two", [3]])`, `new Map()`, `new Set()`,
  `new Date(0)`, `new Date(NaN)`, `/ab+c/gi`, `function named() {}`, `() => {}`, `async function later() {}`, `function* gen() {}`, `class A {}`, `class B extends Map {}`,
  `Object.assign(function f() {}, { x: 1 })`, `new (class Point { constructor() { this.x = 1; this.y = 2; } })()`, `new (class Empty {})()`,
  `new (class extends Array {})(3)`, `new Uint8Array([1, 2, 3])`, `new Float64Array(2)`, `new ArrayBuffer(4)`, `Buffer.from("hello")`, `Buffer.alloc(60)`,
  `new Number(3)`, `new String("abc")`, `Object(Symbol("q"))`, `Object(10n)`, `new WeakMap()`,
  `(() => { const a = { name: "a" }; a.self = a; return a; })()`, `(() => { const a = []; a.push(a, [a]); return a; })()`,
  `{ get a() { return 1; }, set b(v) {}, get c() { return 1; }, set c(v) {} }`, `{ a: function () {}, b: class {}, c: Symbol.iterator }`,
  `{ text: "x".repeat(100), more: "y".repeat(60) }`, `"z".repeat(10050)`, `"first line of it\\n".repeat(8)`,
  `{ a: undefined, b: null, c: NaN }`, `(function () { return arguments; })(1, 2)`, `{ [Symbol.toStringTag]: "Tagged", a: 1 }`, `globalThis.JSON`, `globalThis.Math`,
  `{ a: [{ b: { c: {} } }], d: [[[[]]]] }`, `{ a: 1n, b: [1n, 2n] }`, `{ "__proto__x": 1, ["1a"]: 2, a1: 3 }`,
  `Object.assign([1, 2], { extra: true })`, `[undefined, null]`, `new Map([[{ a: 1 }, new Set([1])]])`,
  `[["a", 1], ["b", 2]]`, `{ list: Array.from({ length: 30 }, (_, i) => ({ i })) }`, `[new Date(0), /x/, () => {}]`,
  `Object.defineProperty({}, "hidden", { value: 1 })`, `new (class Foo { get [Symbol.toStringTag]() { return "bar"; } })()`,
  `[1.123456789, 2.1, 3.14159, 4, 5, 6.5, 7]`, `["a".repeat(20), "b", "c", "d", "e", "f", "g"]`,
];

/** Each is the arguments of one call. */
const FORMATS = [
  `"%s is %d years", "Ada", 36`, `"%i %f", "42.9", "1.5"`, `"%j", { a: [1] }`, `"%o", { a: 1 }`, `"%O", { a: { b: { c: { d: 1 } } } }`, `"100%"`, `"%%", 1`, `"%s"`, `"%s", null, undefined`,
  `"%s", { a: 1 }`, `"%s", [1, 2]`, `"%s", () => 1`, `"%s", Symbol("a")`, `"%s", 5n`, `"%d", "x"`, `"a", "b", 1, { c: 2 }`, `1, "2", [3]`, `"%c styled", "color: red"`, `""`, `"%x", 1`, `"%s", -0`, `"%s", new Date(0)`,
  `"%s", new (class A { toString() { return "mine"; } })()`, `{ a: 1 }, "text"`, `undefined`, `null`, `"%s", "str", "more"`,
];

test("values look as in Node", async () => {
  const script = `import { inspect } from "node:util";\n${VALUES.map((value) => `process.stdout.write(JSON.stringify(inspect((${value}))) + "\\n");`).join("\n")}`;
  const { started } = await startProcess(runtime, { "server.js": script });
  const shown = started.map((/** @type {any} */ { text }) => JSON.parse(text));
  // eslint-disable-next-line no-eval
  VALUES.forEach((value, i) => assert.equal(shown[i], inspect((0, eval)(`(${value})`)), value));
});

test("console formats as Node does", async () => {
  const script = FORMATS.map((args) => `console.log(${args});`).join("\n");
  const { started } = await startProcess(runtime, { "server.js": script });
  // eslint-disable-next-line no-eval
  FORMATS.forEach((args, i) => assert.equal(started[i].text, format(...(0, eval)(`[${args}]`)), args));
});
