// Every theme, language, size and state of the map, for the accessibility tests.

import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, expect, open } from "./helpers.js";

export const LANGUAGES = ["en", "es", "ar"];

/** Width and height in CSS px. */
export const SIZES = [
  [1280, 800],
  [768, 1024],
  [360, 640],
  [320, 568],
] as const;

/** `forced`: forced colours of the system. */
export const THEMES = ["light", "dark", "contrast", "contrast-dark", "print", "forced"];

/** Brings the map from any state to this one. */
export const STATES: Record<string, (map: Locator) => Promise<void>> = {
  "nothing chosen": reset,
  // A place with links to its sources.
  card: async (map) => {
    await reset(map);
    await map.evaluate((map: DarienMapElement) => map.select("lajas-blancas"));
    await expect(cardOf(map)).toBeVisible();
  },
  chapter: async (map) => {
    await reset(map);
    await map.evaluate((map: DarienMapElement) => (map.chapter = "village"));
    await expect(cardOf(map)).toBeVisible();
  },
  "the end of the story": async (map) => {
    await reset(map);
    await map.evaluate((map: DarienMapElement) => {
      map.chapter = "after";
      map.shadowRoot?.querySelector<HTMLElement>(".next")?.click();
    });
    await expect(cardOf(map).locator(".actions")).toBeVisible();
  },
  // In a wide window there is no handle, and the card stays as it is.
  "card pulled up": async (map) => {
    await reset(map);
    await map.evaluate((map: DarienMapElement) => {
      map.select("lajas-blancas");
      map.shadowRoot?.querySelector<HTMLElement>(".handle")?.click();
    });
    await expect(cardOf(map)).toHaveClass(/tall/);
  },
  exploring: async (map) => {
    await reset(map);
    await map.evaluate((map: DarienMapElement) => {
      map.chapter = "village";
      map.jumpTo({ lon: -92, lat: 20 });
    });
    await expect(map.locator("[part~=go]")).toBeVisible();
  },
  "key and credits": async (map) => {
    await reset(map);
    await map.evaluate((map) => {
      const boxes = [...(map.shadowRoot?.querySelectorAll("details") ?? [])];
      if (boxes.length !== 2) throw new Error(`${boxes.length} boxes that fold`);
      for (const box of boxes) box.open = true;
    });
  },
  "arrows and keys": async (map) => {
    await reset(map);
    await map.evaluate((map) => map.shadowRoot?.querySelector<HTMLElement>(".move")?.click());
    await expect(map.locator("[part~=moves]")).toBeVisible();
  },
  list: async (map) => {
    await reset(map);
    const first = map.locator(".place").first();
    await first.focus();
    await expect(first).toBeInViewport();
  },
};

/** All that an action could change. */
export const whatActionsChange = (map: Locator): Promise<string> =>
  map.evaluate((map: DarienMapElement) => {
    const open = [...(map.shadowRoot?.querySelectorAll("details[open],[aria-expanded=true],.card:not([hidden]),.tall,.moved") ?? [])];
    return JSON.stringify([map.view, map.chapter, map.selected, map.playing, open.map(({ className }) => className), document.fullscreenElement?.id]);
  });

/** A page whose map fills the window, in a language and a theme, and without motion. */
export async function openIn(page: Page, lang: string, theme: string): Promise<Locator> {
  const forced = theme === "forced";
  await page.emulateMedia({ reducedMotion: "reduce", forcedColors: forced ? "active" : "none" });
  const map = await open(page, "audit.html");
  await map.evaluate(applyLangAndTheme, { lang, theme: forced ? "auto" : theme });
  return map;
}

/** Replaces the page's map by one that shows an error message. */
export async function breakMap(map: Locator): Promise<void> {
  await map.evaluate((map: DarienMapElement) => {
    const other = document.createElement("darien-map");
    for (const name of ["id", "lang", "theme"]) other.setAttribute(name, map.getAttribute(name) ?? "");
    other.load('{"type": "FeatureCollection", "features": [{"type": "Banana"}]}').catch(() => {});
    map.replaceWith(other);
  });
  await expect(map.getByRole("alert")).toBeVisible();
}

function applyLangAndTheme(map: Element, { lang, theme }: { lang: string; theme: string }): void {
  document.documentElement.lang = lang;
  map.setAttribute("lang", lang);
  map.setAttribute("theme", theme);
}

async function reset(map: Locator): Promise<void> {
  await map.evaluate((map: DarienMapElement) => {
    map.chapter = null;
    map.select(null);
    for (const box of map.shadowRoot?.querySelectorAll("details") ?? []) box.open = false;
    map.shadowRoot?.querySelector<HTMLElement>(".move[aria-expanded=true]")?.click();
    (map.shadowRoot?.activeElement as HTMLElement | null)?.blur();
  });
  await expect(cardOf(map)).toBeHidden();
}
