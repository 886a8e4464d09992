// Addresses with a view, a place or a chapter: they restore it and follow it, and bad ones are ignored.

import type { DarienMapElement } from "../www/element/index.js";
import { cardOf, events, expect, mapOf, settled, test, titleOf, waitForEvent } from "./helpers.js";

const PAGE = "/e2e/pages/hash.html";

test("an address restores view, place and chapter", async ({ page }) => {
  await page.goto(`${PAGE}#map=7.50/9.000/-78.500`);
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  await expect.poll(async () => (await settled(map)).zoom).toBeCloseTo(7.5, 3);
  expect(await settled(map)).toEqual({ lon: expect.closeTo(-78.5, 3), lat: expect.closeTo(9, 3), zoom: expect.closeTo(7.5, 3) });
  await page.goto("about:blank");
  await page.goto(`${PAGE}#place=monterrey`);
  await expect(titleOf(map)).toHaveText("Monterrey");
  await page.goto("about:blank");
  await page.goto(`${PAGE}#chapter=village`);
  await expect(titleOf(map)).toHaveText("Out of the jungle");
  // The reader changes the address by hand.
  await page.evaluate(() => (location.hash = "#chapter=gap"));
  await expect(titleOf(map)).toHaveText("The Gap");
});

test("the address follows the map, keeps its other parts, and adds no history entries", async ({ page }) => {
  await page.goto(`${PAGE}#note=a&empty=&place=nowhere`);
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  const length = await page.evaluate(() => history.length);
  await map.evaluate((map: DarienMapElement) => {
    for (let i = 0; i < 200; i++) map.jumpTo({ lon: -90 - i / 100, lat: 15, zoom: 6 });
    map.select("matamoros");
  });
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#note=a&empty=&map=[\d.]+\/[\d.]+\/-9\d[\d.]*&place=matamoros$/);
  await map.evaluate((map: DarienMapElement) => (map.chapter = "road"));
  await expect.poll(() => page.evaluate(() => location.hash)).toBe("#note=a&empty=&chapter=road");
  // The address tells what is open: a chapter, or a place, or the view alone.
  const hash = () => page.evaluate(() => location.hash.replace(/map=[^&]+/, "map"));
  await map.evaluate((map: DarienMapElement) => map.select("bajo-chiquito"));
  await expect.poll(hash).toBe("#note=a&empty=&map&place=bajo-chiquito");
  await map.evaluate((map: DarienMapElement) => (map.chapter = "gap"));
  await expect.poll(hash).toBe("#note=a&empty=&chapter=gap");
  await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -90, lat: 15, zoom: 6 }));
  await expect.poll(hash).toBe("#note=a&empty=&map&place=darien-gap");
  await map.evaluate((map: DarienMapElement) => map.select(null));
  await expect.poll(hash).toBe("#note=a&empty=&map");
  expect(await page.evaluate(() => history.length)).toBe(length);
  // The second map of the page has no say in it.
  await mapOf(page, "other").evaluate((map: DarienMapElement) => map.select("acandi"));
  await settled(map);
  expect(await page.evaluate(() => location.hash)).not.toContain("acandi");
});

test("invalid values in an address are ignored", async ({ page }) => {
  await page.goto(PAGE);
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  const home = await settled(map);
  const nonsense = [
    "map=", "map=1/2", "map=NaN/NaN/NaN", "map=1e3/1/1", "map=5/91/0", "map=5/0/181", "map=99/0/0", "map=5/0/0/0", "map=5//0",
    "map=-/-/-", "map=%F0", "place=%E0%A4%A", "place=", "place=nowhere", "place=<b>", "chapter=../../x", "chapter=%00", "&&&===&", "=",
    "constructor=1&__proto__=2",
  ];
  for (const hash of nonsense) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    expect(await settled(map), hash).toEqual(home);
    await expect(cardOf(map)).toBeHidden();
  }
  expect(await events(page, "error")).toEqual([]);
});

