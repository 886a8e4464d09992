// Narrow windows, zoomed pages, larger text spacing and fonts: no text is cut off, every control can be reached.

import type { Locator, Page } from "@playwright/test";
import { expect, picture, test } from "./helpers.js";
import { breakMap, LANGUAGES, openIn, STATES } from "./states.js";

/** A phone; 1280 × 1024 at 400 %; 1280 × 800 at 200 %; 1440 × 900 at 200 %, just wide enough for a card at the side. */
const WINDOWS = [
  [320, 568],
  [320, 256],
  [640, 400],
  [720, 450],
] as const;

/** The text spacing of WCAG 2.2, 1.4.12. */
const SPACING = `
*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}
p{margin-bottom:2em!important}`;

for (const lang of LANGUAGES) {
  for (const spacing of ["", SPACING]) {
    test.describe(`${lang}, ${spacing ? "more space in the text" : "text as it is"}`, () => {
      test.use({ deviceScaleFactor: 2 });

      test("no text is cut off, and every control can be reached", async ({ page }) => {
        const map = await openIn(page, lang, "light");
        await space(map, spacing);
        const wrong: string[] = [];
        const check = async (where: string) => {
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (wide > 0) wrong.push(`${where}: the page scrolls sideways by ${wide} px`);
          for (const problem of await problems(map)) wrong.push(`${where}: ${problem}`);
        };
        for (const [width, height] of WINDOWS) {
          await page.setViewportSize({ width, height });
          for (const [state, reach] of Object.entries(STATES)) {
            await reach(map);
            await check(`${width} × ${height}, ${state}`);
          }
        }
        await breakMap(map);
        await space(map, spacing);
        for (const [width, height] of WINDOWS) {
          await page.setViewportSize({ width, height });
          await check(`${width} × ${height}, no map`);
        }
        expect(wrong).toEqual([]);
      });
    });
  }
}

test("text in the page and on the map grows with the reader's font size, and does not shrink with it", async ({ page }) => {
  const map = await openIn(page, "en", "light");
  await STATES["card"]?.(map);
  const sizes = () => map.evaluate((map) => {
    const size = (name: string) => parseFloat(getComputedStyle(map.shadowRoot?.querySelector(name) ?? map).fontSize);
    return [".card h2", ".text", ".source", ".eyebrow", ".foot", ".contents", ".credits"].map(size);
  });
  const before = await sizes();
  const shown = await picture(map);
  await setFont(page, "150%");
  expect(await sizes()).toEqual(before.map((size) => 1.5 * size));
  await expect.poll(() => picture(map)).not.toBe(shown);
  // A page that sets 1rem to ten pixels does so for itself, not for its readers.
  await setFont(page, "62.5%");
  expect(await sizes()).toEqual(before);
  expect(await map.evaluate((map) => map.shadowRoot?.querySelector<HTMLElement>(".ruler")?.offsetWidth)).toBe(100);
});

for (const lang of LANGUAGES) {
  test(`with a font of twice the size, no text is cut off, and every control can be reached (${lang})`, async ({ page }) => {
    test.slow();
    const map = await openIn(page, lang, "light");
    await setFont(page, "200%");
    const wrong: string[] = [];
    for (const [width, height] of [[1280, 800], [768, 1024], [390, 844], [320, 568]] as const) {
      await page.setViewportSize({ width, height });
      for (const [state, reach] of Object.entries(STATES)) {
        await reach(map);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) wrong.push(`${width} × ${height}, ${state}: the page scrolls sideways by ${wide} px`);
        for (const problem of await problems(map)) wrong.push(`${width} × ${height}, ${state}: ${problem}`);
      }
    }
    expect(wrong).toEqual([]);
  });
}

const setFont = (page: Page, size: string) => page.evaluate((size) => (document.documentElement.style.fontSize = size), size);

