// The frame page: a map for pages that may only embed a frame. Its address sets the map up, and it reports to the page around it.

import type { DarienMapElement } from "../element/index.js";
import { VERSION, type Details, type Hello } from "./messages.js";

/** Parameters that are passed to the attribute of the same name. `map`, `place` and `chapter` are read by the map itself. */
const ATTRIBUTES = ["theme", "progress", "idle", "time"] as const;
/** The licences of the data require credits, and whoever writes an address may not have read them. */
const NEVER_WITHOUT = "credits";

const query = new URLSearchParams(location.search);
const map = document.querySelector("darien-map") as DarienMapElement;
const target = parentOrigin();

// A sandboxed frame has no origin: a server has to allow it to read modules and files. The script with everything in it needs neither.
const isClassic = document.querySelector('script[src="classic.js"]') !== null;
if (self.origin === "null" && !isClassic) location.replace(`frame-classic.html${location.search}${location.hash}`);
else start();

function start(): void {
  setUp();
  map.addEventListener("ready", () => post("ready", null));
  map.addEventListener("select", ({ detail }) => post("select", detail));
  map.addEventListener("chapter", ({ detail }) => post("chapter", detail));
  map.addEventListener("viewchange", ({ detail }) => post("viewchange", detail));
  map.addEventListener("viewend", ({ detail }) => post("viewend", detail));
  map.addEventListener("timechange", ({ detail }) => post("timechange", detail));
  map.addEventListener("panel", ({ detail }) => post("panel", detail));
  map.addEventListener("share", ({ detail }) => post("share", detail));
  map.addEventListener("copytext", ({ detail }) => post("copytext", detail));
  map.addEventListener("link", ({ detail }) => post("link", detail));
  for (const name of ["play", "pause", "end"] as const) map.addEventListener(name, () => post(name, null));
  map.addEventListener("error", ({ detail: { code, message } }) => post("error", { code, message }));
  reportHeight();
  if (!isClassic) void load();
}

/** Loads the map. It is not in the HTML, because a sandboxed frame would ask for it in vain. */
async function load(): Promise<void> {
  hint({ rel: "modulepreload", href: "element.js" });
  hint({ rel: "preload", as: "fetch", crossOrigin: "", href: "darien_map_bg.wasm" });
  try {
    await import(new URL("index.js", document.baseURI).href);
  } catch (reason) {
    post("error", { code: "wasm", message: `index.js: ${String(reason)}` });
  }
}

function hint(link: Partial<HTMLLinkElement>): void {
  document.head.append(Object.assign(document.createElement("link"), link));
}

/** Sets the map up as the address says. Parameters that are not known have no effect. */
function setUp(): void {
  for (const name of ATTRIBUTES) {
    const value = query.get(name);
    if (value) map.setAttribute(name, value);
  }
  for (const name of ["story", "basemap"] as const) {
    const value = query.get(name);
    if (value) map.setAttribute(name, addressOf(name, value));
  }
  const lang = query.get("lang") ?? "";
  if (/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(lang)) document.documentElement.lang = lang;
  for (const name of ["autoplay", "loop"]) if (query.has(name)) map.setAttribute(name, "");
  if (query.get("gestures") === "free") map.setAttribute("gestures", "free");
  const without = query.get("without")?.match(/\w+/g)?.filter((part) => part !== NEVER_WITHOUT);
  if (without) map.setAttribute("without", without.join(" "));
  const place = query.get("place");
  if (place) map.setAttribute("selected", place);
}

/** The whole address of a file, which is on this origin or comes by https. */
function addressOf(name: string, value: string): string {
  const url = URL.canParse(value, location.href) ? new URL(value, location.href) : undefined;
  if (url && (url.protocol === "https:" || (/^https?:$/.test(url.protocol) && url.host === location.host))) return url.href;
  const message = `${name}: got ${value}, expected a relative address, one of ${location.host}, or one that begins with https:`;
  console.error(message);
  post("error", { code: name, message });
  // The map does not fetch this, and tells the reader so.
  return "about:blank";
}

/** The origin that may get messages: any by default, because they tell nothing that a visitor of the frame's address could not see. */
function parentOrigin(): string | undefined {
  const value = query.get("parent");
  if (value === null) return "*";
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return new URL(value).origin;
  console.error(`parent: got ${value}, expected an origin such as https://example.org; no page gets messages`);
  return undefined;
}

function post<Type extends keyof Details>(type: Type, detail: Details[Type]): void {
  if (parent !== self && target) parent.postMessage({ darienMap: VERSION, type, detail }, target);
}

/** Reports the wanted height when it changes, and when the page around asks, which may have missed it. */
function reportHeight(): void {
  const wanted = document.getElementById("wanted") as HTMLElement;
  const report = () => {
    const height = Math.round(wanted.offsetHeight);
    if (height) post("height", { height });
  };
  new ResizeObserver(report).observe(wanted);
  addEventListener("message", ({ source, data }: MessageEvent<Partial<Hello> | null>) => {
    if (source === parent && data?.darienMap === VERSION && data.type === "hello") report();
  });
}