test("the share button copies the address and confirms it", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(PAGE);
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  await map.evaluate((map: DarienMapElement) => map.select("tuquesa"));
  const share = map.locator("[part~=share]").first();
  await share.click();
  await expect(map.locator("[part=status]")).toHaveText("Link copied");
  // It is said in the button, for some seconds, and not over the map.
  await expect(share).toHaveAttribute("data-done", "Link copied");
  await expect(map.locator("[part~=hint]")).toBeHidden();
  await share.evaluate((element) => element.getAnimations({ subtree: true }).forEach((animation) => animation.finish()));
  await expect(share).not.toHaveAttribute("data-done");
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toContain(`${PAGE}#map=`);
  expect(address).toContain("place=tuquesa");
  // The end of the story has another such button.
  await map.evaluate((map: DarienMapElement) => (map.chapter = "after"));
  await cardOf(map).getByRole("button", { name: "Next: The end" }).click();
  await cardOf(map).getByRole("button", { name: "Share" }).click();
  await expect(cardOf(map).locator("[part~=share]")).toHaveAttribute("data-done", "Link copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("chapter=after");
  // Where the browser does not allow it, the map says what to do instead.
  await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("no"))));
  await share.click();
  await expect(map.locator("[part~=hint]")).toHaveText("The link could not be copied. It is in the address bar.");
  await expect(share).not.toHaveAttribute("data-done");
});

test("a text that the story marks for copying is a button that copies it, which is said", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(PAGE);
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  const status = map.locator("[part=status]");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await map.evaluate((map: DarienMapElement) => (map.chapter = "two"));
  const button = cardOf(map).getByRole("button", { name: "Copy +1 (866) 347-2423" });
  await expect(button).toHaveText("+1 (866) 347-2423");
  await expect(cardOf(map)).toContainText("Protection: +1 (866) 347-2423, toll free.");
  await button.click();
  await expect(status).toHaveText("+1 (866) 347-2423 is copied");
  await expect(cardOf(map).locator(".copy")).toHaveAttribute("data-done", "+1 (866) 347-2423 is copied");
  expect(await copied()).toBe("+1 (866) 347-2423");
  // By keyboard, in another language.
  await map.evaluate((map: DarienMapElement) => (map.lang = "es"));
  await cardOf(map).getByRole("button", { name: "Copiar +1 (866) 347-2423" }).press("Enter");
  await expect(status).toHaveText("+1 (866) 347-2423: copiado");

  const facts = [
    { text: { en: "Say ABC-1 or ABC-2.", fr: "Dites ABC-1." }, copy: "ABC-1", date: "2024", sources: ["s"] },
    { text: "Say the word.", copy: "<b>xyzzy</b>", date: "2023", sources: ["s"] },
  ];
  const feature = { type: "Feature", id: "a", geometry: { type: "Point", coordinates: [1, 1] }, properties: { name: "A", facts } };
  await map.evaluate((map: DarienMapElement, story) => map.load(story), { type: "FeatureCollection", sources: [{ id: "s", title: "S" }], features: [feature] });
  await map.evaluate((map: DarienMapElement) => map.select("a"));
  await expect(cardOf(map).locator(".copy")).toHaveText(["ABC-1", "<b>xyzzy</b>"]);
  await expect(cardOf(map).locator(".fact .text")).toHaveText(["Say ABC-1 or ABC-2.", "Say the word. <b>xyzzy</b>"]);
  await cardOf(map).locator(".copy").last().click();
  await expect.poll(copied).toBe("<b>xyzzy</b>");
  // Where the browser does not allow it, the reader is told.
  await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("no"))));
  await cardOf(map).locator(".copy").first().click();
  await expect(status).toContainText("No se pudo copiar ABC-1");
});