test("the check finds text that is cut off and controls that cannot be reached", async ({ page }) => {
  const map = await openIn(page, "en", "light");
  await STATES["card"]?.(map);
  expect(await problems(map)).toEqual([]);
  await space(
    map,
    `.where{height:9px;overflow:hidden}.eyebrow{width:20px;white-space:nowrap;overflow-wrap:normal}
    .zoom{left:-90px;position:relative}.close{z-index:-1}`,
  );
  const found = (await problems(map)).join("\n");
  for (const words of [/cut above or below by where/, /too wide: p.eyebrow/, /under nothing.*fit/, /reach under.*close/]) {
    expect(found).toMatch(words);
  }
});

function space(map: Locator, rules: string): Promise<void> {
  return map.evaluate((map, rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    map.shadowRoot?.adoptedStyleSheets.push(sheet);
  }, rules);
}

/** What of the map's text is cut, and which of its controls cannot be reached. */
function problems(map: Locator): Promise<string[]> {
  return map.evaluate((map) => {
    const shadow = map.shadowRoot;
    if (!shadow) throw new Error("no map");
    const found: string[] = [];
    const nameOf = (element: Element) =>
      `${element.localName}.${element.className} "${element.textContent.trim().slice(0, 40)}"`;
    const listed = Boolean(shadow.activeElement?.closest(".places"));
    const seen = [...shadow.querySelectorAll<HTMLElement>("*")].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        // Text for screen readers; hints, which disappear; the list, which is shown while it has the focus; and in it what shows
        // only with the keyboard's focus.
        !element.closest(".status,.hint,.unseen,.skip:not(:focus-visible)") &&
        (listed || !element.closest(".places")),
    );

    // Every box with text of its own, and all that may cut it, up to the map itself.
    const text = seen.filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()));
    for (const element of text) {
      if (element.scrollWidth > element.clientWidth && element.clientWidth) found.push(`too wide: ${nameOf(element)}`);
      if (getComputedStyle(element).textOverflow === "ellipsis") found.push(`may be cut short: ${nameOf(element)}`);
      const range = document.createRange();
      range.selectNodeContents(element);
      let { left, right, top, bottom } = range.getBoundingClientRect();
      for (let box: HTMLElement | null = element; box; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        if (overflowX === "visible" && overflowY === "visible") continue;
        const edge = box.getBoundingClientRect();
        if (left < edge.left - 1 || right > edge.right + 1) found.push(`cut at its side by ${box.className}: ${nameOf(element)}`);
        // What scrolls can be brought into sight, if a line of it is.
        const scrolls = overflowY === "auto" && box.clientHeight >= 24;
        if (!scrolls && (top < edge.top - 1 || bottom > edge.bottom + 1)) {
          found.push(`cut above or below by ${box.className}: ${nameOf(element)}`);
        }
        ({ left, right, top, bottom } = edge);
      }
    }

    // The middle of each control is where a pointer finds it, once it is scrolled there.
    for (const control of seen.filter((element) => element.matches("button,a,summary,input"))) {
      control.scrollIntoView({ block: "nearest", inline: "nearest" });
      const { left, top, width, height } = control.getClientRects()[0] ?? control.getBoundingClientRect();
      const hit = shadow.elementFromPoint(left + width / 2, top + height / 2);
      // The list, the key, the sources and the arrows go when they are left or closed: what is under them waits.
      const panelOf = (element: Element | null) => element?.closest(".places,.panel");
      const away = panelOf(hit) && panelOf(hit) !== panelOf(control);
      if (!away && !control.contains(hit)) found.push(`out of reach under ${hit ? nameOf(hit) : "nothing"}: ${nameOf(control)}`);
    }
    // The text of a card has room to be read.
    const body = shadow.querySelector<HTMLElement>(".body");
    if (body?.checkVisibility() && body.clientHeight < 72) found.push(`the card shows ${body.clientHeight} px of its text`);
    scrollTo(0, 0);
    return found;
  });
}
