// Formatting in American English and UTC unless code asks for something else,
// as on a server without settings: not in the language of the browser.

/** Constructors of Intl, of which the first argument is the locale. */
const INTL = ["Collator", "DateTimeFormat", "DisplayNames", "ListFormat", "NumberFormat", "PluralRules", "RelativeTimeFormat", "Segmenter"];

/** Methods, and the place of the locale among their arguments. */
const METHODS = /** @type {[any, string, number][]} */ ([
  [Number.prototype, "toLocaleString", 0],
  [BigInt.prototype, "toLocaleString", 0],
  [Array.prototype, "toLocaleString", 0],
  [Date.prototype, "toLocaleString", 0],
  [Date.prototype, "toLocaleDateString", 0],
  [Date.prototype, "toLocaleTimeString", 0],
  [String.prototype, "localeCompare", 1],
  [String.prototype, "toLocaleUpperCase", 0],
  [String.prototype, "toLocaleLowerCase", 0],
]);

const LOCALE = "en-US";

/** Sets the defaults for everyone in this global scope. */
export function installLocale() {
  for (const [prototype, name, place] of METHODS) {
    const original = prototype[name];
    const inUtc = prototype === Date.prototype;
    const { [name]: method } = {
      /** @this {any} @param {any[]} args */
      [name](...args) {
        while (args.length < place) args.push(undefined);
        args[place] ??= LOCALE;
        if (inUtc) args[1] = { timeZone: "UTC", ...args[1] };
        return Reflect.apply(original, this, args);
      },
    };
    Object.defineProperty(prototype, name, { value: method, writable: true, configurable: true });
  }
  const intl = /** @type {any} */ (Intl);
  for (const name of INTL) {
    const Original = intl[name];
    if (!Original) continue;
    const inUtc = name === "DateTimeFormat";
    const withDefaults = (/** @type {any} */ locale, /** @type {any} */ options) => [locale ?? LOCALE, inUtc ? { timeZone: "UTC", ...options } : options];
    const replaced = new Proxy(Original, {
      apply: (target, self, [locale, options]) => Reflect.apply(target, self, withDefaults(locale, options)),
      construct: (target, [locale, options], newTarget) => Reflect.construct(target, withDefaults(locale, options), newTarget),
    });
    Object.defineProperty(Original.prototype, "constructor", { value: replaced, writable: true, configurable: true });
    Object.defineProperty(intl, name, { value: replaced, writable: true, configurable: true });
  }
}
