// The demo page: its layout at several widths, its switches and links, and its content without JavaScript.

import { readFile } from "node:fs/promises";
import { facts, files } from "../tools/light-dom.mjs";
import { cardOf, expect, hold, part, settled, test, titleOf } from "./helpers.js";

test("a place link in the text opens the place on the map", async ({ page }) => {
  await page.goto("/");
  const map = page.locator("darien-map");
  await page.waitForFunction(() => document.querySelector("darien-map")?.places.length);
  const links = page.locator("article.en a[data-place]");
  const places = await map.evaluate((map) => (map as HTMLElementTagNameMap["darien-map"]).places.map(({ id }) => id));
  for (const link of await links.all()) {
    const id = (await link.getAttribute("data-place")) ?? "";
    expect(places).toContain(id);
  }
  await links.filter({ hasText: "Matamoros" }).click();
  await expect(titleOf(map)).toHaveText("Matamoros");
  await expect(map).toBeInViewport();
});

test("a shared link shows the map, and does not move a page that shows it already", async ({ page }) => {
  for (const height of [800, 844]) {
    await page.setViewportSize({ width: height === 800 ? 1280 : 390, height });
    await page.goto("about:blank");
    await page.goto("/#place=bajo-chiquito");
    await expect(titleOf(page.locator("darien-map"))).toHaveText("Bajo Chiquito");
    expect(await page.evaluate(() => scrollY)).toBe(0);
  }
});

