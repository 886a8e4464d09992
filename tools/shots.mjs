// Takes screenshots of the demo in many sizes, themes and languages, and compares two sets of them pixel by pixel.
//
//   node tools/shots.mjs take DIRECTORY [--of CHECKOUT] [--chapters gap,camp]
//   node tools/shots.mjs compare BEFORE AFTER [--without credits,key]
//
// `--of`: use another checkout of the project, already built. `--without`: hide parts of the map that may differ; take both sets
// with the same option.
// @ts-check
import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";
import { Failure, ROOT, command } from "./setup.mjs";

/** Width and height of the window, in CSS pixels. */
const SIZES = [
  [360, 640],
  [768, 1024],
  [1280, 800],
];
const THEMES = ["light", "dark"];
const LANGUAGES = ["en", "es", "ar"];

/** The number of frames without any change before a screenshot is taken. */
const STILL_FRAMES = 12;

await command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      of: { type: "string", default: ROOT },
      chapters: { type: "string", default: "gap,camp" },
      without: { type: "string", default: "" },
    },
  });
  const [verb, first, second] = positionals;
  const list = (/** @type {string} */ words) => words.split(",").filter(Boolean);
  if (verb === "take" && first) await take(first, resolve(values.of), list(values.chapters), list(values.without));
  else if (verb === "compare" && first && second) await compare(first, second);
  else throw new Failure("Expected: take DIRECTORY, or compare BEFORE AFTER; see the head of tools/shots.mjs");
});

/**
 * @param {string} directory directory for the pictures
 * @param {string} checkout of the built demo
 * @param {string[]} chapters ids
 * @param {string[]} without parts to hide
 */
async function take(directory, checkout, chapters, without) {
  if (!existsSync(join(checkout, "dist/index.js"))) throw new Failure(`${checkout}: not built; run npm run build there`);
  mkdirSync(directory, { recursive: true });
  const server = await serve({ mounts: { "/": join(checkout, "www"), "/darien-map/": join(checkout, "dist") } });
  const browser = await launch();
  let count = 0;
  try {
    for (const [width = 0, height = 0] of SIZES) {
      for (const theme of THEMES) {
        for (const lang of LANGUAGES) {
          const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce", bypassCSP: true });
          const page = await context.newPage();
          await page.goto(server.url);
          if (without.length) {
            const hidden = without.map((part) => `darien-map::part(${part}){visibility:hidden!important}`);
            await page.addStyleTag({ content: hidden.join("") });
          }
          await page.locator(`#themes [value=${theme}]`).click();
          await page.locator(`#languages [value=${lang}]`).click();
          const map = page.locator("darien-map");
          await map.scrollIntoViewIfNeeded();
          const shoot = async (/** @type {string} */ state) => {
            await still(map);
            await map.screenshot({ path: join(directory, `${width}x${height}-${theme}-${lang}-${state}.png`) });
            count++;
          };
          await shoot("rest");
          await drag(page, map);
          await shoot("drag");
          for (const id of chapters) {
            await map.evaluate((map, id) => void Object.assign(map, { chapter: id }), id);
            await shoot(`chapter-${id}`);
          }
          await context.close();
        }
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
  console.log(`${count} pictures in ${directory}`);
}

/**
 * Drags the map by 70 px to the left and 45 px down, and leaves it.
 * @param {import("@playwright/test").Page} page
 * @param {import("@playwright/test").Locator} map
 */
async function drag(page, map) {
  const box = await map.boundingBox();
  if (!box) throw new Failure("The demo shows no map");
  const [x, y] = [box.x + box.width * 0.55, box.y + Math.min(box.height, 500) * 0.5];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 30, y + 20);
  await page.mouse.move(x - 70, y + 45);
  // A pause before the release, so that the map does not glide on.
  await still(map);
  await page.mouse.up();
  await page.mouse.move(2, 2);
}

/**
 * Waits until the map is whole (list and facts included) and neither its view nor its picture changes any more.
 * @param {import("@playwright/test").Locator} map
 */
async function still(map) {
  await map.evaluate(async (map, frames) => {
    const state = () => {
      const canvas = map.shadowRoot?.querySelector("canvas");
      const furniture = map.shadowRoot?.querySelector(".places li");
      return furniture && canvas ? `${JSON.stringify(/** @type {any} */ (map).view)} ${canvas.toDataURL()}` : "";
    };
    for (let last = "", count = 0; count < frames; ) {
      await new Promise((go) => requestAnimationFrame(go));
      const now = state();
      count = now && now === last ? count + 1 : 0;
      last = now;
    }
  }, STILL_FRAMES);
}

/**
 * @param {string} before
 * @param {string} after
 */
async function compare(before, after) {
  const names = readdirSync(before).filter((name) => name.endsWith(".png"));
  const others = new Set(readdirSync(after));
  const browser = await launch();
  const page = await browser.newPage();
  let different = 0;
  try {
    for (const name of names) {
      if (!others.has(name)) throw new Failure(`${after}: has no ${name}`);
      const [one, two] = [before, after].map((directory) => readFileSync(join(directory, name)));
      if (!one || !two || one.equals(two)) continue;
      const address = (/** @type {Buffer} */ bytes) => `data:image/png;base64,${bytes.toString("base64")}`;
      const pixels = await page.evaluate(changedPixels, [address(one), address(two)]);
      if (!pixels) continue;
      different++;
      console.log(`${name}: ${pixels}`);
    }
  } finally {
    await browser.close();
  }
  console.log(`${names.length} pairs compared, ${different} differ`);
  if (!names.length || different) process.exitCode = 1;
}

/**
 * How many pixels differ and where, in words; "" if none does. Runs in a page.
 * @param {string[]} addresses of two pictures
 */
async function changedPixels(addresses) {
  const [one, two] = await Promise.all(
    addresses.map(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const context = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext("2d");
      if (!context) throw new Error("no context");
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.naturalWidth, image.naturalHeight);
    }),
  );
  if (!one || !two || one.width !== two.width || one.height !== two.height) return "of another size";
  let count = 0;
  let [x0, y0, x1, y1] = [one.width, one.height, -1, -1];
  for (let i = 0; i < one.data.length; i += 4) {
    if ([0, 1, 2, 3].every((c) => one.data[i + c] === two.data[i + c])) continue;
    const [x, y] = [(i / 4) % one.width, Math.floor(i / 4 / one.width)];
    [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
    count++;
  }
  return count ? `${count} pixels differ, from ${x0},${y0} to ${x1},${y1}` : "";
}
