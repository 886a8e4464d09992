// Addresses that lead to what is seen: `#map=zoom/lat/lon&place=…&chapter=…`.

import type { Linked } from "./contracts.js";
import type { View } from "./types.js";

/** What an address says. What it does not say, or says as nonsense, is not there. */
export interface Link {
  view?: View;
  place?: string;
  chapter?: string;
}

const KEYS = ["map", "place", "chapter"];

/** Seconds between two changes of the address: browsers refuse many of them. */
const PAUSE = 0.4;

/** The parts of a hash: each as it is written, its key and its value. */
function parts(hash: string): { part: string; key: string; value: string }[] {
  const all = hash.replace(/^#/, "").split("&").filter(Boolean);
  return all.map((part) => {
    const at = part.indexOf("=");
    return { part, key: at < 0 ? part : part.slice(0, at), value: at < 0 ? "" : part.slice(at + 1) };
  });
}

export function parseHash(hash: string): Link {
  const link: Link = {};
  for (const { key, value } of parts(hash)) {
    if (key === "map") {
      const numbers = value.split("/").map((text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN));
      const [zoom = NaN, lat = NaN, lon = NaN] = numbers;
      const sound = numbers.length === 3 && zoom >= -1 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
      if (sound) link.view = { lon, lat, zoom };
    } else if (key === "place" || key === "chapter") {
      try {
        const id = decodeURIComponent(value);
        if (id) link[key] = id;
      } catch {
        // No text that was ever encoded.
      }
    }
  }
  return link;
}

/** `hash` with what is seen now in it; what else stands there stays. */
export function formatHash(hash: string, { view, place, chapter }: Link): string {
  const all = parts(hash).flatMap(({ part, key }) => (KEYS.includes(key) ? [] : [part]));
  if (view) {
    // As fine as half a pixel.
    const digits = Math.max(0, Math.ceil((view.zoom + 8) * 0.302));
    const numbers = [view.zoom.toFixed(2), view.lat.toFixed(digits), view.lon.toFixed(digits)];
    all.push(`map=${numbers.join("/")}`);
  }
  if (chapter) all.push(`chapter=${encodeURIComponent(chapter)}`);
  if (place) all.push(`place=${encodeURIComponent(place)}`);
  return all.length ? `#${all.join("&")}` : "";
}

/** What of the map the address says. */
export function linkOf({ view, chapter, selected }: Linked): Link {
  return { ...(view && { view }), ...(chapter && { chapter }), ...(selected && { place: selected }) };
}

/** Puts the address of what is seen where it can be pasted from. False: the browser forbids it. */
export async function copyLink(map: Linked): Promise<boolean> {
  const address = new URL(location.href);
  address.hash = formatHash(location.hash, linkOf(map));
  try {
    await navigator.clipboard.writeText(address.href);
    return true;
  } catch {
    return false;
  }
}

/** Goes where the address says, and keeps it up to date. */
export function follow(map: Linked, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const go = (hash: string) => {
    clearTimeout(timer);
    timer = undefined;
    const { chapter, place, view } = parseHash(hash);
    if (chapter) map.chapter = chapter;
    if (place && place !== map.selected) map.select(place);
    if (view) map.view = view;
  };
  const write = () => {
    timer = undefined;
    const hash = formatHash(location.hash, linkOf(map));
    try {
      // Replaced, never added: the way back leads out of the page, not through the map.
      if (hash !== location.hash) history.replaceState(history.state, "", hash || location.pathname + location.search);
    } catch {
      // A frame may be without an address of its own.
    }
  };
  go(location.hash);
  // What the reader wrote, even if it was written over since.
  addEventListener("hashchange", ({ newURL }) => go(new URL(newURL).hash), { signal });
  for (const type of ["viewchange", "select", "chapter"]) {
    map.addEventListener(type, () => (timer ??= setTimeout(write, PAUSE * 1000)), { signal });
  }
  signal.addEventListener("abort", () => clearTimeout(timer));
}
