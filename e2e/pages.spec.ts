// What pages do around a map: they zoom and turn it, move it to another document, change their looks and their language, have
// routes in the address, and set properties before the element is defined.

import type { Page } from "@playwright/test";
import { cardOf, events, expect, hold, lightness, mapOf, open, part, picture, settled, test, titleOf, waitForEvent } from "./helpers.js";
import type { DarienMapElement } from "../www/element/index.js";
import { CHAPTERS, LAST, STORY, current } from "./chapters.js";

const PLACE = { id: "bajo-chiquito", at: [-77.5, 8.37] } as const;

/** Opens a page that has the element but no map. */
async function openEmpty(page: Page): Promise<void> {
  await page.goto("/e2e/pages/empty.html");
  await page.waitForFunction(() => customElements.get("darien-map"));
}

/** Where a place is on the screen, in a map that its page has scaled, turned or zoomed. */
async function onScreen(page: Page, [lon, lat]: readonly [number, number]): Promise<{ x: number; y: number }> {
  return mapOf(page).evaluate(
    (map: DarienMapElement, place) => {
      const [x, y] = map.project(place) ?? [NaN, NaN];
      // A mark at this point of the element is where the browser draws the point.
      const mark = document.createElement("i");
      Object.assign(mark.style, { position: "absolute", left: `${x}px`, top: `${y}px`, width: "0px", height: "0px" });
      map.shadowRoot?.append(mark);
      const { x: left, y: top } = mark.getBoundingClientRect();
      mark.remove();
      return { x: left, y: top };
    },
    [lon, lat] as const,
  );
}

async function clickPlace(page: Page): Promise<void> {
  const map = mapOf(page);
  await map.evaluate((map: DarienMapElement, [lon, lat]) => {
    map.select(null);
    map.jumpTo({ lon, lat, zoom: 9 });
  }, PLACE.at);
  await settled(map);
  const { x, y } = await onScreen(page, PLACE.at);
  await page.mouse.click(x, y);
  await expect(map).toHaveAttribute("selected", PLACE.id);
}

/** How many of some points of the canvas have a colour. */
const countOf = (page: Page, color: readonly [number, number, number]): Promise<number> =>
  mapOf(page).evaluate((map, color) => {
    const canvas = map.shadowRoot?.querySelector("canvas");
    const small = new OffscreenCanvas(100, 100).getContext("2d");
    if (!canvas || !small) return NaN;
    small.imageSmoothingEnabled = false;
    small.drawImage(canvas, 0, 0, 100, 100);
    const { data } = small.getImageData(0, 0, 100, 100);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) count += Number(color.every((value, c) => Math.abs((data[i + c] ?? 0) - value) < 4));
    return count;
  }, color);

test.describe("with CSS zoom", () => {
  for (const zoom of [1.5, 0.8]) {
    test(`of ${zoom}, clicks hit and the canvas has a pixel for each of the screen`, async ({ page }) => {
      const map = await open(page);
      await page.evaluate((zoom) => (document.body.style.zoom = `${zoom}`), zoom);
      const ratio = () => map.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.width / canvas.offsetWidth);
      await expect.poll(ratio).toBeCloseTo(zoom, 2);
      await clickPlace(page);
    });
  }

  test("changed on an element of fixed size, the canvas becomes as fine", async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map) => (map.style.width = "600px"));
    const width = () => map.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.width);
    await expect.poll(width).toBe(600);
    await map.evaluate((map) => (map.style.zoom = "2"));
    await expect.poll(width).toBe(1200);
    await clickPlace(page);
  });

  test("the wheel zooms about the point under the pointer", async ({ page }) => {
    const map = await open(page);
    await page.evaluate(() => (document.body.style.zoom = "1.5"));
    await map.evaluate((map: DarienMapElement) => map.setAttribute("gestures", "free"));
    await settled(map);
    const before = await onScreen(page, PLACE.at);
    await page.mouse.move(before.x, before.y);
    await page.mouse.wheel(0, -300);
    await settled(map);
    const after = await onScreen(page, PLACE.at);
    expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(2);
  });
});

