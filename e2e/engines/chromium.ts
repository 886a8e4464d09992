// Chromium, driven by Playwright.

import { chromium } from "@playwright/test";
import { ARGUMENTS, ensureBrowser } from "../../tools/browser.mjs";
import type { Engine, Tab } from "./driver.js";

export async function launch(): Promise<Engine> {
  const browser = await chromium.launch({ args: ARGUMENTS, executablePath: await ensureBrowser() });
  const open = async (): Promise<Tab> => {
    const page = await browser.newPage();
    const { mouse, keyboard } = page;
    const devtools = await page.context().newCDPSession(page);
    const types = { start: "touchStart", move: "touchMove", end: "touchEnd" } as const;
    return {
      goto: async (url) => void (await page.goto(url)),
      resize: (width, height) => page.setViewportSize({ width, height }),
      run: (script) => page.evaluate<string>(script),
      move: (x, y) => mouse.move(x, y),
      down: () => mouse.down(),
      up: () => mouse.up(),
      wheel: async (x, y, by) => {
        await mouse.move(x, y);
        await mouse.wheel(0, by);
      },
      press: (key) => keyboard.press(key),
      doubleClick: (x, y) => mouse.dblclick(x, y),
      touch: async (phase, ...points) => {
        const touchPoints = points.map(({ x, y }, id) => ({ x, y, id }));
        await devtools.send("Input.dispatchTouchEvent", { type: types[phase], touchPoints });
      },
      back: async () => void (await page.goBack()),
      screenshot: () => page.screenshot(),
      close: () => page.context().close(),
    };
  };
  return { version: `Chromium ${browser.version()}`, open, close: () => browser.close() };
}
