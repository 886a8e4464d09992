// What pages do with a map. e2e/pages.spec.ts has the same cases in more detail, for Chromium.

import type { DarienMapElement } from "../../www/element/index.js";
import { evaluate, type Tab } from "./driver.js";
import { addMap, card, click, events, expect, open, pointOf, settled, stand, test, until } from "./test.js";

const PLACE = { id: "bajo-chiquito", at: [-77.5, 8.37] } as const;

/** Opens a page that has the element but no map. */
async function openEmpty(tab: Tab, baseURL: string | undefined): Promise<void> {
  await tab.goto(`${baseURL}e2e/pages/empty.html`);
  await until(tab, () => customElements.get("darien-map") !== undefined);
}

const ready = (tab: Tab): Promise<boolean> =>
  until(tab, () => document.querySelector("#map")?.shadowRoot?.querySelector("[data-phase=ready]") != null);

/** Clicks a place, `aside` CSS px from the middle: a second click at the same point could be a double click. */
async function clickPlace(tab: Tab, aside: number): Promise<void> {
  await evaluate(tab, () => document.querySelector<DarienMapElement>("#map")?.select(null) ?? null);
  await stand(tab, PLACE.at[0] + aside / 364, PLACE.at[1], 9);
  await click(tab, await pointOf(tab, ...PLACE.at));
  const selected = () => evaluate(tab, () => document.querySelector("#map")?.getAttribute("selected") ?? null);
  await expect.poll(selected, await evaluate(tab, () => document.querySelector("#map")?.getAttribute("style") ?? "")).toBe(PLACE.id);
}

test("hidden at first, in six ways, a map is complete when it is shown", async ({ tab, baseURL }) => {
  await openEmpty(tab, baseURL);
  const ways = ["display", "content-visibility", "height", "details", "dialog", "popover"] as const;
  await evaluate(tab, (ways) => {
    for (const way of ways) {
      const box = document.createElement(way === "details" || way === "dialog" ? way : "div");
      box.id = way;
      const styles = { display: "display: none", "content-visibility": "content-visibility: hidden", height: "height: 0; overflow: hidden" };
      box.style.cssText = styles[way as keyof typeof styles] ?? "";
      if (way === "popover") box.popover = "auto";
      const map = document.createElement("darien-map");
      map.style.width = "500px";
      map.style.height = "400px";
      box.append(map);
      document.querySelector("main")?.append(box);
    }
  }, ways);
  for (const way of ways) {
    // While it is hidden, a page may use it.
    await evaluate(tab, (way) => {
      const map = document.querySelector<DarienMapElement>(`#${way} darien-map`);
      map?.fit();
      map?.select("acandi");
      map?.jumpTo({ lon: -90, lat: 15, zoom: 6 });
    }, way);
    await evaluate(tab, (way) => {
      const box = document.querySelector<HTMLElement>(`#${way}`);
      box?.scrollIntoView();
      if (way === "details") box?.setAttribute("open", "");
      else if (way === "dialog") (box as HTMLDialogElement).showModal();
      else if (way === "popover") box?.showPopover();
      else box?.removeAttribute("style");
      box?.scrollIntoView();
    }, way);
    const shown = await until(tab, (way) => {
      const map = document.querySelector<DarienMapElement>(`#${way} darien-map`);
      if (!map?.shadowRoot?.querySelector("[data-phase=ready]")) return null;
      const canvas = map.shadowRoot.querySelector("canvas");
      return { width: canvas?.width ?? 0, height: canvas?.height ?? 0, selected: map.selected };
    }, way);
    expect(shown, way).toEqual({ width: 500, height: 400, selected: "acandi" });
    await evaluate(tab, (way) => {
      const box = document.querySelector<HTMLElement>(`#${way}`);
      if (way === "dialog") (box as HTMLDialogElement).close();
      else if (way === "popover") box?.hidePopover();
    }, way);
  }
});

test("a click hits a place in a map that its page has scaled, turned or zoomed", async ({ tab, baseURL }) => {
  await open(tab, baseURL);
  let aside = -100;
  for (const [style, value] of [["transform", "scale(0.6)"], ["transform", "rotate(90deg) scale(0.6)"], ["transform", ""], ["zoom", "1.5"], ["zoom", "0.8"]] as const) {
    await evaluate(tab, (style, value) => {
      const map = document.querySelector<HTMLElement>("#map");
      if (map) Object.assign(map.style, { transformOrigin: "300px 250px", width: "600px", [style]: value });
    }, style, value);
    await clickPlace(tab, (aside += 40));
  }
  // A canvas pixel for each pixel of the screen.
  const ratio = () => evaluate(tab, () => {
    const canvas = document.querySelector("#map")?.shadowRoot?.querySelector("canvas");
    return (canvas?.width ?? NaN) / (canvas?.offsetWidth ?? NaN);
  });
  await expect.poll(ratio).toBeCloseTo(0.8, 1);
});