for (const transform of ["scale(0.6)", "rotate(90deg)", "scale(1.3) rotate(180deg)"]) {
  test(`under ${transform} the map has the same layout, and clicks hit`, async ({ page }) => {
    await page.setViewportSize({ width: 1400, height: 1400 });
    // A label keeps its place while it can, so that the pictures are the same only after the same frames.
    await page.emulateMedia({ reducedMotion: "reduce" });
    const show = async (transform: string) => {
      await openEmpty(page);
      await page.evaluate((transform) => {
        const box = document.createElement("div");
        Object.assign(box.style, { transform, width: "900px", height: "560px", margin: "300px 200px" });
        const map = Object.assign(document.createElement("darien-map"), { id: "map" });
        box.append(map);
        document.querySelector("main")?.append(box);
      }, transform);
      await waitForEvent(page, "ready");
      const map = mapOf(page);
      await page.waitForLoadState("networkidle");
      await settled(map);
      await map.evaluate((map: DarienMapElement, id) => map.select(id), PLACE.id);
      await page.waitForLoadState("networkidle");
      await expect(cardOf(map)).toBeVisible();
      return settled(map);
    };
    const view = await show("none");
    const plain = await picture(mapOf(page));
    expect(await show(transform)).toEqual(view);
    await expect.poll(async () => (await picture(mapOf(page))) === plain, "the same picture").toBe(true);
    await clickPlace(page);
  });
}

test("the sheet follows the finger in a map that is drawn smaller", async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 700 });
  const map = await open(page);
  await map.evaluate((map) => Object.assign(map.style, { transform: "scale(0.5)", transformOrigin: "0 0" }));
  await map.evaluate((map: DarienMapElement, id) => map.select(id), PLACE.id);
  const handle = await map.locator("[part~=handle]").boundingBox();
  const before = await cardOf(map).boundingBox();
  if (!handle || !before) throw new Error("no card");
  const [x, y] = [handle.x + handle.width / 2, handle.y + 4];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 50);
  const after = await cardOf(map).boundingBox();
  await page.mouse.up();
  expect((after?.height ?? 0) - before.height).toBeCloseTo(50, -1);
});

test.describe("in another document", () => {
  /** Adds a frame to the page and listens to the errors of both windows. */
  async function openFrame(page: Page): Promise<void> {
    await page.evaluate(() => {
      const frame = Object.assign(document.createElement("iframe"), { id: "frame", width: "900", height: "640" });
      document.body.append(frame);
      const failures: string[] = [];
      for (const target of [window, frame.contentWindow]) target?.addEventListener("error", (event) => failures.push((event as ErrorEvent).message));
      Object.assign(globalThis, { failures });
    });
  }
  const move = (page: Page, to: "frame" | "page") =>
    page.evaluate((to) => {
      const frame = document.querySelector<HTMLIFrameElement>("#frame");
      const map = document.querySelector("#map") ?? frame?.contentDocument?.querySelector("#map");
      const target = to === "frame" ? frame?.contentDocument?.body : document.body;
      recorded.events.length = 0;
      if (map) target?.append(map);
    }, to);
  const failures = (page: Page) => page.evaluate(() => (globalThis as unknown as { failures: string[] }).failures);

  test("a map that is moved there and back works, with its view and its card", async ({ page }) => {
    const map = await open(page);
    await openFrame(page);
    await map.evaluate((map: DarienMapElement) => {
      map.select("monterrey");
      map.jumpTo({ lon: -100, lat: 25, zoom: 7 });
    });
    const before = await settled(map);
    const inFrame = page.frameLocator("#frame").locator("#map");
    for (const [to, there] of [["frame", inFrame], ["page", map]] as const) {
      await move(page, to);
      await expect(titleOf(there)).toHaveText("Monterrey");
      await expect(part(there, "map")).toHaveAttribute("data-phase", "ready");
      const view = await there.evaluate((map: DarienMapElement) => map.view);
      expect(view?.zoom).toBeCloseTo(before.zoom, 3);
      // Its rules are there, and its fonts.
      expect(await cardOf(there).evaluate((card) => getComputedStyle(card).borderRadius)).not.toBe("0px");
      expect(await there.evaluate((map) => map.ownerDocument.fonts.size)).toBe(5);
      const canvas = await there.locator("canvas").evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.clientWidth]);
      expect(canvas[0]).toBe(canvas[1]);
      await part(there, "close").click();
      await expect(cardOf(there)).toBeHidden();
      await there.evaluate((map: DarienMapElement) => {
        map.select("monterrey");
        map.jumpTo({ lon: -100, lat: 25, zoom: 7 });
      });
    }
    expect(await failures(page)).toEqual([]);
  });

  test("a map that is made here and put there works", async ({ page }) => {
    await openEmpty(page);
    await openFrame(page);
    await page.evaluate(() => {
      const map = Object.assign(document.createElement("darien-map"), { id: "map" });
      document.querySelector<HTMLIFrameElement>("#frame")?.contentDocument?.body.append(map);
    });
    const map = page.frameLocator("#frame").locator("#map");
    await expect(part(map, "map")).toHaveAttribute("data-phase", "ready");
    await expect(part(map, "zoom-in")).toBeVisible();
    expect(await failures(page)).toEqual([]);
  });

  test("in a document without a window a map waits for one", async ({ page }) => {
    await openEmpty(page);
    await page.evaluate(() => {
      const other = document.implementation.createHTMLDocument("");
      const map = Object.assign(document.createElement("darien-map"), { id: "map" });
      other.body.append(map);
      document.querySelector("main")?.append(map);
    });
    await waitForEvent(page, "ready");
  });
});

