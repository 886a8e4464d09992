// The first screen: title, summary, figure and start button. And what is shown before the map is drawn, or instead of it.

import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { alertOf, cardOf, expect, hold, load, mapOf, open, part, pointOf, settled, test, titleOf, waitForEvent } from "./helpers.js";

const title = (map: Locator) => part(map, "opening-title");

/** Puts a map into an empty page. `text`: what the page puts into the element. */
async function insert(page: Page, attributes: Record<string, string> = {}, text = ""): Promise<Locator> {
  await page.goto("/e2e/pages/empty.html");
  await page.evaluate(
    ([attributes, text]) => {
      const map = Object.assign(document.createElement("darien-map"), { id: "map" });
      for (const [name, value] of Object.entries(attributes)) map.setAttribute(name, value);
      if (text) map.append(Object.assign(document.createElement("p"), { id: "inside", textContent: text }));
      document.querySelector("main")?.append(map);
    },
    [attributes, text] as const,
  );
  return mapOf(page);
}

for (const [width, height] of [[390, 844], [320, 568], [768, 1024], [1280, 800], [1920, 1080], [1000, 300], [320, 240]] as const) {
  test(`the first screen at ${width} × ${height} shows its texts, the start button and the whole route`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const map = await open(page, "alone.html");
    await expect(title(map)).toBeVisible();
    await expect(part(map, "start")).toBeInViewport({ ratio: 1 });
    // Nothing covers it.
    await part(map, "start").click({ trial: true });
    await expect(part(map, "start")).toContainText("10 chapters, about 5 minutes");
    const head = await part(map, "head-line").boundingBox();
    const first = await part(map, "first").boundingBox();
    const key = await part(map, "key").boundingBox();
    if (!head || !first || !key) throw new Error("no first screen");
    expect(key.y >= head.y + head.height || key.x >= head.x + head.width || key.y + key.height <= head.y, "the key leaves the title free").toBe(true);
    const ends = await Promise.all([pointOf(map, -77.28, 8.51), pointOf(map, -100.32, 25.68), pointOf(map, -97.5, 25.88)]);
    for (const { x, y } of ends) {
      for (const box of [head, first]) {
        const under = x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
        expect(under, `an end of the route at ${x}, ${y}`).toBe(false);
      }
      expect(x > 0 && x < width && y > 0 && y < height).toBe(true);
    }
    if (width !== 390) return;
    const [south, north] = ends;
    const wide = Math.abs((south?.x ?? 0) - (north?.x ?? 0)) / width;
    const high = Math.abs((south?.y ?? 0) - (north?.y ?? 0)) / (first.y - head.y - head.height);
    expect(Math.max(wide, high), "the route's part of the free width or height").toBeGreaterThan(2 / 3);
  });
}

for (const lang of ["en", "ar"]) {
  test(`on a phone the buttons do not cover the route (${lang})`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const map = await open(page, "alone.html");
    await map.evaluate((map: DarienMapElement, lang) => void (map.lang = lang), lang);
    await expect(part(map, "map")).toHaveAttribute("dir", lang === "ar" ? "rtl" : "ltr");
    const box = await part(map, "zoom").boundingBox();
    if (!box) throw new Error("no buttons");
    const places = await map.evaluate((map: DarienMapElement) =>
      map.places.map(({ id, lon, lat }) => ({ id, at: map.project([lon, lat]) })),
    );
    const under = places.filter(({ at }) => {
      const [x, y] = at ?? [NaN, NaN];
      return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
    });
    expect(places.length).toBeGreaterThan(9);
    expect(under.map(({ id }) => id)).toEqual([]);
  });
}