test("moved into the document of a frame and back, a map works", async ({ tab, baseURL }) => {
  await open(tab, baseURL);
  await evaluate(tab, () => {
    document.querySelector<DarienMapElement>("#map")?.select("monterrey");
    const frame = Object.assign(document.createElement("iframe"), { id: "frame", width: "900", height: "640" });
    document.body.append(frame);
    frame.contentWindow?.addEventListener("error", (event) => recorded.errors.push(event.message));
  });
  for (const to of ["frame", "page"]) {
    await evaluate(tab, (to) => {
      const inside = document.querySelector<HTMLIFrameElement>("#frame")?.contentDocument;
      const map = document.querySelector("#map") ?? inside?.querySelector("#map");
      if (map) (to === "frame" ? inside : document)?.body.append(map);
    }, to);
    const shown = await until(tab, () => {
      const map = document.querySelector("#map") ?? document.querySelector<HTMLIFrameElement>("#frame")?.contentDocument?.querySelector("#map");
      const shadow = map?.shadowRoot;
      const canvas = shadow?.querySelector("canvas");
      const card = shadow?.querySelector("[part=card]");
      if (!map || !shadow?.querySelector("[data-phase=ready]") || !card?.checkVisibility()) return null;
      return { title: card.querySelector("[part=card-title]")?.textContent ?? "", sharp: canvas?.width === canvas?.clientWidth, fonts: map.ownerDocument.fonts.size };
    });
    expect(shown, to).toEqual({ title: "Monterrey", sharp: true, fonts: 5 });
  }
});

test("Escape that closes a card does not close the dialog around it", async ({ tab, baseURL }) => {
  await open(tab, baseURL);
  await evaluate(tab, () => {
    const dialog = document.createElement("dialog");
    dialog.append(...document.querySelectorAll("#map"));
    document.body.append(dialog);
    const map = dialog.querySelector<DarienMapElement>("darien-map");
    if (map) map.style.width = "900px";
    dialog.showModal();
  });
  const focus = () => evaluate(tab, () => document.querySelector("#map")?.shadowRoot?.querySelector("canvas")?.focus() ?? null);
  await settled(tab);
  await focus();
  await evaluate(tab, () => document.querySelector<DarienMapElement>("#map")?.select("monterrey") ?? null);
  const opened = () => evaluate(tab, () => document.querySelector("dialog")?.open ?? false);
  await expect.poll(() => card(tab)).toBe("Monterrey");
  await tab.press("Escape");
  await expect.poll(() => card(tab)).toBe("");
  expect(await opened()).toBe(true);
  await focus();
  await tab.press("Escape");
  await expect.poll(opened).toBe(false);
});

test("a change of the page's colours, colour scheme and language is followed", async ({ tab, baseURL }) => {
  await open(tab, baseURL);
  const reds = () => evaluate(tab, () => {
    const canvas = document.querySelector("#map")?.shadowRoot?.querySelector("canvas");
    const small = new OffscreenCanvas(100, 100).getContext("2d");
    if (!canvas || !small) return NaN;
    small.imageSmoothingEnabled = false;
    small.drawImage(canvas, 0, 0, 100, 100);
    const { data } = small.getImageData(0, 0, 100, 100);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) count += Number((data[i] ?? 0) > 190 && (data[i + 1] ?? 0) < 40 && (data[i + 2] ?? 0) < 40);
    return count;
  });
  expect(await reds()).toBe(0);
  await evaluate(tab, () => document.body.style.setProperty("--darien-map-land", "oklch(0.5 0.25 27)"));
  await expect.poll(reds).toBeGreaterThan(300);
  await evaluate(tab, () => document.body.style.removeProperty("--darien-map-land"));
  await expect.poll(reds).toBe(0);
  await evaluate(tab, () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("html { --darien-map-land: rgb(200, 30, 30) }");
    document.adoptedStyleSheets.push(sheet);
  });
  await expect.poll(reds).toBeGreaterThan(300);
  const inherited = () => evaluate(tab, () => {
    const root = document.querySelector("#map")?.shadowRoot?.querySelector<HTMLElement>("[data-phase]");
    return `${root?.dataset["theme"]} ${root?.lang} ${root?.dir}`;
  });
  expect(await inherited()).toBe("light en ltr");
  await evaluate(tab, () => void (document.body.style.colorScheme = "dark"));
  await expect.poll(inherited).toBe("dark en ltr");
  await evaluate(tab, () => void (document.documentElement.lang = "ar"));
  await expect.poll(inherited).toBe("dark ar rtl");
  expect(await evaluate(tab, () => document.querySelector<DarienMapElement>("#map")?.places.find(({ id }) => id === "panama")?.name ?? "")).toBe("بنما");
});

