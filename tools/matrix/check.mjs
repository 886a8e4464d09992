// Opens a page with the map in a browser and checks what a reader and its author would notice.
// @ts-check
import { Failure } from "../setup.mjs";

/** How long a map may take, in ms. A development server compiles the page when it is opened. */
const PATIENCE = 90_000;
/** A place of the built-in story, and the beginning of its card. */
const PLACE = { id: "bajo-chiquito", name: "Bajo Chiquito" };

/**
 * Opens the page and throws a Failure with all that is wrong: the map is not drawn, a place does not open its card, the page's own
 * handlers of `ready` and `select` were not called, the console has a warning or an error, a request fails or goes to another origin.
 * Returns whether the files were fetched; otherwise they came from the copies in a script.
 * @param {import("@playwright/test").Browser} browser
 * @param {string} url
 * @param {object} [options]
 * @param {string[]} [options.origins] other origins that the page may use
 * @param {boolean} [options.framed] the map is in a frame of the page
 */
export async function check(browser, url, { origins = [], framed = false } = {}) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  /** @type {string[]} */
  const wrong = [];
  let fetched = false;
  const home = new URL(url);
  page.on("console", (message) => {
    if (["warning", "error"].includes(message.type())) wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => wrong.push(`request: ${request.url()}: ${request.failure()?.errorText}`));
  page.on("requestfinished", (request) => /\.wasm\b/.test(request.url()) && (fetched = true));
  page.on("response", (response) => response.status() >= 400 && wrong.push(`request: ${response.status()} from ${response.url()}`));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    const own = ["data:", "blob:"].includes(protocol) || (protocol === home.protocol && origin === home.origin);
    if (!own && !origins.includes(origin)) wrong.push(`request to another origin: ${request.url()}`);
  });
  // The event `error` does not bubble, but it passes the document on its way to the map.
  await page.addInitScript(() => {
    /** @type {Record<string, unknown>} */
    const seen = {};
    Object.assign(globalThis, { seen });
    for (const type of ["ready", "error"]) {
      document.addEventListener(type, (event) => {
        if (event.target instanceof HTMLElement && event.target.localName === "darien-map") seen[type] = event instanceof CustomEvent && event.detail?.message;
      }, true);
    }
  });
  try {
    await page.goto(url);
    const frame = framed ? await innerFrame(page) : page.mainFrame();
    const end = await frame.waitForFunction(seenSoFar, undefined, { timeout: PATIENCE });
    const { error } = /** @type {{ error?: string }} */ (await end.jsonValue());
    if (error) wrong.push(`the map reports: ${error}`);
    else wrong.push(...(await frame.locator("darien-map").evaluate(useTheMap, PLACE)));
    await page.waitForLoadState("networkidle");
  } catch (error) {
    wrong.unshift(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  } finally {
    await page.close();
  }
  if (wrong.length) throw new Failure([...new Set(wrong)].slice(0, 12).join("\n"));
  return fetched;
}

/** Runs in the page. Returns the map's events, once it is ready or has failed. */
function seenSoFar() {
  const { seen } = /** @type {{ seen: Record<string, unknown> }} */ (/** @type {unknown} */ (globalThis));
  return "ready" in seen || "error" in seen ? seen : undefined;
}

/** @param {import("@playwright/test").Page} page */
async function innerFrame(page) {
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  if (!frame) throw new Failure("the frame has no page");
  return frame;
}

/**
 * Runs in the page. Returns what is wrong with the map and with what the page's own handlers were told.
 * @param {SVGElement | HTMLElement} element
 * @param {{ id: string, name: string }} place
 */
async function useTheMap(element, place) {
  const wrong = [];
  const map = /** @type {HTMLElement & { select(id: string): boolean }} */ (element);
  const until = async (/** @type {() => unknown} */ met, /** @type {string} */ what) => {
    for (let frame = 0; frame < 600; frame++) {
      if (met()) return;
      await new Promise(requestAnimationFrame);
    }
    wrong.push(what);
  };
  const canvas = map.shadowRoot?.querySelector("canvas");
  const small = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!canvas || !small) return ["there is no canvas"];
  small.drawImage(canvas, 0, 0, 300, 150);
  const colors = new Set(new Uint32Array(small.getImageData(0, 0, 300, 150).data.buffer));
  if (colors.size < 100) wrong.push(`the canvas has ${colors.size} colours, expected a map`);
  if (!map.textContent?.includes("A map")) wrong.push(`between the tags is ${JSON.stringify(map.textContent)}, expected what the page wrote there`);
  if (!map.select(place.id)) wrong.push(`select(${JSON.stringify(place.id)}) returned false`);
  const card = () => map.shadowRoot?.querySelector("[part~=card]");
  await until(() => card()?.textContent?.includes(place.name), `no card of ${place.name} has opened`);
  const told = () => document.querySelector("#told")?.textContent?.trim();
  await until(() => told() === `ready ${place.id}`, `the page was told ${JSON.stringify(told())}, expected "ready ${place.id}"`);
  return wrong;
}
