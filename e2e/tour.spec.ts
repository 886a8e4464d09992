// The ways through the story: all lead through the same chapters and places to the end.

import type { Locator, Page } from "@playwright/test";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, expect, open, part, settled, test, titleOf } from "./helpers.js";
import { CHAPTERS, LAST, STORY, current, pass, recordChapters } from "./chapters.js";

async function stepByKeyboard(page: Page, map: Locator): Promise<string[]> {
  const way: string[] = [];
  await part(map, "start").focus();
  await page.keyboard.press("Enter");
  await expect(titleOf(map)).toBeFocused();
  way.push(await current(map));
  while (!(await part(map, "next").evaluate((e) => e === (e.getRootNode() as ShadowRoot).activeElement))) await page.keyboard.press("Tab");
  for (let i = 0; i < LAST; i++) {
    await page.keyboard.press("Enter");
    way.push(await current(map));
  }
  return way;
}

test("the keyboard alone leads through the story, with reduced motion too", async ({ page }) => {
  for (const calm of [false, true]) {
    await page.emulateMedia({ reducedMotion: calm ? "reduce" : "no-preference" });
    const map = await open(page);
    expect(await stepByKeyboard(page, map)).toEqual(CHAPTERS);
    await page.keyboard.press("Enter");
    expect(await current(map), "there is no chapter past the last").toBe(CHAPTERS[LAST]);
    await expect(part(map, "eyebrow")).toHaveText("The end");
    await expect(part(map, "next")).toBeFocused();
    await expect(part(map, "status")).toHaveText(STORY.chapters[LAST]?.title.en ?? "");
  }
});

test("the list alone leads through the story", async ({ page }) => {
  const map = await open(page);
  const way: string[] = [];
  for (let i = 0; i <= LAST; i++) {
    const button = map.locator("[part=places] ol").first().locator("button").nth(i);
    await button.focus();
    await page.keyboard.press("Enter");
    way.push(await current(map));
    await expect(button).toHaveAttribute("aria-current", "step");
  }
  expect(way).toEqual(CHAPTERS);
});

test("scrolling the page leads through the story and back", async ({ page }) => {
  const map = await open(page, "scroll.html");
  const seen = await recordChapters(map);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y <= height; y += 120) await page.evaluate((y) => new Promise((done) => { scrollTo(0, y); requestAnimationFrame(done); }), y);
  await settled(map);
  expect(await seen()).toEqual(CHAPTERS);
  for (let y = height; y >= -120; y -= 120) await page.evaluate((y) => new Promise((done) => { scrollTo(0, y); requestAnimationFrame(done); }), y);
  await settled(map);
  expect(await seen()).toEqual([...CHAPTERS, ...CHAPTERS.slice(0, -1).reverse(), "null: null"]);
});

test("in a frame that cannot scroll, buttons lead through the story", async ({ page }) => {
  await page.goto("/e2e/pages/frame.html");
  const frame = page.frameLocator("iframe");
  const map = frame.locator("darien-map");
  await expect(part(map, "go")).toBeVisible();
  await part(map, "go").click();
  const way = [await current(map)];
  for (let i = 0; i < LAST; i++) {
    await part(map, "next").click();
    way.push(await current(map));
  }
  expect(way).toEqual(CHAPTERS);
});

test("the story plays, pauses, stops at a touch, continues and ends", async ({ page }) => {
  await page.clock.install();
  const map = await open(page);
  const seen = await recordChapters(map);
  await part(map, "start").click();
  await pass(page, 1);
  const playing = () => map.evaluate((map: DarienMapElement) => map.playing);
  expect(await playing()).toBe(true);
  await part(map, "play").click();
  expect(await playing()).toBe(false);
  const paused = await current(map);
  expect(paused).not.toBe(CHAPTERS[0]);
  await pass(page, 1);
  expect(await current(map)).toBe(paused);
  await part(map, "play").click();
  await page.mouse.move(300, 300);
  await page.mouse.down();
  await page.mouse.move(360, 330, { steps: 4 });
  await page.mouse.up();
  expect(await playing()).toBe(false);
  await expect(part(map, "go")).toContainText("Continue");
  await part(map, "go").click();
  expect(await current(map)).toBe(paused);
  expect(await playing()).toBe(true);
  await pass(page, LAST);
  expect(await playing()).toBe(false);
  expect(await seen()).toEqual(CHAPTERS);
  await expect(part(map, "eyebrow")).toHaveText("The end");
});

