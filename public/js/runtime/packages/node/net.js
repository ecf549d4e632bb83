// node:net: only what can be answered without a network.

/** @param {any} text */
export function isIP(text) {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

/** @param {any} text */
export function isIPv4(text) {
  return typeof text === "string" && /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

/** @param {any} text */
export function isIPv6(text) {
  if (typeof text !== "string" || !/^[0-9a-f:.]+$/i.test(text)) return false;
  try {
    return Boolean(new URL(`http://[${text}]/`));
  } catch {
    return false;
  }
}

export default { isIP, isIPv4, isIPv6 };