test("Escape that closes a card does not close the dialog around it", async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const dialog = document.createElement("dialog");
    dialog.append(...document.querySelectorAll("#map"));
    document.body.append(dialog);
    const map = dialog.querySelector("darien-map");
    if (map) map.style.width = "900px";
    dialog.showModal();
    // Older dialogs listen at the document, for the press or for the release, and do not ask whether the event was handled.
    const heard: string[] = [];
    for (const type of ["keydown", "keyup"] as const) document.addEventListener(type, ({ key }) => key === "Escape" && heard.push(type));
    Object.assign(globalThis, { heard });
  });
  const map = mapOf(page);
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  const dialog = page.locator("dialog");
  await map.locator("canvas").focus();
  await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
  await expect(cardOf(map)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(cardOf(map)).toBeHidden();
  await expect(dialog).toBeVisible();
  for (const [opener, opened] of [["[part=key] summary", "[part=key] [part~=panel]"], ["[part=zoom] [aria-expanded]", "[part~=moves]"], ["[part=credits] summary", "[part~=sources]"]] as const) {
    await map.locator(opener).click();
    await expect(map.locator(opened)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(map.locator(opened)).toBeHidden();
    await expect(dialog).toBeVisible();
  }
  expect(await heard()).toEqual([]);
  await map.locator("canvas").focus();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect(await heard()).toEqual(["keydown", "keyup"]);
});

test.describe("the page changes its looks", () => {
  const RED = [200, 30, 30] as const;
  const rule = "--darien-map-land: rgb(200, 30, 30)";

  for (const [name, change] of [
    ["by a class on the body", (rule: string) => void (document.body.style.cssText = rule)],
    ["by a class on an element around the map", (rule: string) => {
      const box = document.querySelector<HTMLElement>("#box");
      if (box) box.style.cssText = rule;
    }],
    ["by another style sheet", (rule: string) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`html { ${rule} }`);
      document.adoptedStyleSheets.push(sheet);
    }],
    ["by turning a style sheet on", (_: string) => {
      for (const sheet of document.styleSheets) sheet.disabled = false;
    }],
  ] as const) {
    test(name, async ({ page }) => {
      const map = await open(page);
      await page.evaluate((rule) => {
        const box = Object.assign(document.createElement("div"), { id: "box" });
        document.querySelector("#map")?.before(box);
        box.append(...document.querySelectorAll("#map"));
        const sheet = document.styleSheets[0];
        sheet?.insertRule(`html { ${rule} }`);
        if (sheet) sheet.disabled = true;
      }, rule);
      // Without its style sheet, the page gives the map another box.
      await settled(map);
      expect(await countOf(page, RED)).toBe(0);
      await page.evaluate(change, rule);
      await expect.poll(() => countOf(page, RED)).toBeGreaterThan(300);
    });
  }

  test("by color-scheme", async ({ page }) => {
    const map = await open(page);
    const theme = part(map, "map");
    await expect(theme).toHaveAttribute("data-theme", "light");
    await page.evaluate(() => (document.body.style.colorScheme = "dark"));
    await expect(theme).toHaveAttribute("data-theme", "dark");
    await page.emulateMedia({ colorScheme: "dark" });
    await page.evaluate(() => (document.body.style.colorScheme = "light"));
    await expect(theme).toHaveAttribute("data-theme", "light");
    await page.evaluate(() => (document.body.style.colorScheme = "light dark"));
    await expect(theme).toHaveAttribute("data-theme", "dark");
    // What the page asks for by name, it gets.
    await map.evaluate((map: DarienMapElement) => (map.theme = "light"));
    await expect(theme).toHaveAttribute("data-theme", "light");
  });

  test("by moving the map to a place that looks different", async ({ page }) => {
    const map = await open(page);
    await page.evaluate(() => {
      const box = document.createElement("div");
      Object.assign(box.style, { colorScheme: "dark" });
      box.lang = "es";
      document.body.append(box);
      box.append(...document.querySelectorAll("#map"));
    });
    await expect(part(map, "map")).toHaveAttribute("data-theme", "dark");
    await expect(part(map, "map")).toHaveAttribute("lang", "es");
  });
});

