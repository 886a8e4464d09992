// Firefox, driven by WebDriver BiDi. Playwright's own protocol needs a Firefox that Playwright has patched.

import puppeteer from "puppeteer-core";
import { findFirefox } from "../../tools/browser.mjs";
import type { Engine, Tab } from "./driver.js";

export async function launch(): Promise<Engine> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error("got no Firefox, expected one on the PATH or in $FIREFOX");
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  const open = async (): Promise<Tab> => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const { mouse, keyboard } = page;
    return {
      goto: async (url) => void (await page.goto(url)),
      resize: (width, height) =>
        // Puppeteer also sets the screen's orientation, which older versions of Firefox do not have.
        page.setViewport({ width, height }).catch((error: unknown) => {
          if (!/setScreenOrientationOverride/.test(String(error))) throw error;
        }),
      run: async (script) => (await page.evaluate(script)) as string,
      move: (x, y) => mouse.move(x, y),
      down: () => mouse.down(),
      up: () => mouse.up(),
      wheel: async (x, y, by) => {
        await mouse.move(x, y);
        await mouse.wheel({ deltaY: by });
      },
      press: (key) => keyboard.press(key),
      screenshot: async () => Buffer.from(await page.screenshot()),
      close: () => context.close(),
    };
  };
  return { version: await browser.version(), open, close: () => browser.close() };
}
