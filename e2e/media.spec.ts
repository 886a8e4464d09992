// Pictures, sounds and films of a story, and links and emphasis in its texts.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Locator, Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";
import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, expect, hold, load, open, part, test, titleOf, touch } from "./helpers.js";

declare global {
  var axe: { run(options: RunOptions): Promise<AxeResults> };
}

const DRAWING = "/e2e/stories/douro/rabelo.svg";

/** A story with one place, its media and those of its chapter. */
const story = (media: object[], chapter: object[] = [], texts: { text?: string; fact?: string; copy?: string } = {}): object => ({
  type: "FeatureCollection",
  lang: "en",
  title: "T",
  sources: [{ id: "s", title: "S" }],
  features: [
    {
      type: "Feature",
      id: "a",
      geometry: { type: "Point", coordinates: [-77, 8] },
      properties: { name: "A", media, facts: [{ text: texts.fact ?? "A fact.", date: "2024", sources: ["s"], ...(texts.copy ? { copy: texts.copy } : {}) }] },
    },
    { type: "Feature", id: "b", geometry: { type: "Point", coordinates: [-78, 9] }, properties: { name: "B" } },
  ],
  chapters: [
    { id: "one", title: "One", text: texts.text ?? "Text.", place: "a", media: chapter },
    { id: "two", title: "Two", text: "Text.", place: "b" },
  ],
});

const boat = (more: object = {}): object => ({ src: DRAWING, alt: "A boat", width: 960, height: 640, caption: "With *four* barrels", credit: "By [X](https://x.org/)", ...more });

/** Shows a story, with the card of its place or its first chapter. */
async function show(page: Page, shown: object, chapter = false): Promise<Locator> {
  const map = await open(page);
  expect(await load(map, shown)).toBeNull();
  await map.evaluate((map: DarienMapElement, chapter) => (chapter ? (map.chapter = "one") : map.select("a")), chapter);
  await expect(titleOf(map)).toHaveText(chapter ? "One" : "A");
  return map;
}

/** Whether a picture has been loaded, by its element. */
const loaded = (image: Locator) => image.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0);

test("a story without media does not load what shows them", async ({ page }) => {
  const files: string[] = [];
  page.on("request", (request) => files.push(request.url()));
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.select("panama"));
  await expect(cardOf(map)).toBeVisible();
  expect(files.filter((file) => /media\.js/.test(file))).toEqual([]);
});

test("a picture is loaded when its card is shown, with its words, caption and credit", async ({ page }) => {
  const files: string[] = [];
  page.on("request", (request) => files.push(new URL(request.url()).pathname));
  const map = await open(page);
  await load(map, story([boat()], [boat({ src: "/e2e/stories/douro/coa.svg", alt: "An aurochs" })]));
  expect(files).not.toContain(DRAWING);
  await map.evaluate((map: DarienMapElement) => map.select("a"));
  const image = cardOf(map).getByRole("img", { name: "A boat" });
  await expect(image).toBeVisible();
  await expect.poll(() => loaded(image)).toBe(true);
  expect(files).not.toContain("/e2e/stories/douro/coa.svg");
  const caption = cardOf(map).locator("figcaption");
  await expect(caption).toHaveText(/With four barrels\s*By X/);
  await expect(caption.locator("em")).toHaveText("four");
  await expect(caption.getByRole("link", { name: "X" })).toHaveAttribute("href", "https://x.org/");
});

test("the address of a picture is relative to that of the story", async ({ page }) => {
  const map = await open(page);
  await map.evaluate((map: DarienMapElement) => map.load("/e2e/stories/douro.geojson"));
  await map.evaluate((map: DarienMapElement) => (map.chapter = "regua"));
  await expect.poll(() => loaded(cardOf(map).locator(".picture img"))).toBe(true);
  await expect(cardOf(map).locator(".picture")).toHaveAttribute("href", new RegExp(DRAWING));
});

test("nothing moves when a picture arrives, and until then its words are there", async ({ page }) => {
  const release = await hold(page, `**${DRAWING}`, (route) => route.continue());
  const map = await show(page, story([boat()]));
  const box = cardOf(map).locator(".picture");
  const waiting = box.locator(".waiting");
  await expect(waiting).toBeVisible();
  await expect(waiting).toHaveText("A boat");
  const places = () => Promise.all([box, cardOf(map).getByText("A fact.")].map((element) => element.boundingBox()));
  const before = await places();
  const [size] = before;
  expect((size?.width ?? 0) / (size?.height ?? 1)).toBeCloseTo(1.5, 1);
  release();
  await expect.poll(() => loaded(box.locator("img"))).toBe(true);
  await expect(waiting).toHaveCount(0);
  expect(await places()).toEqual(before);
});