test.describe("the page's language", () => {
  test("is followed when it changes, on the page or on an element around the map", async ({ page }) => {
    const map = await open(page);
    const lang = part(map, "map");
    await page.evaluate(() => (document.documentElement.lang = "es"));
    await expect(lang).toHaveAttribute("lang", "es");
    await page.evaluate(() => (document.body.lang = "ar"));
    await expect(lang).toHaveAttribute("lang", "ar");
    await map.evaluate((map: DarienMapElement) => (map.lang = "en"));
    await expect(lang).toHaveAttribute("lang", "en");
  });

  test("is that of the host, inside its shadow root", async ({ page }) => {
    await openEmpty(page);
    await page.evaluate(() => {
      const host = Object.assign(document.createElement("div"), { lang: "es" });
      document.querySelector("main")?.append(host);
      host.attachShadow({ mode: "open" }).append(Object.assign(document.createElement("darien-map"), { id: "map" }));
    });
    const lang = part(mapOf(page), "map");
    await expect(lang).toHaveAttribute("lang", "es");
    await page.evaluate(() => document.querySelector<HTMLElement>("main > div")?.setAttribute("lang", "ar"));
    await expect(lang).toHaveAttribute("lang", "ar");
  });
});

test.describe("the address", () => {
  /** Adds a map with the attribute `hash` and moves it. */
  async function moveMap(page: Page, value = ""): Promise<void> {
    await page.evaluate((value) => {
      const map = Object.assign(document.createElement("darien-map"), { id: "map" });
      map.setAttribute("hash", value);
      document.querySelector("main")?.append(map);
    }, value);
    await waitForEvent(page, "ready");
    await mapOf(page).evaluate((map: DarienMapElement) => map.jumpTo({ lon: -90, lat: 15, zoom: 6 }));
  }
  const address = (page: Page) => page.evaluate(() => location.search + location.hash);

  test("follows a map inside a shadow root", async ({ page }) => {
    await openEmpty(page);
    await page.evaluate(() => {
      const host = document.createElement("div");
      document.querySelector("main")?.append(host);
      const map = Object.assign(document.createElement("darien-map"), { id: "map" });
      map.setAttribute("hash", "");
      host.attachShadow({ mode: "open" }).append(map);
    });
    const map = mapOf(page);
    await expect(part(map, "map")).toHaveAttribute("data-phase", "ready");
    await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -90, lat: 15, zoom: 6 }));
    await expect.poll(() => address(page)).toContain("#map=6.00/15");
    await page.evaluate(() => (location.hash = "#place=monterrey"));
    await expect(titleOf(map)).toHaveText("Monterrey");
  });

  for (const own of ["#/route/12?tab=map", "#!/about", "#section-2", "#/route?map=1/2/3&place=monterrey"]) {
    test(`keeps the page's own ${own}`, async ({ page }) => {
      await openEmpty(page);
      await page.evaluate((own) => (location.hash = own), own);
      await moveMap(page);
      await expect.poll(async () => (await events(page, "viewchange")).length).toBeGreaterThan(0);
      // The address changes at most once in 0.4 s.
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)));
      expect(await address(page)).toBe(own);
      await expect(cardOf(mapOf(page))).toBeHidden();
    });
  }

  test("has the view in its query, if the page asks for that", async ({ page }) => {
    await page.goto("/e2e/pages/empty.html?debug&place=monterrey#/route/12?tab=map");
    await page.waitForFunction(() => customElements.get("darien-map"));
    await page.evaluate(() => {
      const map = Object.assign(document.createElement("darien-map"), { id: "map" });
      map.setAttribute("hash", "query");
      document.querySelector("main")?.append(map);
    });
    const map = mapOf(page);
    await waitForEvent(page, "ready");
    await expect(titleOf(map)).toHaveText("Monterrey");
    await map.evaluate((map: DarienMapElement) => {
      map.select("matamoros");
      map.jumpTo({ lon: -90, lat: 15, zoom: 6 });
    });
    await expect.poll(() => address(page)).toMatch(/^\?debug&map=6\.00\/15\.\d+\/-90\.\d+&place=matamoros#\/route\/12\?tab=map$/);
    // The router of the page goes to another address, and the reader goes back.
    await page.evaluate(() => history.pushState(null, "", "?place=acandi#/route/13"));
    await page.evaluate(() => history.pushState(null, "", "?place=tuquesa#/route/14"));
    await page.goBack();
    await expect(titleOf(map)).toHaveText("Acandí");
    expect(await page.evaluate(() => location.hash)).toBe("#/route/13");
  });
});