test("on a touch screen the share button opens the system's share menu, or copies if that fails", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => {
    const shared: ShareData[] = [];
    Object.assign(globalThis, { shared });
    const real = matchMedia.bind(globalThis);
    globalThis.matchMedia = (query) => real(query === "(hover:none)" ? "all" : query);
    navigator.canShare = () => true;
    navigator.share = async (data = {}) => {
      shared.push(data);
      if (shared.length > 1) throw new TypeError("nothing to share with");
    };
  });
  await page.goto(PAGE);
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  await map.evaluate((map: DarienMapElement) => map.select("bajo-chiquito"));
  await map.locator("[part~=share]").click();
  const shared = () => page.evaluate(() => (globalThis as unknown as { shared: ShareData[] }).shared);
  await expect.poll(async () => (await shared()).length).toBe(1);
  expect((await shared())[0]?.url).toContain("place=bajo-chiquito");
  await expect(map.locator("[part=status]")).not.toHaveText("Link copied");
  await map.locator("[part~=share]").click();
  await expect(map.locator("[part=status]")).toHaveText("Link copied");
});

test("the buttons for the whole map and for full screen have different names and icons", async ({ page }) => {
  await page.goto(PAGE);
  await waitForEvent(page, "ready");
  const [fit, full] = ["fit", "full"].map((name) => mapOf(page).locator(`[part~=${name}]`));
  await expect(fit!).toHaveAttribute("aria-label", "Whole map");
  await expect(full!).toHaveAttribute("aria-label", "Full screen");
  expect(await fit!.locator("path").getAttribute("d")).not.toBe(await full!.locator("path").getAttribute("d"));
});

test("in full screen one finger and the wheel move the map, and full screen can be left", async ({ page }) => {
  await page.goto("/e2e/pages/tall.html");
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  const before = await settled(map);
  const full = map.locator("[part~=full]");
  await expect(full).toHaveAttribute("aria-label", "Full screen");
  await full.click();
  await expect(full).toHaveAttribute("aria-label", "Leave full screen");
  const there = await settled(map);
  await page.mouse.move(400, 300);
  await page.mouse.wheel(0, -100);
  await expect.poll(async () => (await settled(map)).zoom).toBeGreaterThan(there.zoom);
  await full.click();
  await expect(full).toHaveAttribute("aria-label", "Full screen");
  expect((await settled(map)).zoom).toBeGreaterThan(before.zoom);
});

test("a refusal of full screen is reported and the button stays; it is hidden only where the page does not allow full screen", async ({ page }) => {
  await page.goto("/e2e/pages/tall.html");
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  const full = map.locator("[part~=full]");
  const refuse = (times: number) =>
    map.evaluate((map, times) => {
      const own = map.requestFullscreen.bind(map);
      map.requestFullscreen = () => (times-- > 0 ? Promise.reject(new TypeError("refused")) : own());
    }, times);
  await refuse(1);
  await full.click();
  await expect(map.locator("[part=status]")).toHaveText("The browser did not allow full screen.");
  await full.click();
  await expect(full).toHaveAttribute("aria-label", "Leave full screen");
  await expect(full).toBeVisible();
  await full.click();
  await expect(full).toHaveAttribute("aria-label", "Full screen");
  // A second press before the first has opened full screen is refused, too.
  await map.evaluate((map) => {
    const button = map.shadowRoot?.querySelector<HTMLElement>("[part~=full]");
    button?.click();
    button?.click();
  });
  await expect(full).toHaveAttribute("aria-label", "Leave full screen");
  await expect(full).toBeVisible();

  await page.route("**/map.html", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "permissions-policy": "fullscreen=()" } });
  });
  await page.goto("/e2e/pages/map.html");
  await waitForEvent(page, "ready");
  await expect(map.locator("[part~=fit]")).toBeVisible();
  await expect(full).toBeHidden();
});

test("sharing a place gives a link to the place, not to the chapter", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(PAGE);
  await waitForEvent(page, "ready");
  const map = mapOf(page);
  const shared = async () => {
    await map.locator("[part~=share]").first().click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await map.evaluate((map: DarienMapElement) => (map.chapter = "camp"));
  expect(await shared()).toMatch(/#chapter=camp$/);
  await map.evaluate((map: DarienMapElement) => map.select("bajo-chiquito"));
  const address = await shared();
  expect(address).toContain("place=bajo-chiquito");
  expect(address).not.toContain("chapter=");
});
