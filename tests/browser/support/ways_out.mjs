// Ways out of the sealed frame, as bodies of async functions. Each returns a
// text if it got somewhere, and throws or returns nothing if it did not.
// `url` is an address of the app's own host, `other` of another.

/** The trick that gets at the real global scope and at a real `import`. */
const real = `const scope = (0, Function)("return this")(); const load = (async () => {}).constructor("u", "return import(u)");`;

/** @type {Record<string, string>} */
export const WAYS = {
  "fetch the app": `const r = await fetch(url); return "status " + r.status;`,
  "fetch elsewhere": `const r = await fetch(other, { mode: "no-cors" }); return "status " + r.status;`,
  "a fetch found on a prototype": `${real} let at = scope; while (at && !Object.hasOwn(at, "fetch")) at = Object.getPrototypeOf(at); const r = await at.fetch.call(scope, url); return "status " + r.status;`,
  "a synchronous XMLHttpRequest": `const x = new XMLHttpRequest(); x.open("GET", url, false); x.send(); return "status " + x.status;`,
  "a WebSocket": `return new Promise((yes, no) => { const s = new WebSocket(url.replace("http", "ws")); s.onopen = () => yes("open"); s.onerror = s.onclose = () => no(new Error("closed")); });`,
  "an EventSource": `return new Promise((yes, no) => { const s = new EventSource(url); s.onopen = () => yes("open"); s.onerror = () => no(new Error("error")); });`,
  "WebTransport": `const t = new WebTransport(url.replace("http:", "https:")); await t.ready; return "ready";`,
  "WebRTC": `const p = new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:3478" }] }); p.createDataChannel("x"); await p.setLocalDescription(); return "offer";`,
  "sendBeacon": `return navigator.sendBeacon(url, "x") ? "sent" : undefined;`,
  "a font from the network": `await new FontFace("x", "url(" + url + ")").load(); return "loaded";`,
  "importScripts": `importScripts(url); return "imported";`,
  "importScripts by the global scope": `${real} scope.importScripts(url); return "imported";`,
  "import() of the app": `await import(url); return "imported";`,
  "import() made by a constructor": `${real} await load(url); return "imported";`,
  "import() of a data URL": `${real} const m = await load("data:text/javascript,export default 1"); return "imported " + m.default;`,
  "import() by eval": `const m = await (0, eval)("import('" + url + "')"); return "imported";`,
  "a Worker of the app's script": `return new Promise((yes, no) => { const w = new Worker(url); w.onmessage = () => yes("runs"); w.onerror = () => no(new Error("refused")); });`,
  "a nested Worker that fetches": `return new Promise((yes, no) => { const w = new Worker(URL.createObjectURL(new Blob(["fetch('" + url + "').then(() => postMessage('reached'), () => postMessage(''))"]))); w.onmessage = (e) => (e.data ? yes(e.data) : no(new Error("refused"))); w.onerror = () => no(new Error("refused")); });`,
  "a SharedWorker": `const w = new SharedWorker(url); return "made " + typeof w.port;`,
  "a service worker": `await navigator.serviceWorker.register(url); return "registered";`,
  "IndexedDB": `return new Promise((yes, no) => { const r = indexedDB.open("the app"); r.onsuccess = () => yes("opened"); r.onerror = () => no(r.error); });`,
  "the caches": `await (await caches.open("the app")).put(url, new Response("x")); return "kept";`,
  "the private file system": `const d = await navigator.storage.getDirectory(); await d.getFileHandle("x", { create: true }); return "made";`,
  "localStorage": `localStorage.setItem("x", "1"); return "kept";`,
  "cookies": `if (globalThis.cookieStore) { await cookieStore.set("x", "1"); return "kept"; } document.cookie = "x=1"; return document.cookie;`,
  "a lock of the app": `return await navigator.locks.request("the app", { ifAvailable: true }, (lock) => (lock ? undefined : "seen")) ;`,
  "the app's window": `return (top ?? parent ?? opener).location.href;`,
  "the app's document": `return parent.document.title;`,
  "another window": `return open(url) ? "opened" : undefined;`,
  "navigation": `location.assign(url); return "went";`,
  "a form": `const f = document.createElement("form"); f.action = url; document.body.append(f); f.submit(); return "sent";`,
  "a link": `const a = document.createElement("a"); a.href = url; a.target = "_top"; document.body.append(a); a.click(); return "clicked";`,
  "an image": `const i = new Image(); i.src = url; await i.decode(); return "loaded";`,
  "WebAssembly from the network": `await WebAssembly.compileStreaming(fetch(url)); return "compiled";`,
};
