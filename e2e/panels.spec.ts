// The panels that open over the map: each has a button to close it; Escape and a tap outside close the panel alone.

import { devices, type Locator, type Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, expect, open, part, pointOf, settled, test, titleOf } from "./helpers.js";

const stop = (name: string, lon: number, lat: number) => ({
  type: "Feature",
  id: name.toLowerCase(),
  properties: { name, kind: "stop", rank: "main" },
  geometry: { type: "Point", coordinates: [lon, lat] },
});

/** Two places whose rings touch, and one that is far from them. */
const NEIGHBOURS = { type: "FeatureCollection", title: "Neighbours", features: [stop("Mill", -30, 10), stop("Inn", -29.95, 10), stop("Far", -10, 20)] };

interface Panel {
  panel: string;
  /** What opens it, and what has the focus after it was closed from inside; without `back` that is the same. */
  opener: string;
  back?: string;
}

const PANELS: Record<string, Panel> = {
  "the arrows": { panel: ".moves", opener: ".move" },
  "the key": { panel: ".key .panel", opener: ".key summary" },
  "the sources": { panel: ".sources", opener: ".credits summary" },
  "the list": { panel: ".places", opener: ".contents", back: "canvas" },
};

const { defaultBrowserType: _, ...phone } = devices["Pixel 5"];
for (const [device, use, side] of [
  ["with a mouse", { viewport: { width: 800, height: 700 } }, { x: 380, y: 300 }],
  ["on a phone", { ...phone, viewport: { width: 390, height: 844 } }, { x: 6, y: 330 }],
] as const) {
  test.describe(device, () => {
    test.use(use);
    const press = (page: Page, at: { x: number; y: number }) => ("hasTouch" in use ? page.touchscreen.tap(at.x, at.y) : page.mouse.click(at.x, at.y));
    const push = async (page: Page, element: Locator) => {
      const box = await element.boundingBox();
      if (!box) throw new Error("out of sight");
      await press(page, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
    };

    for (const [name, { panel, opener, back = opener }] of Object.entries(PANELS)) {
      test(`${name}: a button, Escape and a tap outside close them, and what is under them stays`, async ({ page }) => {
        await page.emulateMedia({ reducedMotion: "reduce" });
        const map = await open(page, "audit.html");
        await map.evaluate((map: DarienMapElement) => map.select("acandi"));
        // A phone has the buttons only after the map was used.
        await map.evaluate((map) => map.shadowRoot?.querySelector(".map")?.classList.add("moved"));
        const over = map.locator(panel);
        const before = await settled(map);
        const shown = async () => {
          await push(page, map.locator(opener));
          if (name === "the list") await expect(over.locator(":focus")).toBeInViewport();
          else await expect(over).toBeVisible();
        };
        const gone = async (how: string) => {
          if (name === "the list") await expect(over.locator(":focus"), how).toHaveCount(0);
          else await expect(over, how).toBeHidden();
          await expect(cardOf(map), `${how}: the card stays`).toBeVisible();
          await expect(titleOf(map), how).toHaveText("Acandí");
          expect(await settled(map), `${how}: the map stays`).toEqual(before);
        };
        await shown();
        const leave = over.locator(".leave");
        await expect(leave).toHaveAccessibleName("Close");
        expect((await leave.boundingBox())?.height).toBeGreaterThanOrEqual(44);
        await push(page, leave);
        await gone("its button");
        await expect(map.locator(back)).toBeFocused();

        await shown();
        await page.keyboard.press("Escape");
        await gone("Escape");
        await expect(map.locator(back)).toBeFocused();

        await shown();
        await press(page, side);
        await gone("a tap outside");
        // The next one is for the map.
        await press(page, side);
        await expect(map).not.toHaveAttribute("selected", "acandi");
      });
    }

    test("which place is meant: a button, Escape and a tap outside close the question, and the card stays", async ({ page }) => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      const map = await open(page, "audit.html");
      await map.evaluate((map: DarienMapElement, story) => map.load(story), NEIGHBOURS);
      const over = map.getByRole("group", { name: "Which place do you mean?" });
      const shown = async () => {
        await map.evaluate((map: DarienMapElement) => (map.select("far"), map.jumpTo({ lon: -30, lat: 10.3, zoom: 7.8 })));
        await settled(map);
        await press(page, await pointOf(map, -29.976, 10));
        await expect(over).toBeVisible();
        await expect(over).toContainText("Which place do you mean?");
        // Until then it lets a second click through to the map.
        await over.evaluate((element) => Promise.all(element.getAnimations().map(({ finished }) => finished)));
      };
      const gone = async (how: string) => {
        await expect(over, how).toBeHidden();
        await expect(titleOf(map), `${how}: the card stays`).toHaveText("Far");
      };
      await shown();
      await push(page, part(over, "leave"));
      await gone("its button");
      await shown();
      await page.keyboard.press("Escape");
      await gone("Escape");
      await shown();
      await press(page, side);
      await gone("a tap outside");
    });
  });
}

test("while the arrows are open, the buttons beside them zoom; anything else that is used closes them and acts", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.select("acandi"));
  const { zoom } = await settled(map);
  await part(map, "move").click();
  await part(map, "zoom-in").click();
  await expect.poll(async () => (await settled(map)).zoom).toBeGreaterThan(zoom + 0.5);
  await expect(part(map, "moves")).toBeVisible();
  await part(map, "next").click();
  await expect(titleOf(map)).not.toHaveText("Acandí");
  await expect(part(map, "moves")).toBeHidden();
});

test("a panel stays while the pointer is only pressed on the map, and a drag still moves the map", async ({ page }) => {
  const map = await open(page, "audit.html");
  await map.evaluate((map: DarienMapElement) => map.select("acandi"));
  const before = await settled(map);
  for (const [opener, panel] of [[".credits summary", ".sources"], [".move", ".moves"]] as const) {
    await map.locator(opener).click();
    await page.mouse.move(500, 600);
    await page.mouse.down();
    await expect(map.locator(panel)).toBeVisible();
    await page.mouse.move(540, 560, { steps: 4 });
    await page.mouse.up();
    await expect(map.locator(panel)).toBeHidden();
    expect((await settled(map)).lon).not.toBeCloseTo(before.lon, 2);
  }
});

test("the keyboard leaves no panel open behind it", async ({ page }) => {
  const map = await open(page, "audit.html");
  await map.evaluate((map: DarienMapElement) => map.select("acandi"));
  await part(map, "move").focus();
  await page.keyboard.press("Enter");
  await expect(part(map, "moves")).toBeVisible();
  // The keys that it describes can be tried.
  await map.locator("canvas").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(part(map, "moves")).toBeVisible();
  await map.locator(".credits summary").focus();
  await expect(part(map, "moves")).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(map.locator(".sources")).toBeVisible();
  await part(map, "body").focus();
  await expect(map.locator(".sources")).toBeHidden();
});