test.describe("properties", () => {
  test("that are set before the element is defined work, and can be set again", async ({ page }) => {
    const release = await hold(page, "**/darien-map/index.js", (route) => route.continue());
    await page.goto("/e2e/pages/map.html", { waitUntil: "commit" });
    await page.waitForSelector("#after");
    const map = mapOf(page);
    await map.evaluate((map: DarienMapElement) => {
      map.progress = 0.25;
      map.without = ["title", "list"];
      map.chapter = "village";
      map.lang = "es";
      map.theme = "dark";
      map.strings = { zoomIn: "Nearer" };
    });
    release();
    await waitForEvent(page, "ready");
    expect(await map.evaluate((map) => Object.keys(map))).toEqual([]);
    await expect(map).toHaveAttribute("progress", "0.25");
    await expect(map).toHaveAttribute("without", "title list");
    await expect(part(map, "map")).toHaveAttribute("lang", "es");
    await expect(part(map, "zoom-in")).toHaveAttribute("aria-label", "Nearer");
    expect(await map.evaluate((map: DarienMapElement) => map.chapter)).toBe("village");
    await map.evaluate((map: DarienMapElement) => {
      map.progress = 0.75;
      map.without = [];
      map.chapter = "road";
    });
    await expect(map).toHaveAttribute("progress", "0.75");
    expect(await map.evaluate((map: DarienMapElement) => [map.chapter, map.without.length])).toEqual(["road", 0]);
  });

  test("with a wrong value before the element is defined do not stop the map", async ({ page }) => {
    const release = await hold(page, "**/darien-map/index.js", (route) => route.continue());
    await page.goto("/e2e/pages/map.html", { waitUntil: "commit" });
    await page.waitForSelector("#after");
    await page.evaluate(() => {
      addEventListener("error", (event) => {
        // The test expects this one.
        event.preventDefault();
        Object.assign(globalThis, { failure: event.message });
      });
      Object.assign(document.querySelector("#map") ?? {}, { strings: { zoomIn: 5 }, places: [], progress: 0.5 });
    });
    release();
    await waitForEvent(page, "ready");
    expect(await page.evaluate(() => (globalThis as unknown as { failure: string }).failure)).toContain('strings["zoomIn"]: got number');
    await expect(mapOf(page)).toHaveAttribute("progress", "0.5");
  });

  test("take what frameworks give: a text, a list, nothing", async ({ page }) => {
    const map = await open(page);
    await map.evaluate((map: DarienMapElement) => {
      map.without = "title list";
      map.progress = "0.5";
    });
    await expect(map).toHaveAttribute("without", "title list");
    await expect(map).toHaveAttribute("progress", "0.5");
    await map.evaluate((map) => Object.assign(map, { without: undefined, progress: null, theme: undefined, selected: undefined, strings: undefined, story: undefined, chapter: undefined, basemap: undefined }));
    expect(await map.evaluate((map) => map.getAttributeNames())).toEqual(["id"]);
    expect(await map.evaluate((map: DarienMapElement) => [map.without.length, map.progress])).toEqual([0, 1]);
    expect(await events(page, "error")).toEqual([]);
  });

  test("story: an object is a story, an address is an address", async ({ page }) => {
    const map = await open(page);
    const names = () => map.evaluate((map: DarienMapElement) => map.places.map(({ name }) => name).join());
    await map.evaluate((map: DarienMapElement) => {
      map.setAttribute("story", "/darien-map/assets/story.geojson");
      const place = { type: "Feature", geometry: { type: "Point", coordinates: [10, 50] }, properties: { name: "Alone" } };
      map.story = { type: "FeatureCollection", features: [place] };
    });
    await expect.poll(names).toBe("Alone");
    await expect(map).not.toHaveAttribute("story");
    await map.evaluate((map: DarienMapElement) => (map.story = "/darien-map/assets/story.geojson"));
    await expect(map).toHaveAttribute("story", "/darien-map/assets/story.geojson");
    await expect.poll(names).toContain("Acandí");
    await map.evaluate((map: DarienMapElement) => (map.story = JSON.stringify({ type: "FeatureCollection", features: [{ type: "Feature", geometry: { type: "Point", coordinates: [11, 50] }, properties: { name: "As text" } }] })));
    await expect.poll(names).toBe("As text");
    await map.evaluate((map: DarienMapElement) => (map.story = null));
    await expect.poll(names).toContain("Acandí");
    expect(await events(page, "error")).toEqual([]);
  });
});

