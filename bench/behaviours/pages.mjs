// What a page does with a map: attributes, methods, events, pictures.
// @ts-check
import { difference } from "../../tools/in-page.mjs";
import { until } from "../fox.mjs";
import { shows } from "../measure.mjs";
import { WATER, lightness, opened, settled, stand, want } from "./map.mjs";

/** @typedef {import("./map.mjs").Map} Map */
/** @typedef {import("./map.mjs").DarienMap} DarienMap */

/** @type {import("./map.mjs").Behaviour[]} */
export const PAGES = [
  {
    what: "the map is drawn: land, sea and route",
    page: "full.html",
    async run({ page, map, shot }) {
      await until(page, () => [...document.fonts].filter(({ family }) => /^Map S/.test(family)).length === 5);
      await new Promise((done) => setTimeout(done, 1500));
      want(await shows(Buffer.from(await shot("rest")), "full.html"), "got no map in the picture");
      const { lon, lat, zoom } = await settled(map);
      return `yes, at ${zoom.toFixed(2)}/${lat.toFixed(2)}/${lon.toFixed(2)}, in five faces`;
    },
  },
  {
    what: "flyTo ends where it should",
    page: "map.html",
    async run({ map }) {
      const view = await map.evaluate(async (map) => {
        await map.flyTo({ lon: -77.6, lat: 8.4, zoom: 8 }, { duration: 1 });
        return map.view;
      });
      want(JSON.stringify(view) === JSON.stringify(await settled(map)), "got a view that moves on");
      return `${view?.zoom.toFixed(3)}/${view?.lat.toFixed(4)}/${view?.lon.toFixed(4)}`;
    },
  },
  {
    what: "the attribute theme",
    page: "map.html",
    async run({ map }) {
      /** @type {string[]} */
      const out = [];
      for (const theme of ["light", "dark", "contrast", "contrast-dark", "print", "auto"]) {
        await map.evaluate((map, theme) => map.setAttribute("theme", theme), theme);
        await settled(map);
        const surface = await map.evaluate((map) => {
          const button = map.shadowRoot?.querySelector("[part~=zoom]");
          return button ? getComputedStyle(button).backgroundColor : "";
        });
        out.push(`${theme} ${Math.round((await lightness(map)) / 4) * 4} ${surface}`);
      }
      return out.join(", ");
    },
  },
  {
    what: "custom colours by CSS properties",
    page: "map.html",
    async run({ map }) {
      await stand(map, WATER);
      return map.evaluate(async (map) => {
        for (const name of ["sea", "offshore"]) map.style.setProperty(`--darien-map-${name}`, "oklch(60% 0.2 30)");
        for (let i = 0; i < 12; i++) await new Promise(requestAnimationFrame);
        const canvas = map.shadowRoot?.querySelector("canvas");
        const [x, y] = [(canvas?.width ?? 0) / 2, (canvas?.height ?? 0) / 2];
        const [r = 0, g = 0, b = 0] = canvas?.getContext("2d")?.getImageData(x, y, 1, 1).data ?? [];
        return r > 150 && g < 130 && b < 110 ? "taken up" : `not taken up: ${r}, ${g}, ${b}`;
      });
    },
  },
  {
    what: "load() of a bad story keeps the old one and reports the error",
    page: "map.html",
    async run({ map }) {
      const before = await settled(map);
      const text = await map.evaluate(async (map) => {
        map.select("monterrey");
        /** @type {string[]} */
        const codes = [];
        /** @param {Event} event */
        const listen = (event) => void codes.push(/** @type {CustomEvent<{ code: string }>} */ (event).detail.code);
        map.addEventListener("error", listen);
        /** @type {string[]} */
        const thrown = [];
        for (const bad of ["{ no JSON", { type: "FeatureCollection", features: [] }, "/nowhere.geojson"]) {
          /** @type {Error & { code: string } | void} */
          const reason = await map.load(bad).catch((reason) => reason);
          thrown.push(`${reason?.name} ${reason?.code}`);
        }
        const alert = map.shadowRoot?.querySelector("[role=alert]");
        const message = alert?.checkVisibility() ? "shown" : "hidden";
        return `thrown ${thrown}; codes ${codes}; message ${message}; ${map.selected} open`;
      });
      want((await lightness(map)) > 120 && Number.isFinite(before.zoom), "got an empty map");
      return text;
    },
  },
  {
    what: "a bad first story is reported in place of the map; a good one replaces the message",
    page: "empty.html",
    async run({ page }) {
      return page.evaluate(async () => {
        const map = /** @type {DarienMap} */ (document.createElement("darien-map"));
        map.setAttribute("story", "/nowhere.geojson");
        document.querySelector("main")?.append(map);
        await new Promise((done) => map.addEventListener("error", done, { once: true }));
        const alert = () => map.shadowRoot?.querySelector("[role=alert]");
        const text = alert()?.checkVisibility() ? (alert()?.textContent ?? "").slice(0, 40) : "nothing";
        await map.load(null);
        return `"${text}"; then ${alert()?.checkVisibility() ? "still there" : "gone"}`;
      });
    },
  },
  {
    what: "mounted and unmounted twenty times: no canvas is left",
    page: "empty.html",
    async run({ page }) {
      return page.evaluate(async () => {
        /** @type {HTMLCanvasElement[]} */
        const shown = [];
        for (let i = 0; i < 20; i++) {
          const map = document.createElement("darien-map");
          document.querySelector("main")?.append(map);
          await new Promise((done) => map.addEventListener("ready", done, { once: true }));
          shown.push(...(map.shadowRoot?.querySelectorAll("canvas") ?? []));
          map.remove();
          await new Promise((done) => setTimeout(done, 20));
          if (map.shadowRoot?.childElementCount) return "a shadow root that is not empty";
        }
        const left = shown.filter((canvas) => canvas.isConnected || canvas.width || canvas.height).length;
        return `${shown.length} canvases shown, ${left} left`;
      });
    },
  },
  {
    what: "story.geojson by its address, lang=es",
    page: "empty.html",
    async run({ page }) {
      const map = /** @type {Map} */ (/** @type {unknown} */ (await page.evaluateHandle(async () => {
        const map = /** @type {DarienMap} */ (document.createElement("darien-map"));
        map.lang = "es";
        map.setAttribute("story", "/darien-map/assets/story.geojson");
        document.querySelector("main")?.append(map);
        await new Promise((done) => map.addEventListener("ready", done, { once: true }));
        map.select("panama");
        return map;
      })));
      return opened(map);
    },
  },
  {
    what: "lang=ar mirrors the layout",
    page: "map.html",
    async run({ map }) {
      await map.evaluate((map) => {
        map.lang = "ar";
        map.select("panama");
      });
      const text = await opened(map);
      const side = await map.evaluate((map) => {
        const box = map.shadowRoot?.querySelector("[part=card]")?.getBoundingClientRect();
        return `card at ${Math.round(box?.left ?? NaN)}, ${Math.round(box?.width ?? NaN)} wide`;
      });
      return `${text}; ${side}`;
    },
  },
  {
    what: "toPNG gives the picture on the screen; scale 2.5 gives that size",
    page: "map.html",
    async run({ page, map }) {
      await until(page, () => [...document.fonts].filter(({ family }) => /^Map S/.test(family)).length === 5);
      await new Promise((done) => setTimeout(done, 1000));
      await settled(map);
      const pictures = await map.evaluate(async (map) => {
        const png = await map.toPNG({ scale: 1 });
        const read = new FileReader();
        await new Promise((done) => ((read.onload = done), read.readAsDataURL(png)));
        const big = await createImageBitmap(await map.toPNG({ scale: 2.5 }));
        const size = `${big.width / map.clientWidth} × ${big.height / map.clientHeight}`;
        return { png: String(read.result), canvas: map.shadowRoot?.querySelector("canvas")?.toDataURL() ?? "", size };
      });
      const part = await page.evaluate(difference, [pictures.png, pictures.canvas]);
      want(part === 0, `got ${(100 * part).toFixed(2)} % of the pixels other`);
      return `the same; ${pictures.size}`;
    },
  },
  {
    what: "toSVG, painted by the browser, gives the picture on the screen (at most 0.5 % of pixels differ)",
    page: "map.html",
    async run({ page, map }) {
      await until(page, () => [...document.fonts].filter(({ family }) => /^Map S/.test(family)).length === 5);
      await new Promise((done) => setTimeout(done, 1000));
      await settled(map);
      const { svg, canvas } = await map.evaluate(async (map) => ({
        svg: await map.toSVG(),
        canvas: map.shadowRoot?.querySelector("canvas")?.toDataURL() ?? "",
      }));
      const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
      const part = await page.evaluate(difference, [address, canvas]);
      want(part < 0.005, `got ${(100 * part).toFixed(2)} % of the pixels other`);
      return `yes, with ${svg.match(/@font-face/g)?.length} faces`;
    },
  },
  {
    what: "print: three times the resolution, light colours",
    page: "map.html",
    async run({ page, map }) {
      await map.evaluate((map) => (map.theme = "dark"));
      await settled(map);
      const size = () => map.evaluate((map) => {
        const width = map.shadowRoot?.querySelector("canvas")?.width ?? 0;
        return Math.round((width / map.clientWidth) * 50) / 50;
      });
      const before = await size();
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      const paper = [await size(), (await lightness(map)) > 150 ? "light" : "dark"];
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      return `${before} → ${paper.join(" ")} → ${await size()}`;
    },
  },
  {
    what: "mode=scroll: scrolling the page moves through the story",
    page: "scroll.html",
    async run({ page, map }) {
      await settled(map);
      const step = await page.evaluate(() => (document.documentElement.scrollHeight - innerHeight) / 6);
      /** @type {(string | null)[]} */
      const seen = [];
      for (let i = 1; i <= 5; i++) {
        await page.evaluate((y) => scrollTo(0, y), Math.round(i * step));
        await new Promise((done) => setTimeout(done, 200));
        await settled(map);
        seen.push(await map.evaluate((map) => map.chapter));
      }
      return seen.join(", ");
    },
  },
  {
    what: "hash: the address follows the map",
    page: "hash.html",
    async run({ page, map }) {
      // The address is written only from some time after the first picture on.
      await until(page, () => {
        const map = /** @type {DarienMap | null} */ (document.querySelector("darien-map"));
        map?.jumpTo({ lon: -80 - (performance.now() % 10), lat: 10 });
        return location.hash;
      });
      await stand(map, WATER);
      await until(page, () => /-92.00000$/.test(location.hash));
      return page.evaluate(() => location.hash);
    },
  },
];