test("properties that are set before the element is defined work, and can be set again", async ({ tab, baseURL }) => {
  await tab.goto(`${baseURL}e2e/pages/late.html`);
  const set = (progress: number, without: string[], chapter: string) => evaluate(tab, (progress, without, chapter) => {
    Object.assign(document.querySelector("#map") ?? {}, { progress, without, chapter });
  }, progress, without, chapter);
  await set(0.25, ["title", "list"], "village");
  await evaluate(tab, () => void dispatchEvent(new Event("define")));
  await ready(tab);
  const got = () => evaluate(tab, () => {
    const map = document.querySelector<DarienMapElement>("#map");
    return [Object.keys(map ?? {}).length, map?.getAttribute("progress") ?? null, map?.getAttribute("without") ?? null, map?.chapter ?? null];
  });
  expect(await got()).toEqual([0, "0.25", "title list", "village"]);
  await set(0.75, ["title"], "road");
  expect(await got()).toEqual([0, "0.75", "title", "road"]);
});

test("a page's own route in the address stays", async ({ tab, baseURL }) => {
  await openEmpty(tab, baseURL);
  const own = "#/route/12?tab=map";
  await evaluate(tab, (own) => void (location.hash = own), own);
  await addMap(tab, { hash: "" });
  await ready(tab);
  await stand(tab, -90, 15, 6);
  await evaluate(tab, () => new Promise<void>((done) => setTimeout(done, 600)));
  expect(await evaluate(tab, () => location.hash)).toBe(own);
});

test("in a sandboxed frame with its origin there is a map", async ({ tab, baseURL }) => {
  await tab.goto(`${baseURL}e2e/pages/sandbox.html`);
  await until(tab, () => document.querySelector<HTMLIFrameElement>("#origin")?.contentDocument?.querySelector("#map")?.shadowRoot?.querySelector("[data-phase=ready]") != null);
  expect(await evaluate(tab, () => document.querySelector("#end")?.checkVisibility() ?? false)).toBe(true);
});

test("what content systems make of the markup is a map or a message, and the page after it stays", async ({ tab, baseURL }) => {
  await tab.goto(`${baseURL}e2e/pages/mangled.html`);
  const scrollTo = (id: string) => evaluate(tab, (id) => document.getElementById(id)?.scrollIntoView() ?? null, id);
  // Without a usable address the reader is told that the map could not be shown.
  for (const id of ["quotes", "valueless"]) {
    await scrollTo(id);
    await until(tab, (id) => document.getElementById(id)?.shadowRoot?.querySelector("[role=alert]")?.checkVisibility() ?? false, id);
  }
  for (const id of ["self-closed", "paragraphs", "escaped", "flexible", "percent"]) {
    await scrollTo(id);
    await until(tab, (id) => {
      const map = document.getElementById(id);
      return map?.shadowRoot?.querySelector("[data-phase=ready]") != null && map.offsetHeight > 300 && map.offsetWidth > 300;
    }, id);
  }
  expect(await evaluate(tab, () => document.querySelector("#end")?.checkVisibility() ?? false)).toBe(true);
});

test("in a box that scrolls, scrolling tells the story, and the map stays in sight", async ({ tab, baseURL }) => {
  await open(tab, baseURL, "boxed.html");
  const chapter = () => evaluate(tab, () => document.querySelector<DarienMapElement>("#map")?.chapter ?? null);
  const scroll = (part: number) => evaluate(tab, (part) => {
    const box = document.querySelector("main");
    box?.scrollTo(0, (box.scrollHeight - box.clientHeight) * part);
  }, part);
  const first = await chapter();
  await scroll(0.5);
  await expect.poll(chapter).not.toBe(first);
  const middle = await chapter();
  const box = await evaluate(tab, () => {
    const { top, bottom } = document.querySelector("#map")?.shadowRoot?.querySelector("canvas")?.getBoundingClientRect() ?? new DOMRect(NaN, NaN);
    return [top, bottom - innerHeight].map(Math.round);
  });
  expect(box.every((off) => Math.abs(off) < 60), `${box}`).toBe(true);
  await scroll(1);
  await expect.poll(chapter).not.toBe(middle);
});