test("a large first screen lists the chapters, and leads to each", async ({ page }) => {
  const map = await open(page, "alone.html");
  const list = map.getByRole("navigation", { name: "Chapters", exact: true });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  await expect(part(map, "to-chapters")).toBeHidden();
  const box = await list.boundingBox();
  if (!box) throw new Error("no list");
  const places = await map.evaluate((map: DarienMapElement) => map.places.filter(({ main }) => main).map(({ id, lon, lat }) => ({ id, at: map.project([lon, lat]) })));
  const under = places.filter(({ at }) => at && at[0] > box.x && at[1] < box.y + box.height).map(({ id }) => id);
  expect(under).toEqual([]);
  await list.getByRole("button", { name: "Countries and rewards" }).click();
  await expect(titleOf(map)).toHaveText("Countries and rewards");
  await expect(list).toBeHidden();
  // By keyboard the focus comes to the card.
  await map.evaluate((map: DarienMapElement) => (map.chapter = null));
  await list.getByRole("button", { name: "The wait" }).focus();
  await page.keyboard.press("Enter");
  await expect(titleOf(map)).toBeFocused();
  await expect(titleOf(map)).toHaveText("The wait");
  await map.evaluate((map: DarienMapElement) => (map.chapter = null));
  await list.getByRole("button", { name: "Places on the map" }).click();
  await expect(map.getByRole("button", { name: /^Necoclí Antioquia/ })).toBeFocused();
  // Where there is no room, and where the page leaves the list out, a button leads there or nothing does.
  await page.setViewportSize({ width: 1024, height: 768 });
  await map.evaluate((map: DarienMapElement) => (map.shadowRoot?.activeElement as HTMLElement).blur());
  await expect(list).toBeHidden();
  await part(map, "to-chapters").click();
  await expect(map.getByRole("button", { name: "1. Where the walk begins" })).toBeFocused();
  await page.setViewportSize({ width: 1280, height: 800 });
  await map.evaluate((map: DarienMapElement) => (map.without = ["list"]));
  await expect(list).toBeHidden();
  await expect(part(map, "to-chapters")).toBeHidden();
});

test("how long the story takes follows from the words to be read", async ({ page }) => {
  const map = await open(page, "alone.html");
  for (const [words, told] of [[20, "1 chapter, about 1 minute"], [600, "1 chapter, about 3 minutes"], [4000, "1 chapter, about 18 minutes"]] as const) {
    const place = { type: "Feature", id: "a", geometry: { type: "Point", coordinates: [-77, 8] }, properties: { name: "A" } };
    const chapters = [{ id: "one", title: "One", text: "word ".repeat(words).trim(), place: "a" }];
    expect(await load(map, { type: "FeatureCollection", chapters, features: [place] })).toBeNull();
    await expect(part(map, "long")).toHaveText(told);
  }
});

test.describe("on a touch screen", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  test("the map's buttons come when the map is touched, and the enlarged part has their room before", async ({ page }) => {
    const map = await open(page, "alone.html");
    await map.evaluate((map) => map.setAttribute("hash", ""));
    await expect(part(map, "zoom")).toBeHidden();
    await page.touchscreen.tap(60, 560);
    await expect(part(map, "zoom")).toBeVisible();
    await expect(part(map, "move")).toBeVisible();

    // They stay under the finger: the title goes when the map moves.
    const place = async () => (await part(map, "zoom-in").boundingBox())?.y;
    const y = await place();
    await part(map, "zoom-in").tap();
    await expect(title(map)).toBeHidden();
    expect(await place()).toBe(y);
    await part(map, "zoom-in").tap();
    await settled(map);
    expect(await place()).toBe(y);
    // A card needs the room.
    await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
    await expect.poll(place).toBeLessThan(y ?? 0);
    // With the whole map they leave, and come back with the next touch. The focus is not lost.
    await part(map, "fit").focus();
    await part(map, "fit").tap();
    await expect(title(map)).toBeVisible();
    await expect(part(map, "zoom")).toBeHidden();
    await expect(map.locator("canvas")).toBeFocused();
    await page.touchscreen.tap(60, 560);
    await expect.poll(place).toBe(y);
  });
});

test("an open key leaves title and start in sight where there is room, and gives their place back where there is none", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const map = await open(page, "alone.html");
  const summary = part(map, "key").locator("summary");
  const panel = part(map, "key").locator("ul");
  const view = await settled(map);
  await summary.click();
  await expect(panel).toBeVisible();
  await expect(title(map)).toBeInViewport({ ratio: 1 });
  await expect(part(map, "start")).toBeInViewport({ ratio: 1 });
  const [box, head, first] = await Promise.all([panel, part(map, "head-line"), part(map, "first")].map((e) => e.boundingBox()));
  if (!box || !head || !first) throw new Error("no first screen");
  expect(box.y).toBeGreaterThanOrEqual(head.y + head.height);
  expect(box.y + box.height).toBeLessThanOrEqual(first.y + 1);
  // The map under it stays as it is. A click on it closes the key, and so does Escape.
  expect(await settled(map)).toEqual(view);
  await page.mouse.click(box.x - 6, box.y + box.height / 2);
  await expect(panel).toBeHidden();
  expect(await settled(map)).toEqual(view);
  await summary.click();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(summary).toBeFocused();
  // In a low box the key takes the place of both, and gives it back.
  await page.setViewportSize({ width: 320, height: 568 });
  const low = await settled(map);
  await summary.click();
  await expect(title(map)).toBeHidden();
  await expect(panel).toBeInViewport();
  await summary.click();
  await expect(title(map)).toBeInViewport({ ratio: 1 });
  await expect(part(map, "start")).toBeInViewport({ ratio: 1 });
  expect(await settled(map)).toEqual(low);
});