test.describe("a map that is not in sight", () => {
  /** Adds a map below 5,000 px of page, or in a hidden box. Returns the files that are asked for from now on. */
  async function addMap(page: Page, { hidden = false, attributes = {} }: { hidden?: boolean; attributes?: Record<string, string> }): Promise<string[]> {
    await openEmpty(page);
    await page.waitForLoadState("networkidle");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url().replace(/.*\//, "")));
    await page.evaluate(
      async ([hidden, attributes]) => {
        const box = Object.assign(document.createElement("div"), { id: "box", hidden });
        if (!hidden) box.style.paddingTop = "5000px";
        const map = Object.assign(document.createElement("darien-map"), { id: "map" });
        map.append(Object.assign(document.createElement("p"), { textContent: "What the map tells" }));
        for (const [name, value] of Object.entries(attributes)) map.setAttribute(name, value);
        box.append(map);
        document.querySelector("main")?.append(box);
        for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame);
      },
      [hidden, attributes] as const,
    );
    return asked;
  }

  test("far below is loaded when it comes near, and shows until then what stands between its tags", async ({ page }) => {
    const asked = await addMap(page, {});
    expect(asked).toEqual([]);
    const map = mapOf(page);
    const before = await map.boundingBox();
    expect(before?.height).toBeGreaterThan(300);
    await expect(map.getByText("What the map tells")).toBeVisible();
    await expect(part(map, "map")).not.toHaveAttribute("aria-busy");
    await page.evaluate(() => scrollTo(0, 3500));
    await waitForEvent(page, "ready");
    expect(asked).toContain("darien_map_bg.wasm");
    expect((await map.boundingBox())?.height).toBe(before?.height);
  });

  test("because it is hidden is loaded when it is shown", async ({ page }) => {
    const asked = await addMap(page, { hidden: true });
    expect(asked).toEqual([]);
    await mapOf(page).evaluate((map: DarienMapElement) => {
      map.story = "/darien-map/assets/story.geojson?one";
      map.basemap = null;
      map.theme = "dark";
      map.fit();
      map.play();
      map.jumpTo({ lon: -90, lat: 15, zoom: 6 });
      map.select("acandi");
    });
    expect(asked).toEqual([]);
    await page.evaluate(() => document.querySelector("#box")?.removeAttribute("hidden"));
    await waitForEvent(page, "ready");
    expect(asked.filter((name) => /geojson/.test(name))).toEqual(["story.geojson?one"]);
    await expect(titleOf(mapOf(page))).toHaveText("Acandí");
  });

  for (const last of ["jumpTo", "select", "chapter"] as const) {
    test(`shows what was asked for last, when it is shown: ${last}`, async ({ page }) => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await addMap(page, { hidden: true });
      await mapOf(page).evaluate((map: DarienMapElement, last) => {
        const asks = { jumpTo: () => map.jumpTo({ lon: -79, lat: 9, zoom: 5.5 }), select: () => void map.select("acandi"), chapter: () => void (map.chapter = "gap") };
        for (const name of ["chapter", "select", "jumpTo", "select"] as const) if (name !== last) asks[name]();
        asks[last]();
      }, last);
      await page.evaluate(() => document.querySelector("#box")?.removeAttribute("hidden"));
      await waitForEvent(page, "ready");
      const { lon, lat, zoom } = await settled(mapOf(page));
      if (last === "jumpTo") expect([lon, lat, zoom].map((n) => Number(n.toFixed(3)))).toEqual([-79, 9, 5.5]);
      else expect(zoom, "near the place").toBeGreaterThan(6);
      await expect(titleOf(mapOf(page))).toBeVisible();
    });
  }

  test("is loaded at once if the page asks for it", async ({ page }) => {
    const asked = await addMap(page, { attributes: { loading: "eager" } });
    await waitForEvent(page, "ready");
    expect(asked).toContain("darien_map_bg.wasm");
  });

  test("is loaded at once if the page loads a story", async ({ page }) => {
    await addMap(page, { hidden: true });
    const count = await mapOf(page).evaluate(async (map: DarienMapElement) => {
      await map.load("/darien-map/assets/story.geojson");
      return map.places.length;
    });
    expect(count).toBeGreaterThan(10);
  });

  test("and is removed leaves nothing behind", async ({ page }) => {
    const asked = await addMap(page, {});
    const left = await mapOf(page).evaluate(async (map: DarienMapElement) => {
      map.remove();
      await new Promise((resolve) => setTimeout(resolve));
      return map.shadowRoot?.childElementCount;
    });
    expect(left).toBe(0);
    expect(asked).toEqual([]);
    expect(await events(page, "error")).toEqual([]);
  });
});

