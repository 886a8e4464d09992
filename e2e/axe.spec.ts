// axe-core, with all its rules, finds no violation in any theme, language, size and state.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";
import { cardOf, expect, open, test } from "./helpers.js";
import { breakMap, LANGUAGES, openIn, SIZES, STATES, THEMES } from "./states.js";

// axe does not look at the picture, so a low resolution saves time.
test.use({ deviceScaleFactor: 0.5 });
test.setTimeout(60_000);

declare global {
  var axe: { run(options: RunOptions): Promise<AxeResults> };
}

/** Rules are given by tags, which includes those that are off by default. None of them needs `preload`. */
const OPTIONS: RunOptions = {
  preload: false,
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
};

const source = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rule, element and reason of each violation. */
function violations(page: Page): Promise<string[]> {
  return page.evaluate(async (options) => {
    const found = (await axe.run(options)).violations;
    return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.html.slice(0, 90)} ${node.failureSummary}`));
  }, OPTIONS);
}

// A theme changes colours and a language words: every theme in one language, every language in one theme.
for (const theme of THEMES) {
  for (const lang of LANGUAGES.filter((lang) => lang === "en" || theme === "light")) {
    test(`axe finds no violations: ${theme}, ${lang}`, async ({ page }) => {
      const map = await openIn(page, lang, theme);
      await page.evaluate(await source);
      const found: string[] = [];
      const check = async (where: string) => {
        for (const violation of await violations(page)) found.push(`${where}: ${violation}`);
      };
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        for (const [state, reach] of Object.entries(STATES)) {
          await reach(map);
          await check(`${width} × ${height}, ${state}`);
        }
      }
      await breakMap(map);
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        await check(`${width} × ${height}, no map`);
      }
      expect(found).toEqual([]);
    });
  }
}

test("axe finds no violations in a story with mode=scroll", async ({ page }) => {
  const map = await open(page, "scroll.html");
  await page.evaluate(await source);
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await map.locator("[part=step]").nth(1).scrollIntoViewIfNeeded();
    expect(await violations(page), `${width} × ${height}`).toEqual([]);
  }
  await map.locator("[part~=more]").nth(1).click();
  await expect(cardOf(map)).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("axe looks inside the map, and finds a violation there", async ({ page }) => {
  const map = await openIn(page, "en", "light");
  await page.evaluate(await source);
  await map.evaluate((map) => {
    const button = map.shadowRoot?.querySelector(".zoom-in");
    button?.removeAttribute("aria-label");
    button?.removeAttribute("title");
  });
  expect((await violations(page)).join()).toContain("button-name");
});