test("a touch, a scroll or a key in the card pauses the story, and the button shows it", async ({ page }) => {
  await page.clock.install();
  const map = await open(page);
  const playing = () => map.evaluate((map: DarienMapElement) => map.playing);
  const body = part(map, "body");
  const ways: Record<string, () => Promise<unknown>> = {
    "the wheel": async () => (await body.hover(), await page.mouse.wheel(0, 40)),
    "a click on the text": () => body.click({ position: { x: 60, y: 90 } }),
    "a key": () => body.press("ArrowDown"),
    "the focus, by Tab": async () => (await part(map, "close").focus(), await page.keyboard.press("Shift+Tab")),
    "scrolling by a script of the browser, such as find in page": () => body.evaluate((body) => void (body.scrollTop = 60)),
    "a touch": () => body.dispatchEvent("touchend"),
  };
  await part(map, "start").focus();
  await page.keyboard.press("Enter");
  await expect(titleOf(map)).toBeFocused();
  expect(await playing(), "the focus that the map moves does not pause").toBe(true);
  await pass(page, 1);
  await expect(titleOf(map), "nor where the next chapter keeps it").toBeFocused();
  expect(await playing()).toBe(true);
  const chapter = await current(map);
  for (const [name, use] of Object.entries(ways)) {
    await map.evaluate((map: DarienMapElement) => map.play());
    await expect(part(map, "play"), name).toHaveAttribute("aria-label", "Pause");
    await use();
    await expect.poll(playing, name).toBe(false);
    await expect(part(map, "play"), name).toHaveAttribute("aria-label", "Play");
    await pass(page, 1);
    expect(await current(map), name).toBe(chapter);
  }
  // The button itself does what it says, by hand and key.
  await part(map, "play").click();
  expect(await playing()).toBe(true);
  await part(map, "play").press("Enter");
  expect(await playing()).toBe(false);
});

test("“next” and “previous”, pressed a moment after the story went on by itself, count from the chapter before", async ({ page }) => {
  await page.clock.install();
  const map = await open(page);
  await part(map, "start").click();
  /** Lets the story go on by itself, and presses a button so many milliseconds later. */
  const press = async (button: string, later: number) => {
    await map.evaluate((map: DarienMapElement) => map.play());
    await page.clock.runFor(2000);
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
    await page.clock.fastForward(180_000);
    await page.clock.runFor(later);
    await part(map, button).evaluate((button: HTMLElement) => button.click());
    await page.clock.resume();
    return current(map);
  };
  expect(await press("next", 300), "from the first chapter, not from the second").toBe(CHAPTERS[1]);
  expect(await press("next", 1000), "from the third").toBe(CHAPTERS[3]);
  expect(await press("previous", 300), "from the fourth, not from the fifth").toBe(CHAPTERS[2]);
  expect(await press("previous", 1000), "from the fourth").toBe(CHAPTERS[2]);
  // To the last chapter, which is not passed over.
  await map.evaluate((map: DarienMapElement, id) => (map.chapter = id), STORY.chapters[LAST - 1]?.id ?? "");
  expect(await press("next", 300)).toBe(CHAPTERS[LAST]);
  await expect(titleOf(map)).toHaveText(STORY.chapters[LAST]?.title.en ?? "");
});

test("the language or the story can change while the story plays", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.play());
  await map.evaluate((map: DarienMapElement) => (map.lang = "es"));
  await expect(titleOf(map)).toHaveText("Donde empieza la caminata");
  expect(await map.evaluate((map: DarienMapElement) => map.playing)).toBe(true);
  await map.evaluate((map: DarienMapElement) =>
    map.load({ type: "FeatureCollection", features: [{ type: "Feature", id: "a", properties: { kind: "stop", name: "A" }, geometry: { type: "Point", coordinates: [-77, 8] } }] }),
  );
  expect(await map.evaluate((map: DarienMapElement) => [map.playing, map.chapter, map.selected])).toEqual([false, null, null]);
  await map.evaluate((map: DarienMapElement) => (map.chapter = "gap"));
  expect(await current(map)).toBe("null: null");
});

interface Story {
  features: { id: string; properties: { name?: { en: string } | string; facts?: { text: { en: string } }[] } }[];
}

