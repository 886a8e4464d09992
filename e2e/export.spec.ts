// Export and print: SVG and PNG look like the canvas, whichever program paints them.

import { readFile, writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import * as inPage from "../tools/in-page.mjs";
import { ROOT, run } from "../tools/setup.mjs";
import type { DarienMapElement, View } from "../www/element/index.js";
import { expect, lightness, open, picture, settled, test } from "./helpers.js";

/** The largest allowed difference of two pictures, as measured by tools/in-page.mjs. */
const MOST = 0.005;

const VIEWS: { name: string; view?: View; size: { width: number; height: number }; theme: "light" | "dark" }[] = [
  { name: "route", size: { width: 1280, height: 800 }, theme: "light" },
  { name: "darien", view: { lon: -77.5, lat: 8.4, zoom: 8.6 }, size: { width: 900, height: 700 }, theme: "dark" },
  { name: "rio-grande", view: { lon: -98.4, lat: 26.1, zoom: 7.4 }, size: { width: 360, height: 640 }, theme: "light" },
];

for (const { name, view, size, theme } of VIEWS) {
  test(`${name}: canvas, SVG in the browser, SVG in resvg and PNG look the same`, async ({ page }, info) => {
    test.setTimeout(120_000);
    await page.setViewportSize(size);
    const map = await open(page, "map.html");
    await page.waitForFunction(() => [...document.fonts].filter(({ family }) => /^Map S/.test(family)).length === 5);
    await map.evaluate((map: DarienMapElement, [theme, view]) => {
      map.theme = theme;
      // The first screen has the title as text, and the canvas then has none.
      map.without = ["title"];
      if (view) map.jumpTo(view);
    }, [theme, view] as const);
    await page.waitForLoadState("networkidle");
    await settled(map);
    const canvas = await picture(map);

    const svg = await map.evaluate((map: DarienMapElement) => map.toSVG());
    const [from, to] = [info.outputPath("picture.svg"), info.outputPath("picture.png")];
    await writeFile(from, svg);
    await run("cargo", ["run", "--quiet", "--locked", "--example", "rasterize", from, to], { cwd: ROOT });
    const resvg = `data:image/png;base64,${(await readFile(to)).toString("base64")}`;
    expect(await difference(page, canvas, resvg), "resvg").toBeLessThan(MOST);

    const browser = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
    expect(await difference(page, canvas, browser), "SVG in the browser").toBeLessThan(MOST);

    const png = await map.evaluate(async (map: DarienMapElement) => {
      const blob = await map.toPNG({ scale: 1 });
      return [blob.type, await new Promise<string>((read) => {
        const reader = new FileReader();
        reader.onload = () => read(String(reader.result));
        reader.readAsDataURL(blob);
      })] as const;
    });
    expect(png[0]).toBe("image/png");
    expect(await difference(page, canvas, png[1]), "PNG").toBe(0);
  });
}

test("an SVG has a title, and can leave its fonts out", async ({ page }) => {
  const map = await open(page);
  const [whole, small] = await map.evaluate(async (map: DarienMapElement) => [
    await map.toSVG(),
    await map.toSVG({ fonts: "named" }),
  ]);
  expect(whole?.match(/@font-face/g)).toHaveLength(5);
  expect(small).not.toContain("@font-face");
  expect(small).toContain("<title>By boat, on foot, by road</title>");
  expect(small).toMatch(/<desc>.*OpenStreetMap.*<\/desc>/);
  expect(small).toContain("data:image/png;base64,");
  // On a page without a policy: ours forbids the styles of a document that is read into it.
  const free = await page.context().newPage();
  const wrong = await free.evaluate(
    (text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror")?.textContent ?? "",
    whole ?? "",
  );
  expect(wrong).toBe("");
});

test("a PNG has the requested size", async ({ page }) => {
  const map = await open(page);
  const sizes = await map.evaluate(async (map: DarienMapElement) => {
    const bitmap = await createImageBitmap(await map.toPNG({ scale: 2.5 }));
    return [bitmap.width, bitmap.height, map.clientWidth, map.clientHeight];
  });
  const [width, height, w = 0, h = 0] = sizes;
  expect([width, height]).toEqual([Math.round(w * 2.5), Math.round(h * 2.5)]);
});

test("export is rejected before there is a map", async ({ page }) => {
  await page.goto("/e2e/pages/map.html");
  await page.waitForFunction(() => customElements.get("darien-map"));
  const names = await page.evaluate(async () => {
    const map = document.createElement("darien-map");
    return Promise.all([map.toSVG(), map.toPNG()].map((made) => made.catch((reason: DOMException) => reason.name)));
  });
  expect(names).toEqual(["InvalidStateError", "InvalidStateError"]);
});

test("the printed picture has three times the resolution and the print theme", async ({ page }) => {
  const map = await open(page);
  await page.waitForFunction(() => [...document.fonts].length >= 5);
  await map.evaluate((map: DarienMapElement) => (map.theme = "dark"));
  const size = () => map.evaluate((map) => {
    const canvas = map.shadowRoot?.querySelector("canvas");
    return [canvas?.width, canvas?.height];
  });
  const before = await size();
  await expect.poll(() => lightness(map)).toBeLessThan(100);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  // At once: a printer does not wait.
  expect(await size()).toEqual([3 * 960, 3 * 640]);
  expect(await lightness(map)).toBeGreaterThan(150);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  expect(await size()).toEqual(before);
  expect(await lightness(map)).toBeLessThan(100);
});

/** The part of one picture that differs from the other, from 0 to 1. */
function difference(page: Page, a: string, b: string): Promise<number> {
  return page.evaluate(inPage.difference, [a, b]);
}