test("in a frame that is made as high as its page, buttons tell the story, and the frame does not grow without end", async ({ tab, baseURL }) => {
  await tab.goto(`${baseURL}e2e/pages/growing.html`);
  const shows = (selector: string) => until(tab, (selector) => {
    const map = document.querySelector("iframe")?.contentDocument?.querySelector("#map");
    return map?.shadowRoot?.querySelector("[data-phase=ready]")?.parentNode?.querySelector(selector)?.checkVisibility() ?? false;
  }, selector);
  await shows("[part=step]");
  await evaluate(tab, () => void dispatchEvent(new Event("grow")));
  await shows("[part~=go], [part~=start]");
  const frame = await evaluate(tab, async () => {
    for (let i = 0; i < 10; i++) await new Promise(requestAnimationFrame);
    const frame = document.querySelector("iframe");
    const map = frame?.contentDocument?.querySelector<HTMLElement>("#map");
    return { height: frame?.offsetHeight ?? 0, inner: map?.offsetHeight ?? 0, steps: map?.shadowRoot?.querySelectorAll("[part=step]").length ?? NaN };
  });
  expect(frame.steps).toBe(0);
  expect(frame.inner).toBeGreaterThan(400);
  expect(frame.height).toBeLessThan(1200);
});

for (const complete of [false, true]) {
  test(`left while it ${complete ? "plays" : "loads"}, and come back to, a page has a map that works`, async ({ tab, baseURL }) => {
    await tab.goto(`${baseURL}e2e/pages/map.html`);
    if (complete) {
      await ready(tab);
      await evaluate(tab, () => document.querySelector<DarienMapElement>("#map")?.play() ?? null);
    }
    await tab.goto(`${baseURL}e2e/pages/full.html`);
    await tab.back();
    await ready(tab);
    await evaluate(tab, () => document.querySelector<DarienMapElement>("#map")?.pause() ?? null);
    await clickPlace(tab, 0);
    await expect.poll(() => card(tab)).toBe("Bajo Chiquito");
  });
}

test("taken out, put back, moved and cloned, maps work, and the last story wins", async ({ tab, baseURL }) => {
  await openEmpty(tab, baseURL);
  await addMap(tab);
  const shown = await evaluate(tab, async () => {
    const map = document.querySelector<DarienMapElement>("#map");
    const main = document.querySelector("main");
    if (!map || !main) return null;
    map.remove();
    main.append(map);
    await new Promise((done) => setTimeout(done));
    map.remove();
    await new Promise((done) => setTimeout(done, 50));
    main.append(map);
    const story = (name: string) => ({ type: "FeatureCollection", features: [{ type: "Feature", geometry: { type: "Point", coordinates: [10, 50] }, properties: { name } }] });
    const results = ["first", "second", "third"].map((name) => map.load(story(name)).then(() => name, (error: Error) => error.name));
    return Promise.all(results);
  });
  expect(shown).toEqual(["AbortError", "AbortError", "third"]);
  await ready(tab);
  const names = () => evaluate(tab, () => document.querySelector<DarienMapElement>("#map")?.places.map(({ name }) => name) ?? []);
  expect(await names()).toEqual(["third"]);
  await stand(tab, 11, 51, 7);
  // Destroyed and made again, it has its story and its view.
  await evaluate(tab, () => {
    const map = document.querySelector<DarienMapElement>("#map");
    map?.destroy();
    map?.remove();
  });
  await evaluate(tab, () => {
    const map = document.createElement("darien-map");
    map.id = "map";
    document.querySelector("main")?.append(map);
  });
  await ready(tab);
  expect((await names()).length).toBeGreaterThan(10);
  const left = await evaluate(tab, async () => {
    const canvases: HTMLCanvasElement[] = [];
    for (let i = 0; i < 5; i++) {
      const map = document.createElement("darien-map");
      document.querySelector("main")?.prepend(map);
      await new Promise((done) => map.addEventListener("ready", done, { once: true }));
      canvases.push(...(map.shadowRoot?.querySelectorAll("canvas") ?? []));
      map.remove();
      await new Promise((done) => setTimeout(done, 20));
    }
    return [canvases.length > 4, canvases.filter((canvas) => canvas.isConnected || canvas.width > 0).length];
  });
  expect(left).toEqual([true, 0]);
});

test("a bad story leaves the old one, and is reported", async ({ tab, baseURL }) => {
  await open(tab, baseURL);
  const codes = await evaluate(tab, async () => {
    const map = document.querySelector<DarienMapElement>("#map");
    const codes: string[] = [];
    for (const bad of ["{ no JSON", { type: "FeatureCollection", features: 5 }, "/nowhere.geojson"]) {
      await map?.load(bad).catch((error: { code?: string }) => codes.push(error.code ?? "none"));
    }
    return [...codes, String((map?.places.length ?? 0) > 10)];
  });
  expect(codes.at(-1)).toBe("true");
  expect(codes).toHaveLength(4);
  expect(await events(tab, "error")).toHaveLength(3);
});