test("stepping through the chapters shows every fact, each chapter's text, and the figure", async ({ page, request }) => {
  const story = (await (await request.get("/darien-map/assets/story.geojson")).json()) as Story;
  const map = await open(page);
  let read = "";
  for (const { id, title } of STORY.chapters) {
    await map.evaluate((map: DarienMapElement, id) => (map.chapter = id), id);
    await expect(titleOf(map)).toHaveText(title.en);
    read += await part(map, "body").innerText();
    // Nobody knows how long the way through the Gap is, the border adds no way, and the last chapter goes back.
    await expect(part(map, "far"), id).toHaveText(/^(gap|border|after)$/.test(id) ? "" : /^[\d,]+ of about [\d,]+ km$/);
    const headings = await part(map, "body").locator("h2,h3").allInnerTexts();
    expect(new Set(headings).size, `${id} says no heading twice`).toBe(headings.length);
  }
  const facts = story.features.flatMap(({ properties }) => properties.facts ?? []);
  expect(facts.length).toBeGreaterThan(30);
  for (const { text } of facts) expect(read).toContain(text.en);
  const chart = part(map, "body").locator("[part=chart]");
  await expect(chart.locator("li")).toHaveCount(4);
  await expect(chart).toContainText("520,085");
});

test("the previous and next buttons do not move, and name where they lead", async ({ page }) => {
  for (const [width, height] of [[1280, 800], [390, 844]] as const) {
    await page.setViewportSize({ width, height });
    const map = await open(page, "audit.html");
    await map.evaluate((map: DarienMapElement, id) => (map.chapter = id), STORY.chapters[0]?.id ?? "");
    const places = async () => {
      const [back, on] = [await part(map, "previous").boundingBox(), await part(map, "next").boundingBox()];
      // The name of the next chapter gives the button its width; its outer edge is where the hand is.
      return [back?.x, back?.y, (on?.x ?? 0) + (on?.width ?? 0), on?.y];
    };
    const first = await places();
    for (let i = 1; i <= LAST; i++) {
      await expect(part(map, "next")).toHaveAttribute("aria-label", `Next chapter: ${STORY.chapters[i]?.title.en}`);
      await part(map, "next").click();
      await expect(titleOf(map)).toHaveText(STORY.chapters[i]?.title.en ?? "");
      expect(await places(), STORY.chapters[i]?.id).toEqual(first);
    }
    await part(map, "next").click();
    expect(await places(), "the end").toEqual(first);
    // The card is no higher than its text.
    const last = cardOf(map).locator(".chapter").last();
    await last.scrollIntoViewIfNeeded();
    const [text, foot] = [await last.boundingBox(), await part(map, "foot").boundingBox()];
    expect((foot?.y ?? 0) - (text?.y ?? 0) - (text?.height ?? 0), "free space above the buttons").toBeLessThan(40);
    await expect(part(map, "previous")).toHaveAttribute("aria-label", `Previous chapter: ${STORY.chapters[LAST]?.title.en}`);
  }
});

test("on a phone a place's card has one count and no start button, and stepping never goes back", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 568 });
  const map = await open(page, "audit.html");
  const last = STORY.chapters[LAST];
  await map.evaluate((map: DarienMapElement) => map.select("bajo-chiquito"));
  await expect(part(map, "eyebrow")).toHaveText("Place");
  await expect(part(map, "go")).toBeHidden();
  await map.evaluate((map: DarienMapElement, id) => (map.chapter = id), STORY.chapters[0]?.id ?? "");
  await expect(cardOf(map).locator(".far")).toContainText("km");
  await map.evaluate((map: DarienMapElement, id) => (map.chapter = id), last?.id ?? "");
  await expect(titleOf(map)).toHaveText(last?.title.en ?? "");
  await expect(cardOf(map).locator(".far")).toBeEmpty();
  await part(map, "next").click();
  // The last of the buttons is in reach without scrolling.
  const [again, foot] = [await cardOf(map).locator(".again").boundingBox(), await cardOf(map).locator(".foot").boundingBox()];
  expect((again?.y ?? 0) + (again?.height ?? 999)).toBeLessThanOrEqual(foot?.y ?? 0);
});

