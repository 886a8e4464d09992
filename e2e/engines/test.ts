// The test function of all engines. It also checks each page: no uncaught error, no violation of the content security policy.

import { test as base, expect } from "@playwright/test";
import type { DarienMapElement, View } from "../../www/element/index.js";
import { evaluate, type At, type Engine, type Json, type Tab } from "./driver.js";

export { expect };

/** The engines, by the names of their Playwright projects. */
export const ENGINES = ["chromium", "firefox", "webkit"] as const;
export type EngineName = (typeof ENGINES)[number];

/** The longest wait for anything in a page, in ms. */
const PATIENCE = 40_000;

export const test = base.extend<{ page: never; tab: Tab }, { engineName: EngineName; engine: Engine }>({
  engineName: ["chromium", { option: true, scope: "worker" }],
  engine: [
    async ({ engineName }, use) => {
      const { launch } = (await import(`./${engineName}.js`)) as { launch: () => Promise<Engine> };
      const engine = await launch();
      await use(engine);
      await engine.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  tab: async ({ engine }, use) => {
    const tab = await engine.open();
    try {
      await tab.resize(1000, 700);
      await use(tab);
      expect(await evaluate(tab, () => [...(globalThis.recorded?.errors ?? []), ...(globalThis.recorded?.violations ?? [])])).toEqual([]);
    } finally {
      await tab.close();
    }
  },
});

/** Waits until a function in the page returns something true, and returns that. */
export async function until<Args extends readonly Json[], Result>(tab: Tab, holds: (...args: Args) => Result, ...args: Args): Promise<Awaited<Result>> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const result = await evaluate(tab, holds, ...args);
    if (result) return result;
    if (Date.now() > end) throw new Error(`got nothing for ${PATIENCE} ms from ${holds} with ${JSON.stringify(args)}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

/** Opens a page of e2e/pages/ and waits until its map is complete. */
export async function open(tab: Tab, baseURL: string | undefined, name = "map.html"): Promise<void> {
  await tab.goto(`${baseURL}e2e/pages/${name}`);
  await ready(tab);
}

/** Waits until the map is complete, with the ground in sight. */
export async function ready(tab: Tab): Promise<void> {
  await until(tab, () => document.querySelector("darien-map")?.shadowRoot?.querySelector("[data-phase=ready]") != null);
}

/** The view, once it has not changed for ten frames. */
export function settled(tab: Tab): Promise<View> {
  return evaluate(tab, async () => {
    const map = document.querySelector<DarienMapElement>("#map");
    let [last, still] = ["", 0];
    while (still < 10) {
      const view = JSON.stringify(map?.view);
      still = view === last ? still + 1 : 0;
      last = view;
      await new Promise(requestAnimationFrame);
    }
    return JSON.parse(last) as View;
  });
}

/** Jumps to a view and waits until it is shown. */
export async function stand(tab: Tab, lon: number, lat: number, zoom: number): Promise<View> {
  await evaluate(tab, (view) => document.querySelector<DarienMapElement>("#map")?.jumpTo(view), { lon, lat, zoom });
  return settled(tab);
}

/** Where a position is drawn in the window, in whatever way the page has scaled or turned the map. */
export function pointOf(tab: Tab, lon: number, lat: number): Promise<At> {
  return evaluate(tab, (lon, lat) => {
    const map = document.querySelector<DarienMapElement>("#map");
    const [x, y] = map?.project([lon, lat]) ?? [NaN, NaN];
    const mark = document.createElement("i");
    Object.assign(mark.style, { position: "absolute", left: `${x}px`, top: `${y}px`, width: "0px", height: "0px" });
    map?.shadowRoot?.append(mark);
    const box = mark.getBoundingClientRect();
    // Engines without this property measure a box in px of its element, if the page has enlarged that by CSS `zoom`.
    const zoom = map?.currentCSSZoom === undefined ? Number(map?.style.zoom || 1) : 1;
    mark.remove();
    return { x: box.x * zoom, y: box.y * zoom };
  }, lon, lat);
}

/** The middle of a part of the map, in CSS px of the window. `selector` selects in its shadow root. */
export function middleOf(tab: Tab, selector: string): Promise<At> {
  return evaluate(tab, (selector) => {
    const box = document.querySelector("#map")?.shadowRoot?.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect(NaN);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }, selector);
}

export async function click(tab: Tab, { x, y }: At): Promise<void> {
  await tab.move(x, y);
  await tab.down();
  await tab.up();
}

/** The title of the open card; "" if no card is open. */
export function card(tab: Tab): Promise<string> {
  return evaluate(tab, () => {
    const card = document.querySelector("#map")?.shadowRoot?.querySelector("[part=card]");
    return card?.checkVisibility() ? (card.querySelector("[part=card-title]")?.textContent ?? "") : "";
  });
}

/** The details of all events of a kind so far. */
export function events(tab: Tab, type: string): Promise<unknown[]> {
  return evaluate(tab, (type) => recorded.events.filter((event) => event.type === type && event.id === "map").map(({ detail }) => detail as null), type);
}

/** Adds an element to a page without maps. It has the attributes given, and the page's styles. */
export function addMap(tab: Tab, attributes: Record<string, string> = {}): Promise<void> {
  return evaluate(tab, (attributes) => {
    const map = document.createElement("darien-map");
    for (const [name, value] of Object.entries({ id: "map", ...attributes })) map.setAttribute(name, value);
    document.querySelector("main")?.append(map);
  }, attributes);
}