test.describe("in a sandboxed frame", () => {
  const words = "What the map tells";

  test("with its origin there is a map; without it, or without scripts, what stands between the tags", async ({ page }) => {
    await page.goto("/e2e/pages/sandbox.html");
    const mapIn = (frame: string) => page.frameLocator(frame).locator("#map");
    await expect(part(mapIn("#origin"), "map")).toHaveAttribute("data-phase", "ready", { timeout: 20_000 });
    for (const frame of ["#scripts", "#nothing"]) await expect(mapIn(frame).getByText(words)).toBeVisible();
    await expect(page.locator("#end")).toBeVisible();
  });

  test("without its origin there is a map, if the server allows other origins", async ({ page }) => {
    await page.route("**/darien-map/**", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
    });
    await page.goto("/e2e/pages/sandbox.html");
    const map = page.frameLocator("#scripts").locator("#map");
    await expect(part(map, "map")).toHaveAttribute("data-phase", "ready", { timeout: 20_000 });
    await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
    await expect(titleOf(map)).toHaveText("Monterrey");
    // The address of such a frame follows the map, too.
    await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -90, lat: 15, zoom: 6 }));
    await expect.poll(() => map.evaluate(() => location.hash)).toContain("#map=6.00/15");
  });

  test("and without an address of its own there is a map, made by the classic script", async ({ page }) => {
    await page.goto("/e2e/pages/sandbox.html");
    const map = page.frameLocator("#inline").locator("#map");
    await expect(part(map, "map")).toHaveAttribute("data-phase", "ready", { timeout: 20_000 });
    await map.evaluate((map: DarienMapElement) => map.jumpTo({ lon: -90, lat: 15, zoom: 6 }));
    await map.evaluate((map: DarienMapElement) => map.select("monterrey"));
    await expect(titleOf(map)).toHaveText("Monterrey");
    await expect(map.getByRole("alert")).toBeHidden();
  });
});

test("what content systems make of the markup is a map or a message, and the page after it stays", async ({ page }) => {
  test.setTimeout(60_000);
  await page.goto("/e2e/pages/mangled.html");
  for (const id of ["quotes", "valueless"]) {
    const map = mapOf(page, id);
    await map.scrollIntoViewIfNeeded();
    await expect(map.getByRole("alert")).toBeVisible();
    expect(await events(page, "error", id)).toMatchObject([{ code: "story" }]);
  }
  for (const id of ["self-closed", "paragraphs", "escaped", "flexible", "percent"]) {
    const map = mapOf(page, id);
    await map.scrollIntoViewIfNeeded();
    await expect(part(map, "map")).toHaveAttribute("data-phase", "ready", { timeout: 20_000 });
    const { width = 0, height = 0 } = (await map.boundingBox()) ?? {};
    expect(Math.min(width, height), id).toBeGreaterThan(300);
    expect(await events(page, "error", id)).toEqual([]);
  }
  await page.locator("#end").scrollIntoViewIfNeeded();
  await expect(page.locator("#end")).toBeInViewport();
});