test("what cannot be loaded leaves its words, a link to it, and no empty box", async ({ page }) => {
  await page.route("**/none.*", (route) => route.abort());
  const map = await show(page, story([boat({ src: "/none.webp" }), { kind: "audio", src: "/none.ogg", title: "Bells" }, { kind: "video", src: "/none.webm", title: "The ferry" }]));
  const card = cardOf(map);
  await expect(card.getByRole("link", { name: "A boat" })).toHaveAttribute("href", /none\.webp$/);
  await expect(card.locator("img")).toHaveCount(0);
  await expect(card.locator(".credit").first()).toHaveText("By X");
  for (const [kind, title] of [["audio", "Bells"], ["video", "The ferry"]] as const) {
    await card.locator(kind).evaluate((media: HTMLMediaElement) => media.play().catch(() => {}));
    await expect(card.getByRole("link", { name: title })).toHaveAttribute("href", /none\./);
    await expect(card.locator(kind)).toHaveCount(0);
  }
  expect(await card.locator("figure").evaluateAll((all) => all.filter((one) => !one.textContent?.trim()).length)).toBe(0);
});

test("an address that is no file of the web is not used", async ({ page }) => {
  const map = await open(page);
  const problems = (await load(map, story([boat({ src: "javascript:alert(1)" }), { src: "a.webp" }])))?.problems;
  expect(problems).toMatchObject([
    { kind: "bad-url", path: "$.features[0].properties.media[0].src" },
    { kind: "missing", path: "$.features[0].properties.media[1].alt" },
  ]);
});

test("a sound and a film do not play by themselves, load nothing, and stop when their card closes", async ({ page }) => {
  const files: string[] = [];
  page.on("request", (request) => files.push(new URL(request.url()).pathname));
  await page.route("**/tone.wav", (route) => route.fulfill({ body: tone(), contentType: "audio/wav" }));
  const film = { kind: "video", src: "/film.webm", title: "The ferry", poster: DRAWING, width: 16, height: 9, captions: { en: "/en.vtt", pt: "/pt.vtt" } };
  const map = await show(page, story([{ kind: "audio", src: "/tone.wav", title: "Bells" }, film]));
  const [sound, video] = ["audio", "video"].map((name) => cardOf(map).locator(name)) as [Locator, Locator];
  await expect(video).toHaveAttribute("poster", new RegExp(DRAWING));
  expect(files.filter((file) => /tone|film|vtt/.test(file))).toEqual([]);
  for (const media of [sound, video]) expect(await media.evaluate((media: HTMLMediaElement) => [media.paused, media.autoplay, media.preload, media.controls])).toEqual([true, false, "none", true]);
  await expect(sound).toHaveAccessibleName("Bells");
  const tracks = await video.locator("track").evaluateAll((all) => (all as HTMLTrackElement[]).map(({ kind, srclang, label }) => [kind, srclang, label]));
  expect(tracks).toEqual([["captions", "en", "English"], ["captions", "pt", "Portuguese"]]);
  await sound.evaluate((media: HTMLMediaElement) => media.play());
  // The card is written again as the map moves, and the sound goes on.
  await map.evaluate((map: DarienMapElement) => map.select("a"));
  expect(await sound.evaluate((media: HTMLMediaElement) => media.paused)).toBe(false);
  const handle = await sound.elementHandle();
  await part(map, "close").click();
  await expect.poll(() => handle?.evaluate((media) => (media as HTMLMediaElement).paused)).toBe(true);
});

test("a picture opens large; arrows turn, Escape closes it alone, and the focus comes back", async ({ page }) => {
  const map = await show(page, story([boat(), boat({ src: "/e2e/stories/douro/coa.svg", alt: "An aurochs", caption: "On stone" })]));
  const [first] = await cardOf(map).locator(".picture").all();
  await first?.focus();
  await page.keyboard.press("Enter");
  const dialog = map.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await expect(dialog).toHaveAccessibleName("1/2: A boat");
  await expect(dialog.getByRole("button", { name: "Close" })).toBeFocused();
  await expect(dialog.locator(".viewer-caption")).toContainText("With four barrels");
  await page.keyboard.press("ArrowRight");
  await expect(dialog).toHaveAccessibleName("2/2: An aurochs");
  await expect(dialog.getByRole("status")).toHaveText("2/2: An aurochs");
  await expect(dialog.getByRole("img")).toHaveAccessibleName("An aurochs");
  await expect(dialog.locator(".viewer-caption")).toContainText("On stone");
  await page.keyboard.press("ArrowRight");
  await expect(dialog).toHaveAccessibleName("2/2: An aurochs");
  await dialog.getByRole("button", { name: "1/2: A boat" }).click();
  await expect(dialog).toHaveAccessibleName("1/2: A boat");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(cardOf(map)).toBeVisible();
  await expect(first as Locator).toBeFocused();
});