test("the switches change language and theme of page and map", async ({ page }) => {
  await page.goto("/");
  const map = page.locator("darien-map");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("By boat, on foot, by road");
  await page.getByRole("button", { name: "Español" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("En lancha, a pie, por carretera");
  await expect(page.getByRole("button", { name: "Español" })).toHaveAttribute("aria-pressed", "true");
  await expect(map.locator("[part=map]")).toHaveAttribute("lang", "es");
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole("button", { name: "Oscuro" }).click();
  expect(await paper()).not.toBe(light);
  await expect(map).toHaveAttribute("theme", "dark");
});

for (const [width, height] of [[320, 568], [390, 844], [1280, 800]] as const) {
  test(`the map fills the first screen, and its title is the only one in sight (${width} px)`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const heading = page.getByRole("heading", { level: 1 });
    const release = await hold(page, "**/*.wasm", (route) => route.continue());
    await page.goto("/");
    await expect(heading, "the page has a title while the map is loading").toBeInViewport();
    expect((await heading.boundingBox())?.height).toBeGreaterThan(20);
    release();
    const map = page.locator("darien-map");
    await expect(part(map, "start")).toBeInViewport({ ratio: 1 });
    const box = await map.boundingBox();
    expect(Math.abs((box?.y ?? 0) + (box?.height ?? 0) - height)).toBeLessThan(1);
    expect(box?.y).toBeLessThanOrEqual(60);
    // Its words are still there for a screen reader.
    await expect(heading).toHaveText("By boat, on foot, by road");
    await expect.poll(async () => (await page.locator(".head.en").boundingBox())?.height).toBeLessThan(2);
    await expect(part(map, "opening-title")).toHaveText("By boat, on foot, by road");
    await expect(part(map, "opening-title")).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}

for (const width of [320, 360, 768, 1280]) {
  test(`nothing is cut off or overflows at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 });
    await page.goto("/");
    const map = page.locator("darien-map");
    await page.waitForFunction(() => document.querySelector("darien-map")?.places.length);
    await settled(map);
    await page.locator("article.en a[data-place=bajo-chiquito]").click();
    await expect(cardOf(map)).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBe(width);
    const [card, box] = [await cardOf(map).boundingBox(), await map.boundingBox()];
    if (!card || !box) throw new Error("no card");
    expect(card.x).toBeGreaterThanOrEqual(box.x);
    expect(card.x + card.width).toBeLessThanOrEqual(box.x + box.width + 1);
    expect(card.y + card.height).toBeLessThanOrEqual(box.y + box.height + 1);
  });
}

test("the gallery creates its maps when they come into view", async ({ page }) => {
  await page.goto("/");
  await page.locator("section.en a[href='gallery.html']").click();
  const maps = page.locator("darien-map");
  const frames = page.locator(".frame");
  await expect(maps.first()).toBeVisible();
  expect(await maps.count()).toBeLessThan(await frames.count());
  await frames.last().scrollIntoViewIfNeeded();
  await expect(frames.last().locator("darien-map")).toHaveAttribute("lang", "es");
  await expect(frames.first().locator("darien-map")).toHaveCount(0);
});

test("the page's content without JavaScript matches the story", async () => {
  for (const [file, content] of await files()) expect(await readFile(file, "utf8"), `${file}: node tools/light-dom.mjs`).toBe(content);
  const link = { id: "a", title: "A & B", url: "https://example.org/?a=1&b=2" };
  const fact = { text: "1 < 2", date: "2024", sources: ["a"] };
  const html = facts({ features: [{ id: "x", properties: { name: { es: "<Ñ>" }, facts: [fact] } }], sources: [link] });
  expect(html).toContain("<dt>&#60;Ñ&#62;</dt>");
  expect(html).toContain('1 &#60; 2 <small>2024. <a href="https://example.org/?a=1&#38;b=2">A &#38; B</a></small>');
});

for (const [what, ...files] of [["the program", "darien_map_bg.wasm", "embedded.js"], ["its script", "index.js"]] as const) {
  test(`where the map fails (${what}), its reader has the picture and the facts`, async ({ page }) => {
    const policy: string[] = [];
    page.on("console", (message) => /Content Security Policy/i.test(message.text()) && policy.push(message.text()));
    for (const file of files) await page.route(`**/darien-map/${file}`, (route) => route.abort());
    await page.goto("/");
    const map = page.locator("darien-map");
    const picture = map.locator("img");
    await expect(picture).toBeVisible();
    await expect(picture).toHaveAttribute("alt", /Darién Gap/);
    expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(1000);
    await expect(map.getByText("+1 (866) 347-2423")).toBeVisible();
    expect((await page.getByRole("heading", { level: 1 }).boundingBox())?.height).toBeGreaterThan(20);
    expect(policy).toEqual([]);
  });
}

test("a map that is there needs no picture", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("/");
  await page.waitForFunction(() => document.querySelector("darien-map")?.places.length);
  await settled(page.locator("darien-map"));
  expect(asked).not.toContain("/map.svg");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the page shows a picture and the facts with their sources", async ({ page }) => {
    await page.goto("/");
    const map = page.locator("darien-map");
    await expect(map.locator("img")).toBeVisible();
    expect((await page.getByRole("heading", { level: 1 }).boundingBox())?.height).toBeGreaterThan(20);
    await expect(map.getByText("+1 (866) 347-2423")).toBeVisible();
    await expect(map.getByRole("link", { name: "Border Report" }).first()).toBeVisible();
    const [last, box] = [await map.locator("dd").last().boundingBox(), await map.boundingBox()];
    expect((last?.y ?? Infinity) + (last?.height ?? 0)).toBeLessThanOrEqual((box?.y ?? 0) + (box?.height ?? 0));
  });

  // A window of 1280 × 1024 px at 400 %, and at 200 % with text twice as large.
  for (const [width, font] of [[320, "100%"], [640, "200%"]] as const) {
    test(`at 400 % zoom picture and facts reflow: nothing is cut, nothing scrolls sideways (${width} px, text at ${font})`, async ({ page }) => {
      await page.setViewportSize({ width, height: width * 0.8 });
      await page.goto("/");
      await page.evaluate((font) => (document.documentElement.style.fontSize = font), font);
      const map = page.locator("darien-map");
      await expect(map.locator("img")).toBeVisible();
      const wrong = await page.evaluate(() => {
        const found: string[] = [];
        const inner = document.documentElement.clientWidth;
        const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > inner + 0.5);
        if (document.documentElement.scrollWidth > inner) found.push(`too wide: ${wide.map(({ localName, className }) => `${localName}.${className}`).join(", ")}`);
        const map = document.querySelector("darien-map");
        const picture = map?.querySelector("img")?.getBoundingClientRect();
        if (!picture || picture.width < 200 || Math.abs(picture.width / picture.height - 1.6) > 0.02) found.push("the picture has another shape");
        for (const element of map?.querySelectorAll<HTMLElement>("img,p,dt,dd,a,small") ?? []) {
          for (const { left, right } of element.getClientRects()) {
            if (left < 0 || right > inner + 0.5) found.push(`${element.localName} from ${left} to ${right}: ${element.textContent}`);
          }
          // Whatever is around it shows it whole: it grows with its text, or it scrolls.
          for (let box: HTMLElement | null = element; box; box = box.parentElement) {
            const { overflowY } = getComputedStyle(box);
            const cut = box.scrollHeight > box.clientHeight + 1 && box.clientHeight > 0;
            if (cut && /hidden|clip/.test(overflowY)) found.push(`cut by ${box.localName}: ${element.textContent}`);
          }
        }
        return found;
      });
      expect(wrong).toEqual([]);
      const last = map.locator("dd").last();
      await last.scrollIntoViewIfNeeded();
      await expect(last).toBeInViewport();
    });
  }
});