test("after the last chapter the story ends, and its card offers what to do next", async ({ page }) => {
  const map = await open(page);
  const end = async () => {
    await map.evaluate((map: DarienMapElement, id) => (map.chapter = id), STORY.chapters[LAST]?.id ?? "");
    await part(map, "next").click();
    await expect(part(map, "eyebrow")).toHaveText("The end");
  };
  await end();
  // Each chapter can be opened again, also the one that was shown before.
  await expect(cardOf(map).getByRole("listitem")).toHaveText(STORY.chapters.map(({ title }) => new RegExp(`${title.en}$`)));
  for (const [i, { id, title }] of STORY.chapters.entries()) {
    if (i && i !== 4 && i !== LAST) continue;
    await cardOf(map).getByRole("button", { name: title.en, exact: true }).click();
    await expect(titleOf(map)).toHaveText(title.en);
    await expect(titleOf(map)).toBeFocused();
    expect(await map.evaluate((map: DarienMapElement) => [map.chapter, map.playing])).toEqual([id, false]);
    await end();
  }
  await part(map, "previous").click();
  await expect(titleOf(map)).toHaveText(STORY.chapters[LAST]?.title.en ?? "");
  await end();
  await part(map, "again").click();
  expect(await current(map)).toBe(CHAPTERS[0]);
  await end();
  await part(map, "explore").click();
  // At the places: the chapters have just been told.
  await expect(part(map, "places").locator("ol").nth(1).locator("button").first()).toBeFocused();
  await expect(part(map, "places").locator("h3").nth(1)).toBeInViewport();
  expect(await current(map)).toBe("null: null");
  for (const close of ["whole", "close"]) {
    await end();
    await part(map, close).click();
    expect(await current(map), close).toBe("null: null");
    await expect(part(map, "card")).toBeHidden();
  }
});

test("one click opens the list of chapters, which marks the current one", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement, id) => (map.chapter = id), STORY.chapters[2]?.id ?? "");
  await part(map, "contents").click();
  const present = part(map, "places").locator("[aria-current=step]");
  await expect(present).toBeFocused();
  await expect(present).toBeInViewport();
  await part(map, "places").locator("ol").first().locator("button").nth(4).click();
  expect(await current(map)).toBe(CHAPTERS[4]);
  await expect(titleOf(map)).toBeFocused();
});

test("closing a card restores the view from before it was opened", async ({ page }) => {
  const map = await open(page);
  const before = await settled(map);
  await map.evaluate((map: DarienMapElement) => map.select("bajo-chiquito"));
  expect((await settled(map)).zoom).toBeGreaterThan(before.zoom + 1);
  await part(map, "close").click();
  const after = await settled(map);
  expect(after.zoom).toBeCloseTo(before.zoom, 3);
  expect(after.lon).toBeCloseTo(before.lon, 2);
});

test("digits, Home and End announce what they opened and move the focus", async ({ page }) => {
  const map = await open(page);
  const canvas = map.locator("canvas");
  for (const [key, title] of [["Home", STORY.chapters[0]?.title.en], ["End", STORY.chapters[LAST]?.title.en]] as const) {
    await canvas.focus();
    await page.keyboard.press(key);
    await expect(titleOf(map)).toBeFocused();
    await expect(titleOf(map)).toHaveText(title ?? "");
    await expect(part(map, "status")).toHaveText(title ?? "");
  }
  await map.evaluate((map: DarienMapElement) => (map.chapter = null));
  await settled(map);
  await canvas.focus();
  await page.keyboard.press("ArrowLeft");
  await settled(map);
  await page.keyboard.press("1");
  await expect(titleOf(map)).toBeFocused();
  await expect(part(map, "status")).toHaveText(await titleOf(map).innerText());
});

test("a card closed with the mouse leaves the map uncovered, even if it was opened from the list", async ({ page }) => {
  const map = await open(page);
  await part(map, "start").click();
  await map.locator("[part~=contents]").click();
  const list = map.locator("[part=places]");
  await list.locator("button.place").nth(4).click();
  await expect(list).toHaveCSS("clip-path", "inset(50%)");
  await map.locator("[part=card] [part~=close]").click();
  await expect(map.locator("[part=card]")).toBeHidden();
  await expect(list).toHaveCSS("clip-path", "inset(50%)");
  // The list has a way out of its own.
  await map.locator("[part~=contents]").click();
  await expect(list).toHaveCSS("clip-path", "none");
  await list.locator("[part~=leave]").click();
  await expect(list).toHaveCSS("clip-path", "inset(50%)");
  await expect(map.locator("[part=card]")).toBeHidden();
});

test("scrolling in the card stops the playing story", async ({ page }) => {
  const map = await open(page);
  await part(map, "start").click();
  await expect(map).toHaveJSProperty("playing", true);
  await map.locator("[part=card] .body").hover();
  await page.mouse.wheel(0, 40);
  await expect(map).toHaveJSProperty("playing", false);
});
