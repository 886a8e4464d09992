// What mouse, wheel and keys do.
// @ts-check
import { MONTERREY, WATER, card, focused, opened, pointOf, settled, stand, want } from "./map.mjs";

/** @typedef {import("./map.mjs").Map} Map */

/** By how many zoom levels such wheel events change the view in total. @param {Map} map @param {WheelEventInit} wheel */
async function wheeled(map, wheel) {
  const { zoom } = await stand(map, WATER);
  await map.evaluate((map, wheel) => {
    const canvas = map.shadowRoot?.querySelector("canvas");
    const at = { clientX: 400, clientY: 300, bubbles: true, cancelable: true };
    canvas?.dispatchEvent(new WheelEvent("wheel", { ...at, ...wheel }));
  }, wheel);
  return (await settled(map)).zoom - zoom;
}

/** @type {import("./map.mjs").Behaviour[]} */
export const HANDS = [
  {
    what: "a click on a place opens its card; Escape closes it",
    page: "map.html",
    async run({ page, map }) {
      await stand(map, { ...MONTERREY, zoom: 9 });
      const { x, y } = await pointOf(map, MONTERREY);
      await page.mouse.move(x, y);
      await settled(map);
      const cursor = await map.evaluate(
        (map) => getComputedStyle(map.shadowRoot?.querySelector("canvas") ?? map).cursor,
      );
      await page.mouse.click(x, y);
      const text = await opened(map);
      await page.keyboard.press("Escape");
      await settled(map);
      return `${cursor}, ${text}; then "${await card(map)}", selected ${await map.evaluate((map) => map.selected)}`;
    },
  },
  {
    what: "a tap on a place opens its card",
    page: "map.html",
    async run({ page, map }) {
      await stand(map, { ...MONTERREY, zoom: 9 });
      const { x, y } = await pointOf(map, MONTERREY);
      await page.touchscreen.tap(x, y);
      return opened(map);
    },
  },
  {
    what: "two fingers that move apart zoom in about the point between them",
    page: "map.html",
    async run({ page, map }) {
      const { zoom } = await stand(map, WATER);
      const { x, y } = await pointOf(map, WATER);
      const [left, right] = [await page.touchscreen.touchStart(x - 40, y), await page.touchscreen.touchStart(x + 40, y)];
      for (let apart = 45; apart <= 80; apart += 5) {
        await left.move(x - apart, y);
        await right.move(x + apart, y);
      }
      await settled(map);
      const kept = await pointOf(map, WATER);
      await left.end();
      await right.end();
      want(Math.hypot(kept.x - x, kept.y - y) < 8, `got ${JSON.stringify(kept)}, expected to stay at ${x}, ${y}`);
      return `by ${((await settled(map)).zoom - zoom).toFixed(1)}`;
    },
  },
  {
    what: "a drag moves the view with the pointer, outside the map too",
    page: "map.html",
    async run({ page, map }) {
      await stand(map, WATER);
      const from = await pointOf(map, WATER);
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x + 90, from.y + 60, { steps: 6 });
      await settled(map);
      const held = await pointOf(map, WATER);
      const off = Math.hypot(held.x - from.x - 90, held.y - from.y - 60);
      want(off < 8, `got ${off.toFixed(1)} px off the pointer`);
      await page.mouse.move(from.x + 90, 2, { steps: 4 });
      await settled(map);
      const out = await pointOf(map, WATER);
      await page.mouse.up();
      const after = await settled(map);
      await page.mouse.move(200, 200, { steps: 3 });
      const still = JSON.stringify(after) === JSON.stringify(await settled(map));
      const outside = Math.abs(out.y - 2) < 8 ? "too" : "not";
      return `kept under it, outside ${outside}; let go: ${still ? "stands" : "moves on"}`;
    },
  },
  {
    what: "a map that is released while it moves glides on",
    page: "map.html",
    async run({ page, map }) {
      await stand(map, WATER);
      const { x, y } = await pointOf(map, WATER);
      await page.mouse.move(x, y);
      await page.mouse.down();
      // Read within the page at the release: a call from outside takes so long that the pointer would count as resting.
      const held = map.evaluate(
        (map) => new Promise((done) => map.addEventListener("pointerup", () => done(map.view?.lon ?? NaN), { once: true })),
      );
      for (let i = 1; i <= 10; i++) {
        await page.mouse.move(x + 14 * i, y);
        await page.evaluate(() => new Promise(requestAnimationFrame));
      }
      await page.mouse.up();
      return (await settled(map)).lon < Number(await held) - 0.05 ? "yes" : "no";
    },
  },
  {
    what: "a plain wheel scrolls the page and shows a hint; with Ctrl, or gestures=free, it zooms about the pointer",
    page: "map.html",
    async run({ page, map }) {
      const { zoom } = await stand(map, WATER);
      const { x, y } = await pointOf(map, { lon: -91, lat: 23 });
      await page.mouse.move(x, y);
      await page.mouse.wheel({ deltaY: -120 });
      await new Promise((done) => setTimeout(done, 300));
      const plain = (await settled(map)).zoom - zoom;
      const hint = await map.evaluate((map) => map.shadowRoot?.querySelector("[part~=hint]")?.textContent ?? "");
      await page.keyboard.down("Control");
      await page.mouse.wheel({ deltaY: -120 });
      await new Promise((done) => setTimeout(done, 300));
      const ctrl = (await settled(map)).zoom - zoom;
      await page.keyboard.up("Control");
      const kept = await pointOf(map, { lon: -91, lat: 23 });
      want(Math.hypot(kept.x - x, kept.y - y) < 1.5, `got ${JSON.stringify(kept)}, expected to stay at ${x}, ${y}`);
      const ratio = await page.evaluate(() => devicePixelRatio);
      await map.evaluate((map) => map.setAttribute("gestures", "free"));
      await page.mouse.wheel({ deltaY: 120 });
      await new Promise((done) => setTimeout(done, 300));
      const free = (await settled(map)).zoom - zoom - ctrl;
      return `${[plain, ctrl, free].map((by) => by.toFixed(2)).join(", ")}; hint "${hint}"; page at ${ratio}×`;
    },
  },
  {
    what: "one notch of a mouse wheel with Ctrl, as each browser reports it (Firefox: 3 lines)",
    page: "map.html",
    async run({ map }) {
      const lines = await wheeled(map, { deltaMode: 1, deltaY: -3, ctrlKey: true });
      const pixels = await wheeled(map, { deltaMode: 0, deltaY: -120, ctrlKey: true });
      want(lines < 1.5 * pixels, `got ${lines.toFixed(2)} levels for 3 lines, ${pixels.toFixed(2)} for 120 px`);
      return `3 lines ${lines.toFixed(2)}, 120 px ${pixels.toFixed(2)}`;
    },
  },
  {
    what: "a double click zooms",
    page: "map.html",
    async run({ page, map }) {
      const { zoom } = await stand(map, WATER);
      const { x, y } = await pointOf(map, WATER);
      await page.mouse.click(x, y, { count: 2 });
      await new Promise((done) => setTimeout(done, 300));
      return `by ${((await settled(map)).zoom - zoom).toFixed(2)}`;
    },
  },
  {
    what: "Tab: the order of the focus",
    page: "map.html",
    async run({ page }) {
      await page.focus("#before");
      /** @type {string[]} */
      const seen = [];
      for (let i = 0; i < 90 && seen.at(-1) !== "after"; i++) {
        await page.keyboard.press("Tab");
        const name = await focused(page);
        // The list has many buttons: only their number.
        const last = /^(.*?)(?: ×(\d+))?$/.exec(seen.at(-1) ?? "");
        if (last?.[1] === name) seen[seen.length - 1] = `${name} ×${Number(last[2] ?? 1) + 1}`;
        else seen.push(name);
      }
      want(seen.at(-1) === "after", `got stuck: ${seen.join(" ")}`);
      return seen.join(" ");
    },
  },
  {
    what: "keys on the map: arrows, + − 0, Home, End, Escape, 1",
    page: "map.html",
    async run({ page, map }) {
      await settled(map);
      await page.focus("#before");
      await page.keyboard.press("Tab");
      /** @type {string[]} */
      const out = [];
      let before = await settled(map);
      for (const key of /** @type {const} */ (["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "+", "-", "0"])) {
        await page.keyboard.press(key);
        await new Promise((done) => setTimeout(done, 100));
        const after = await settled(map);
        const by = [after.lon - before.lon, after.lat - before.lat, after.zoom - before.zoom];
        out.push(`${key} ${by.map((n) => (Math.abs(n) < 0.005 ? "0" : n.toFixed(2))).join("/")}`);
        before = after;
      }
      for (const key of /** @type {const} */ (["Home", "End", "Escape", "1", "Escape"])) {
        await page.keyboard.press(key);
        await new Promise((done) => setTimeout(done, 100));
        await settled(map);
        out.push(`${key} "${await card(map)}"`);
      }
      return `${out.join(", ")}; ${await page.evaluate(() => scrollY)} px scrolled`;
    },
  },
  {
    what: "Enter on a place of the list opens its card, and Escape returns the focus",
    page: "map.html",
    async run({ page, map }) {
      await map.evaluate((map) => {
        const places = map.shadowRoot?.querySelectorAll("[part=places] ol")[1];
        places?.querySelectorAll("button")[1]?.focus();
      });
      const from = await focused(page);
      await page.keyboard.press("Enter");
      const text = await opened(map);
      const inside = await focused(page);
      await page.keyboard.press("Escape");
      await settled(map);
      want((await focused(page)) === from, `got the focus on ${await focused(page)}, expected ${from}`);
      return `${text}; focus ${from} → ${inside} → back`;
    },
  },
  {
    what: "the full-screen button",
    page: "map.html",
    async run({ page, map }) {
      const at = await map.evaluate((map) => {
        const button = /** @type {HTMLElement | null} */ (map.shadowRoot?.querySelector("[part~=full]") ?? null);
        const box = button?.getBoundingClientRect();
        return button?.hidden || !box ? undefined : { x: box.left + box.width / 2, y: box.top + box.height / 2 };
      });
      if (!at) return "hidden";
      await page.mouse.click(at.x, at.y);
      await new Promise((done) => setTimeout(done, 1500));
      return page.evaluate(() => document.fullscreenElement?.localName ?? "nothing");
    },
  },
];