test("a wide and low box has room for more than the title", async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 300 });
  const map = await open(page, "alone.html");
  await expect(part(map, "deck")).toBeInViewport({ ratio: 1 });
  await expect(part(map, "number")).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 320, height: 240 });
  await expect(part(map, "deck")).toBeHidden();
});

test("the figure is text, with its source", async ({ page }) => {
  const map = await open(page, "alone.html");
  await expect(map.getByRole("list", { name: "People who crossed" }).getByRole("listitem")).toHaveCount(4);
  await expect(part(map, "chart")).toContainText("302,203");
  await expect(part(map, "first").locator("[part=source]")).not.toBeEmpty();
});

test("starting the story hides the first screen; the whole-map button shows it again", async ({ page }) => {
  const map = await open(page, "alone.html");
  await part(map, "start").click();
  await expect(title(map)).toBeHidden();
  await expect(cardOf(map)).toBeVisible();
  expect(await map.evaluate((map: DarienMapElement) => map.playing)).toBe(true);
  await map.evaluate((map: DarienMapElement) => {
    map.pause();
    map.chapter = null;
  });
  await expect(title(map)).toBeVisible();
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await expect(title(map)).toBeHidden();
});

test("moving the map hides the first screen, and the buttons stay where the hand is", async ({ page }) => {
  await page.setViewportSize({ width: 768, height: 1024 });
  const map = await open(page, "alone.html");
  const place = async () => (await part(map, "zoom-in").boundingBox())?.y;
  const tall = await place();
  await part(map, "zoom-in").click();
  await expect(title(map)).toBeHidden();
  expect(await place()).toBe(tall);
  await part(map, "fit").click();
  await expect(title(map)).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  const wide = await place();
  await part(map, "zoom-in").click();
  await expect(title(map)).toBeHidden();
  expect(await place()).toBe(wide);
  await part(map, "fit").click();
  await expect(title(map)).toBeVisible();
});

test("the first screen leaves out what the story does not have", async ({ page }) => {
  const map = await open(page, "alone.html");
  const feature = (id: string, lon: number) => ({
    type: "Feature",
    id,
    geometry: { type: "Point", coordinates: [lon, 8] },
    properties: { kind: "stop", rank: "context", name: id },
  });
  const features = [feature("one", -77), feature("two", -79)];
  expect(await load(map, { type: "FeatureCollection", title: "Only a title", features })).toBeNull();
  await expect(title(map)).toHaveText("Only a title");
  await expect(part(map, "first")).toBeHidden();
  await expect(part(map, "start")).toHaveCount(0);
  expect(await load(map, { type: "FeatureCollection", features })).toBeNull();
  await expect(part(map, "head-line")).toBeHidden();
  await expect(part(map, "first")).toBeHidden();
});

test("an exported picture has the title, and the first screen stays", async ({ page }) => {
  const map = await open(page, "alone.html");
  const svg = await map.evaluate((map: DarienMapElement) => map.toSVG({ fonts: "named" }));
  const drawn = [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text);
  expect(drawn.some((text) => text?.includes("By boat"))).toBe(true);
  await expect(title(map)).toBeVisible();
});

test("the element's content is shown until the map is drawn", async ({ page }) => {
  const release = await hold(page, "**/story.geojson", (route) => route.continue());
  const map = await insert(page, {}, "A list of facts");
  await expect(map.locator("#inside")).toBeVisible();
  const box = await map.boundingBox();
  await expect(map.locator("[aria-busy=true]")).toHaveCount(1);
  release();
  await waitForEvent(page, "ready");
  await expect(map.locator("#inside")).toBeHidden();
  await expect(map.locator("[aria-busy]")).toHaveCount(0);
  expect(await map.boundingBox()).toEqual(box);
});

