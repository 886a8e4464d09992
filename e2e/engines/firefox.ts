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
    const { mouse, keyboard, touchscreen } = page;
    let fingers: Awaited<ReturnType<typeof touchscreen.touchStart>>[] = [];
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
      doubleClick: (x, y) => mouse.click(x, y, { count: 2 }),
      touch: async (phase, ...points) => {
        for (const { x, y } of phase === "start" ? points : []) fingers.push(await touchscreen.touchStart(x, y));
        for (const [i, finger] of fingers.entries()) {
          const to = points[i];
          if (phase === "move" && to) await finger.move(to.x, to.y);
          if (phase === "end") await finger.end();
        }
        if (phase === "end") fingers = [];
      },
      // Puppeteer waits for a page to load, but one that was kept in memory does not.
      back: async () => {
        const shown = page.waitForNavigation({ waitUntil: [] }).catch(() => null);
        await page.evaluate(() => void setTimeout(() => history.back()));
        await Promise.race([shown, new Promise((done) => setTimeout(done, 5000))]);
      },
      screenshot: async () => Buffer.from(await page.screenshot()),
      close: () => context.close(),
    };
  };
  return { version: await browser.version(), open, close: () => browser.close() };
}
