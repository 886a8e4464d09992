// Links to what is open: a chapter, `#chapter=…`, else the view with a place or leg in it and the time that is shown,
// `#map=zoom/lat/lon&place=…&time=…`, or the same in the query of the address.

import type { Handlers, Linked } from "./contracts.js";
import type { View } from "./types.js";

/** The contents of a hash. Parts that are missing or invalid are left out. */
export interface Link {
  view?: View;
  place?: string;
  chapter?: string;
  time?: string;
}

const KEYS = ["map", "place", "chapter", "time"];

/** Seconds between two changes of the address: browsers limit how often it may change. */
const PAUSE = 0.4;

/** Splits a hash or a query into its parts. Each has its original text, its key and its value. */
function parts(hash: string): { part: string; key: string; value: string }[] {
  const all = hash.replace(/^[#?]/, "").split("&").filter(Boolean);
  return all.map((part) => {
    const at = part.indexOf("=");
    return { part, key: at < 0 ? part : part.slice(0, at), value: at < 0 ? "" : part.slice(at + 1) };
  });
}

/** Whether a hash is empty or a list of `key=value`. A route (`#/about`) or an anchor (`#part-2`) belongs to the page. */
const isList = (hash: string): boolean => parts(hash).every(({ part }) => /^[^/?!=]*=/.test(part));

/** Reads a hash or a query. */
export function parseHash(hash: string): Link {
  const link: Link = {};
  for (const { key, value } of parts(hash)) {
    if (key === "map") {
      const numbers = value.split("/").map((text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN));
      const [zoom = NaN, lat = NaN, lon = NaN] = numbers;
      const valid = numbers.length === 3 && zoom >= -1 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
      if (valid) link.view = { lon, lat, zoom };
    } else if (key === "place" || key === "chapter" || key === "time") {
      try {
        const id = decodeURIComponent(value);
        if (id) link[key] = id;
      } catch {
        // The value is not valid percent-encoding.
      }
    }
  }
  return link;
}

/** Writes the present view into a hash or a query, after `mark`. Other parts are kept. */
export function formatHash(hash: string, mark: "#" | "?", { view, place, chapter, time }: Link): string {
  const all = parts(hash).flatMap(({ part, key }) => (KEYS.includes(key) ? [] : [part]));
  if (view) {
    // Enough digits for half a pixel.
    const digits = Math.max(0, Math.ceil((view.zoom + 8) * 0.302));
    const numbers = [view.zoom.toFixed(2), view.lat.toFixed(digits), view.lon.toFixed(digits)];
    all.push(`map=${numbers.join("/")}`);
  }
  if (chapter) all.push(`chapter=${encodeURIComponent(chapter)}`);
  if (place) all.push(`place=${encodeURIComponent(place)}`);
  if (time) all.push(`time=${encodeURIComponent(time)}`);
  return all.length ? `${mark}${all.join("&")}` : "";
}

/** The link to what is open. The view of a chapter follows from the chapter, and fits the screen of whoever opens the link. */
function linkOf({ view, chapter, selected, time, away }: Linked): Link {
  if (chapter && !away) return { chapter };
  return { ...(view && { view }), ...(selected && { place: selected }), ...(time && { time }) };
}

/** The address of the page with a link in it. It keeps the other parts of `hash`, and a route of the page as it is. */
function addressOf(map: Linked, link: Link, hash: string): URL {
  const address = new URL(location.href);
  if (inQuery(map)) address.search = formatHash(address.search, "?", link);
  else if (!/^#[/!]/.test(address.hash)) address.hash = formatHash(hash, "#", link);
  return address;
}

/** Whether the element asks for the query of the address. */
const inQuery = (map: Linked): boolean => map.getAttribute("hash") === "query";

/**
 * Gives the link to the present view to the reader: on a touch screen by the system's own menu, else in the clipboard. `click`: on
 * a button of a map. `note` reports what it has done to the reader, `emit` to the page.
 */
export async function shareLink({ note, emit }: Pick<Handlers, "note" | "emit">, click: MouseEvent): Promise<void> {
  const button = click.currentTarget as HTMLElement;
  const map = (button.getRootNode() as ShadowRoot).host as HTMLElement & Linked;
  const url = addressOf(map, linkOf(map), isList(location.hash) ? location.hash : "").href;
  try {
    if (matchMedia("(hover:none)").matches && navigator.canShare?.({ url })) {
      await navigator.share({ url, title: document.title });
      return void emit("share", { url, by: "system" });
    }
  } catch (reason) {
    // The reader has closed the menu.
    if (reason instanceof DOMException && reason.name === "AbortError") return;
  }
  const copied = await copy(url);
  if (copied) note("copied", "", button);
  else note("notCopied");
  emit("share", { url, by: copied ? "clipboard" : null });
}

/** Puts a text into the clipboard. Returns whether that worked. */
export async function copy(text: string): Promise<boolean> {
  try {
    // A page without HTTPS has no clipboard.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Applies the address to the first of the page's maps that has the attribute `hash`, and keeps the address up to date. */
export function follow(map: Linked, all: Iterable<Linked>, signal: AbortSignal): void {
  if ([...all].find((one) => one.getAttribute("hash") !== null) !== map) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const query = inQuery(map);
  /** The query when it was read or written last. */
  let { search } = location;
  const go = (hash: string) => {
    clearTimeout(timer);
    timer = undefined;
    if (!query && !isList(hash)) return;
    const { chapter, place, view, time } = parseHash(hash);
    if (chapter) map.chapter = chapter;
    if (place && place !== map.selected) map.select(place);
    if (view) map.view = view;
    if (time) map.time = time;
  };
  const write = () => {
    timer = undefined;
    if (!query && !isList(location.hash)) return;
    const { href } = addressOf(map, linkOf(map), location.hash);
    try {
      // Replace the history entry and never add one: the browser's back button leaves the page.
      if (href !== location.href) history.replaceState(history.state, "", href);
      ({ search } = location);
    } catch {
      // Some frames have no address that can be changed.
    }
  };
  go(query ? search : location.hash);
  // The event's `newURL` is what the reader entered. The present address may have changed since then.
  if (!query) addEventListener("hashchange", ({ newURL }) => go(new URL(newURL).hash), { signal });
  else addEventListener("popstate", () => search !== (search = location.search) && go(search), { signal });
  for (const type of ["viewchange", "select", "chapter", "timechange"]) {
    map.addEventListener(type, () => (timer ??= setTimeout(write, PAUSE * 1000)), { signal });
  }
  signal.addEventListener("abort", () => clearTimeout(timer));
}