test("the element's content is hidden by the sketch, and shown again if loading fails", async ({ page }) => {
  const release = await hold(page, "**/furniture.txt", (route) => route.abort());
  await page.route("**/embedded.js", (route) => route.abort());
  const map = await insert(page, {}, "A list of facts");
  await expect(part(map, "map")).toHaveAttribute("data-phase", "drawn");
  await expect(map.locator("#inside")).toBeHidden();
  release();
  await waitForEvent(page, "error");
  await expect(map.locator("#inside")).toBeVisible();
  await expect(map.locator("[aria-busy]")).toHaveCount(0);
});

test("a failure shows a message in the reader's language and the element's content; trying again works", async ({ page }) => {
  let fails = true;
  await page.route("**/mine.geojson", (route) =>
    fails ? route.fulfill({ body: '{"type":"FeatureCollection","features":[{"type":"Feature"}]}' }) : route.continue({ url: route.request().url().replace(/e2e.*|mine.*/, "darien-map/assets/story.geojson") }),
  );
  const map = await insert(page, { story: "/mine.geojson", lang: "es" }, "Una lista de hechos");
  await waitForEvent(page, "error");
  await expect(alertOf(map)).toContainText("No se pudo mostrar este mapa");
  await expect(alertOf(map)).toContainText("error que deben corregir");
  await expect(alertOf(map)).not.toContainText("features");
  await expect(map.locator("#inside")).toBeVisible();
  fails = false;
  await part(map, "retry").click();
  await waitForEvent(page, "ready");
  await expect(alertOf(map)).toBeHidden();
});

test("a truncated WASM file is replaced by the embedded copy", async ({ page }) => {
  await page.route("**/darien_map_bg.wasm", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ body: body.subarray(0, body.length / 2), contentType: "application/wasm" });
  });
  await open(page);
});

test("a slow map is reported after ten seconds, and still shown when it has loaded", async ({ page }) => {
  await page.clock.install();
  const release = await hold(page, "**/story.geojson", (route) => route.continue());
  const map = await insert(page, {}, "A list of facts");
  await expect(map.locator("#inside")).toBeVisible();
  await page.clock.runFor(10_100);
  await expect(alertOf(map)).toContainText("takes long");
  await page.clock.resume();
  release();
  await waitForEvent(page, "ready");
  await expect(alertOf(map)).toBeHidden();
});

test("if the WASM file never answers, the reader gets words and the element's content, the page an error event; trying again works", async ({ page }) => {
  await page.clock.install();
  let asked = 0;
  // Only the first request is left without an answer.
  await page.route("**/darien_map_bg.wasm", (route) => (asked++ ? route.continue() : undefined));
  const map = await insert(page, { lang: "es" }, "Una lista de hechos");
  await expect(map.locator("#inside")).toBeVisible();
  await expect.poll(() => asked).toBe(1);
  await expect(map.locator("[aria-busy=true]")).toHaveCount(1);
  await page.clock.runFor(9_000);
  await expect(alertOf(map)).toBeHidden();
  await page.clock.runFor(1_100);
  await expect(alertOf(map)).toContainText("tarda");
  expect(await waitForEvent(page, "error")).toMatchObject({ code: "wasm", message: expect.stringContaining("within 10 s") });
  await expect(map.locator("#inside")).toBeVisible();
  await expect(map.locator("[aria-busy]")).toHaveCount(0);
  await page.clock.resume();
  await part(map, "retry").click();
  await waitForEvent(page, "ready");
  expect(asked).toBe(2);
  await expect(alertOf(map)).toBeHidden();
  await expect(map.locator("#inside")).toBeHidden();
});

test("without later.js the map shows its credits and a message about what is missing", async ({ page }) => {
  await page.route("**/later.js", (route) => route.abort());
  const map = await insert(page);
  await waitForEvent(page, "error");
  await expect(alertOf(map)).toContainText("Some parts of this map did not load");
  // The detailed ground is loaded by later.js.
  await expect(part(map, "credits")).toContainText("Natural Earth");
  await expect(part(map, "retry")).toBeVisible();
});

test.describe("on a page that forbids WebAssembly", () => {
  test.use({ violations: true });
  test("a message and the element's content are shown", async ({ page }) => {
    await page.route("**/e2e/pages/empty.html", async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), "content-security-policy": "default-src 'self'; script-src 'self'" };
      await route.fulfill({ response, headers });
    });
    const map = await insert(page, {}, "A list of facts");
    expect(await waitForEvent(page, "error")).toMatchObject({ code: "wasm" });
    await expect(alertOf(map)).toContainText("could not be shown");
    await expect(alertOf(map)).not.toContainText("WebAssembly");
    await expect(map.locator("#inside")).toBeVisible();
  });
});