test("several maps are printed, light and with their facts, and so is one that is for paper only", async ({ page }) => {
  test.setTimeout(60_000);
  await page.goto("/e2e/pages/paper.html");
  const [first, second, third] = [mapOf(page), mapOf(page, "second"), mapOf(page, "third")] as const;
  // At once, while the maps are loading.
  await page.pdf({ format: "A3", landscape: true });
  await waitForEvent(page, "ready");
  await expect(titleOf(first)).toHaveText("Bajo Chiquito");
  const before = await settled(first);
  await page.emulateMedia({ media: "print" });
  for (const map of [first, second, third]) {
    await map.scrollIntoViewIfNeeded();
    await expect(part(map, "map")).toHaveAttribute("data-phase", "ready", { timeout: 20_000 });
    await expect(map.locator("canvas")).toHaveJSProperty("width", 2880);
    await expect.poll(() => lightness(map)).toBeGreaterThan(150);
    await expect(map.getByText(STORY.chapters[2]?.title.en ?? "no title").first()).toBeVisible();
    await expect(part(map, "zoom-in")).toBeHidden();
  }
  // The pictures fit on a page of A4 and of A3 on its side, less the margins.
  for (const [width, height] of [[718, 1047], [1512, 1047]] as const) {
    await page.setViewportSize({ width, height });
    for (const map of [first, second, third]) {
      await expect.poll(async () => (await map.locator("canvas").boundingBox())?.width).toBe(width);
      expect((await map.locator("canvas").boundingBox())?.height).toBeLessThan(height);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ media: "screen" });
  await expect(third).toBeHidden();
  await expect(part(first, "map")).toHaveAttribute("data-theme", "dark");
  const after = await settled(first);
  expect(after.zoom).toBeCloseTo(before.zoom, 3);
  await expect(cardOf(first)).toBeVisible();
});

test("a story is told by scrolling in a box of the page, with the map in sight", async ({ page }) => {
  const map = await open(page, "boxed.html");
  const scroll = (part: number) => page.locator("main").evaluate((box, part) => box.scrollTo(0, (box.scrollHeight - box.clientHeight) * part), part);
  const show = (i: number) => map.evaluate((map, i) => map.shadowRoot?.querySelectorAll("[part=step]")[i]?.scrollIntoView({ block: "center" }), i);
  for (const i of [0, 3, LAST]) {
    await show(i);
    await expect.poll(() => current(map)).toBe(CHAPTERS[i]);
    await expect(map.locator("canvas")).toBeInViewport({ ratio: 0.9 });
  }
  // After fast jumps, the chapter is the one in sight.
  for (const part of [0, 1, 0.2, 0.9]) await scroll(part);
  await show(2);
  await expect.poll(() => current(map)).toBe(CHAPTERS[2]);
  await page.locator("main").focus();
  await page.keyboard.press("End");
  await expect.poll(() => current(map)).toBe(CHAPTERS[LAST]);
  // The browser holds it there, without a script.
  await expect(map.locator(".held")).toHaveCount(0);
});

for (const [what, file, clipping] of [
  ["an element around the map", "boxed.html", "main > div"],
  ["the map", "scroll.html", "darien-map"],
  ["the root and the body", "scroll.html", "html, body"],
] as const) {
  test(`with overflow-x hidden on ${what}, scrolling tells the story, and the map stays in sight`, async ({ page }) => {
    const map = await open(page, file);
    await page.evaluate((clipping) => {
      for (const element of document.querySelectorAll<HTMLElement>(clipping)) element.style.overflowX = "hidden";
    }, clipping);
    for (const i of [0, 3, LAST, 1]) {
      await map.evaluate((map, i) => map.shadowRoot?.querySelectorAll("[part=step]")[i]?.scrollIntoView({ block: "center" }), i);
      await expect.poll(() => current(map)).toBe(CHAPTERS[i]);
      await expect(map.locator("canvas")).toBeInViewport({ ratio: 0.9 });
    }
    // Printed, it stands at its place.
    const top = () => map.evaluate((map) => (map.shadowRoot?.querySelector("canvas")?.getBoundingClientRect().top ?? NaN) - map.getBoundingClientRect().top);
    expect(await top()).toBeGreaterThan(100);
    await page.emulateMedia({ media: "print" });
    expect(await top()).toBeLessThan(100);
  });
}