test("a finger turns to the next picture, and pulls it down to close", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 }, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  const map = await show(page, story([boat(), boat({ src: "/e2e/stories/douro/coa.svg", alt: "An aurochs" })]));
  await cardOf(map).locator(".picture").first().tap();
  const dialog = map.getByRole("dialog");
  await expect(dialog).toHaveAccessibleName("1/2: A boat");
  const cdp = await context.newCDPSession(page);
  const swipe = async (from: readonly [number, number], to: readonly [number, number]) => {
    await touch(cdp, "touchStart", from);
    await touch(cdp, "touchMove", to);
    await touch(cdp, "touchEnd");
  };
  await swipe([300, 400], [120, 410]);
  await expect(dialog).toHaveAccessibleName("2/2: An aurochs");
  await swipe([120, 400], [300, 410]);
  await expect(dialog).toHaveAccessibleName("1/2: A boat");
  await swipe([200, 300], [205, 520]);
  await expect(dialog).toHaveCount(0);
  await context.close();
});

test("links and emphasis are elements, and anything else is text as it was written", async ({ page }) => {
  const text = "A *small* and **big** [house *by* the sea](https://x.org/a_(b)), [bad](javascript:alert(1)), 5*3 and <b>no</b>.";
  const map = await show(page, story([], [], { text, fact: "Call **12 34** [now](mailto:a@x.org).", copy: "12 34" }), true);
  const shown = cardOf(map).locator("p.text").first();
  await expect(shown).toHaveText("A small and big house by the sea, [bad](javascript:alert(1)), 5*3 and <b>no</b>.");
  await expect(shown.locator("strong")).toHaveText("big");
  await expect(shown.locator("em")).toHaveText(["small", "by"]);
  await expect(shown.getByRole("link")).toHaveCount(1);
  await expect(shown.getByRole("link", { name: "house by the sea" })).toHaveAttribute("href", "https://x.org/a_(b)");
  await expect(cardOf(map).locator("strong .copy")).toHaveText("12 34");
  await expect(cardOf(map).getByRole("link", { name: "now" })).toHaveAttribute("href", "mailto:a@x.org");
});

test("the list has the words of media, and paper the pictures", async ({ page }) => {
  const files: string[] = [];
  page.on("request", (request) => files.push(new URL(request.url()).pathname));
  const map = await open(page);
  await load(map, story([boat()], [boat({ alt: "Again" })]));
  const list = part(map, "places");
  for (const words of ["A boat", "Again", "With four barrels", "By X"]) await expect(list.getByText(words).first()).toBeAttached();
  await list.locator("button").first().focus();
  await expect(list).toBeVisible();
  const link = list.getByRole("link", { name: "X" }).first();
  await link.focus();
  expect((await link.boundingBox())?.height).toBeGreaterThan(10);
  expect(files).not.toContain(DRAWING);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const image = list.getByRole("img", { name: "A boat" });
  await expect.poll(() => loaded(image)).toBe(true);
  await expect(image).toBeVisible();
  await expect(list.locator("figcaption").first()).toContainText("By X");
});

test("axe finds no violation in a card with media and in the large picture", async ({ page }) => {
  const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const film = { kind: "video", src: "/film.webm", title: "The ferry", captions: "/en.vtt" };
  const map = await show(page, story([boat(), { kind: "audio", src: "/tone.wav", title: "Bells" }, film], [boat()], { text: "A *small* [house](https://x.org)" }), true);
  await page.evaluate(source);
  const found = () =>
    page.evaluate(async () => {
      const { violations } = await axe.run({ preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.html.slice(0, 90)} ${node.failureSummary}`));
    });
  for (const theme of ["light", "dark"]) {
    await map.evaluate((map, theme) => map.setAttribute("theme", theme), theme);
    expect(await found()).toEqual([]);
    await cardOf(map).locator(".picture").first().click();
    await expect(map.getByRole("dialog")).toBeVisible();
    expect(await found()).toEqual([]);
    await page.keyboard.press("Escape");
  }
});

/** Three seconds of a tone: 8 bits, 8 kHz. */
function tone(): Buffer {
  const data = Buffer.alloc(24_000, 0).map((_, i) => 128 + 60 * Math.sin(i / 3));
  const head = Buffer.from("RIFF....WAVEfmt ....................data....", "latin1");
  head.writeUInt32LE(36 + data.length, 4);
  for (const [at, value] of [[16, 16], [24, 8000], [28, 8000], [40, data.length]] as const) head.writeUInt32LE(value, at);
  for (const [at, value] of [[20, 1], [22, 1], [32, 1], [34, 8]] as const) head.writeUInt16LE(value, at);
  return Buffer.concat([head, data]);
}
