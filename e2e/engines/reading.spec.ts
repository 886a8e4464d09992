// Reading the story: by keys, in the list, from the right, without motion; and giving its address away.

import type { DarienMapElement } from "../../www/element/index.js";
import { STORY } from "../chapters.js";
import { evaluate, type Tab } from "./driver.js";
import { card, expect, middleOf, open, settled, test, until } from "./test.js";

const CHAPTERS = STORY.chapters.map(({ id }) => id);

const chapter = (tab: Tab) => evaluate(tab, () => document.querySelector<DarienMapElement>("#map")?.chapter ?? null);

/** The text of the first part that `selector` selects in the map. */
const textOf = (tab: Tab, selector: string) => evaluate(tab, (selector) => document.querySelector("#map")?.shadowRoot?.querySelector(selector)?.textContent ?? "", selector);

/** The parts of the map's element that has the focus. */
const focused = (tab: Tab) => evaluate(tab, () => document.querySelector("#map")?.shadowRoot?.activeElement?.part.value ?? "");

/** Moves the focus to the `n`th element that `selector` selects in the map, and presses Enter. */
async function enter(tab: Tab, selector: string, n = 0): Promise<void> {
  await until(tab, (selector, n) => {
    const element = document.querySelector("#map")?.shadowRoot?.querySelectorAll<HTMLElement>(selector)[n];
    element?.focus();
    return element?.matches(":focus") ?? false;
  }, selector, n);
  await tab.press("Enter");
}

test("keys lead through all chapters to the end, and through the list; the address can be copied", async ({ tab, baseURL }) => {
  await open(tab, baseURL, "hash.html");
  await enter(tab, "[part~=start]");
  await evaluate(tab, () => document.querySelector<DarienMapElement>("#map")?.pause() ?? null);
  await expect.poll(() => focused(tab)).toBe("card-title");
  for (const [i, { id, title }] of STORY.chapters.entries()) {
    if (i) await enter(tab, "[part~=next]");
    await expect.poll(() => chapter(tab)).toBe(id);
    expect(await card(tab)).toBe(title.en);
  }
  await enter(tab, "[part~=next]");
  await expect.poll(() => textOf(tab, "[part=eyebrow]")).toBe("The end");
  expect(await focused(tab)).toContain("next");
  await tab.press("Escape");
  await expect.poll(() => card(tab)).toBe("");
  // What had the focus before the story may be there again; if not, the canvas has it.
  await expect.poll(() => evaluate(tab, () => document.querySelector("#map")?.shadowRoot?.activeElement?.checkVisibility() ?? false)).toBe(true);

  await enter(tab, "[part=places] ol button", 2);
  await expect.poll(() => chapter(tab)).toBe(CHAPTERS[2]);
  const place = await until(tab, () => {
    const buttons = [...(document.querySelector("#map")?.shadowRoot?.querySelectorAll("[part~=place]") ?? [])];
    return buttons.findIndex((button) => button.textContent.includes("Monterrey")) + 1;
  });
  await enter(tab, "[part~=place]", place - 1);
  await expect.poll(() => card(tab)).toBe("Monterrey");

  await evaluate(tab, () => {
    const writeText = (text: string) => Promise.resolve(Object.assign(globalThis, { copied: text }));
    Object.defineProperty(navigator, "clipboard", { value: { writeText } });
  });
  await enter(tab, "[part~=share]");
  await expect.poll(() => textOf(tab, "[part=status]")).toBe("Link copied");
  expect(await evaluate(tab, () => String(Reflect.get(globalThis, "copied")))).toMatch(/#map=[\d./-]+&place=monterrey$/);
});

test("in Arabic everything is mirrored, and a reader who prefers no motion sees none", async ({ tab, baseURL }) => {
  await tab.goto(`${baseURL}e2e/pages/late.html`);
  await evaluate(tab, () => {
    const { matchMedia } = globalThis;
    const calm = Object.assign(new EventTarget(), { matches: true });
    Object.assign(globalThis, { calm, matchMedia: (query: string) => (/reduced-motion/.test(query) ? calm : matchMedia.call(globalThis, query)) });
    Object.assign(document.documentElement, { lang: "ar", dir: "rtl" });
    dispatchEvent(new Event("define"));
  });
  await until(tab, () => document.querySelector("#map")?.shadowRoot?.querySelector("[data-phase=ready]") != null);
  /** Flies for ten seconds, and tells whether the map is there after three frames. */
  const flies = (lon: number) => evaluate(tab, async (lon) => {
    const map = document.querySelector<DarienMapElement>("#map");
    void map?.flyTo({ lon, lat: 15, zoom: 6 }, { duration: 10 });
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
    return Math.abs((map?.view?.lon ?? NaN) - lon) > 1e-6;
  }, lon);
  expect(await flies(-85)).toBe(false);
  await evaluate(tab, () => {
    const calm = Reflect.get(globalThis, "calm") as { matches: boolean } & EventTarget;
    calm.matches = false;
    calm.dispatchEvent(new Event("change"));
  });
  expect(await flies(-95)).toBe(true);
  await evaluate(tab, () => document.querySelector<DarienMapElement>("#map")?.jumpTo({ lon: -90 }) ?? null);
  await settled(tab);
  await evaluate(tab, (id) => void Object.assign(document.querySelector("#map") ?? {}, { chapter: id }), CHAPTERS[0] ?? "");
  await expect.poll(() => card(tab)).toMatch(/^[\u0600-\u06ff\s]+$/);
  const at = async (selector: string) => (await middleOf(tab, selector)).x;
  expect(await at("[part~=next]")).toBeLessThan(await at("[part~=previous]"));
  expect(await at("[part~=close]")).toBeLessThan(await at("[part=eyebrow]"));
  const direction = (selector: string) => evaluate(tab, (selector) => {
    const element = document.querySelector("#map")?.shadowRoot?.querySelector(selector);
    return element ? getComputedStyle(element).direction : "none";
  }, selector);
  for (const selector of ["[part=card] [part=text]", "[part=places]"]) expect(await direction(selector), selector).toBe("rtl");
});
