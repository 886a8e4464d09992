// Closing the card gives back the view from before it was opened, however it was opened and closed.

import { devices, type Locator, type Page } from "@playwright/test";
import type { DarienMapElement, View } from "../www/element/index.js";
import { cardOf, expect, mapOf, part, settled, test, waitForEvent } from "./helpers.js";
import { LAST, STORY } from "./chapters.js";

const PAGE = "/e2e/pages/hash.html";
/** A view that the reader has moved the map to. */
const OWN: View = { lon: -90, lat: 16, zoom: 6.5 };

const select = (map: Locator, id: string) => map.evaluate((map: DarienMapElement, id) => void map.select(id), id);
const goTo = (map: Locator, index: number) => map.evaluate((map: DarienMapElement, id) => (map.chapter = id), STORY.chapters[index]?.id ?? "");
const move = (map: Locator) => map.evaluate((map: DarienMapElement, view) => map.jumpTo(view), OWN);
const click = (map: Locator, name: string) => part(map, name).first().click();

/** What the reader does until the card is open; the address with which the page is opened; and the view after the card is closed. */
interface Case {
  opens?: (map: Locator) => Promise<unknown>;
  address?: string;
  back: "whole route" | "own view" | "same view";
}

const CASES: Record<string, Case> = {
  "a place": { opens: (map) => select(map, "bajo-chiquito"), back: "whole route" },
  "a place, after the map was moved": { opens: async (map) => (await move(map), select(map, "acandi")), back: "own view" },
  "a place and the next one": { opens: async (map) => (await select(map, "acandi"), click(map, "next")), back: "whole route" },
  "a place, and then the map was moved": { opens: async (map) => (await select(map, "acandi"), move(map)), back: "same view" },
  "a leg": { opens: (map) => select(map, "leg-3"), back: "whole route" },
  "a leg, after the map was moved": { opens: async (map) => (await move(map), select(map, "leg-3")), back: "own view" },
  "the story's start": { opens: (map) => click(map, "start"), back: "whole route" },
  "a chapter": { opens: (map) => goTo(map, 2), back: "whole route" },
  "a chapter and the next one": { opens: async (map) => (await goTo(map, 2), click(map, "next")), back: "whole route" },
  "a chapter, after the map was moved": { opens: async (map) => (await move(map), goTo(map, 2)), back: "own view" },
  "a chapter, then another place": { opens: async (map) => (await goTo(map, 2), select(map, "monterrey")), back: "whole route" },
  "a chapter that was closed and continued": {
    opens: async (map) => {
      await goTo(map, 2);
      await click(map, "close");
      await settled(map);
      await click(map, "go");
    },
    back: "whole route",
  },
  "the ending": { opens: async (map) => (await goTo(map, LAST), click(map, "next")), back: "whole route" },
  "the ending, after the map was moved": { opens: async (map) => (await move(map), await goTo(map, LAST), click(map, "next")), back: "whole route" },
  "the link to a place": { address: "#place=bajo-chiquito", back: "whole route" },
  // Who was sent a view keeps it.
  "the shared view of a place": { address: "#map=8.50/8.300/-77.400&place=bajo-chiquito", back: "same view" },
  "the link to a leg": { address: "#place=leg-3", back: "whole route" },
  "the link to a chapter": { address: "#chapter=village", back: "whole route" },
  "the shared view of a chapter": { address: "#map=7.50/9.000/-78.500&chapter=gap&place=darien-gap", back: "same view" },
};

/** Closes the card in each of these ways. */
const CLOSE: Record<string, (map: Locator) => Promise<unknown>> = {
  "its button": (map) => click(map, "close"),
  Escape: async (map) => {
    await part(map, "body").focus();
    await map.page().keyboard.press("Escape");
  },
};

/** The map as it is at the start. */
async function reset(map: Locator): Promise<void> {
  await map.evaluate((map: DarienMapElement) => {
    map.chapter = null;
    map.select(null);
    map.fit();
  });
  await expect(cardOf(map)).toBeHidden();
  await settled(map);
}

async function expectBack(page: Page, name: string, { opens, address, back }: Case, close: (map: Locator) => Promise<unknown>): Promise<void> {
  const map = mapOf(page);
  if (address) {
    await page.goto("about:blank");
    await page.goto(PAGE + address);
    await waitForEvent(page, "ready");
  } else await reset(map);
  await opens?.(map);
  await expect(cardOf(map), name).toBeVisible();
  const before = await settled(map);
  await close(map);
  await expect(cardOf(map), name).toBeHidden();
  const view = await settled(map);
  // The whole route is as large as the box allows, beside what is still over it.
  await map.evaluate((map: DarienMapElement) => map.fit());
  const expected = { "own view": OWN, "same view": before, "whole route": await settled(map) }[back];
  for (const key of ["zoom", "lon", "lat"] as const) expect.soft(view[key], `${name}: ${key}`).toBeCloseTo(expected[key], 3);
}

const { defaultBrowserType: _, ...phone } = devices["Pixel 5"];
for (const [device, use] of Object.entries({
  "on a wide screen": { viewport: { width: 1280, height: 800 } },
  "on a phone": { ...phone, viewport: { width: 390, height: 844 } },
})) {
  test.describe(device, () => {
    test.use(use);

    for (const [way, close] of Object.entries(CLOSE)) {
      test(`closed by ${way}, the card gives the view back`, async ({ page }) => {
        test.slow();
        await page.emulateMedia({ reducedMotion: "reduce" });
        await page.goto(PAGE);
        await waitForEvent(page, "ready");
        for (const [name, one] of Object.entries(CASES)) await expectBack(page, name, one, close);
      });
    }
  });
}
