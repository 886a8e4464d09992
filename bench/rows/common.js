// What every page of the comparison shares: its parameters, its scene and the object by which the bench controls it.
//
// Parameters: geo=raw|ours|world (ours if absent; world: a story in the Mediterranean), places=N or vertices=N (the story's own if
// absent), wait (the map is made only when `row.create()` is called).
// @ts-check
/** @typedef {import("../grow.js").Story} Story */
/** @typedef {Story & { ground: string }} Scene `ground`: the address of land and borders */
/**
 * A mounted map. Zooms are those of 256-pixel tiles.
 * @typedef {object} Mounted
 * @property {(lon: number, lat: number, zoom: number, seconds: number) => Promise<unknown>} fly the
 *   library's own flight; resolves at its end
 * @property {(lon: number, lat: number, zoom: number) => void} show another view at once
 * @property {() => Promise<void>} [settled] resolves when the view shown is drawn sharp, for a library
 *   that cannot do that in one frame
 * @property {(x: number, y: number) => string | undefined} over id of the place at a point of the box
 * @property {() => void} destroy takes the map away
 */

/** The box to draw in. */
export const BOX = /** @type {HTMLElement} */ (document.getElementById("map"));
export const [WIDTH, HEIGHT] = [1000, 700];
export const PADDING = 40;

export const LAND = "#f3efe6";
export const BORDER = "#9a9a9a";
export const ROUTE = "#c0392b";
export const SEA = "#dfe9ee";

const parameters = new URLSearchParams(location.search);
const geo = parameters.get("geo") ?? "ours";
/** The bounds of the first view, before the padding. West, south, east, north. */
export const FIRST = /** @type {readonly [number, number, number, number]} */ (geo === "world" ? [10.76, 32.93, 15.64, 38.11] : [-99, 6, -74, 28]);

/**
 * Makes `window.row`, and the map unless it is to wait.
 * @param {"json" | "geojson.json"} form TopoJSON or GeoJSON, whichever the library's own examples take
 * @param {(scene: Scene) => Promise<Mounted>} mount makes the map; resolves when it has been drawn
 */
export function row(form, mount) {
  /** @type {Promise<Scene> | undefined} */
  let scene;
  /** @type {Mounted | undefined} */
  let mounted;
  /** @type {() => void} */
  let drawn = () => {};
  const ready = /** @type {Promise<void>} */ (new Promise((resolve) => (drawn = resolve)))
    .then(() => performance.mark("drawn"))
    .then(framed)
    .then(() => {
      performance.mark("map");
      // Nothing comes later.
      performance.mark("whole");
    });

  const there = () => {
    if (!mounted) throw new Error("Got no map, expected create() to have been called");
    return mounted;
  };
  const row = {
    ready,
    async create() {
      mounted = await mount(await (scene ??= fetchScene(form)));
    },
    destroy() {
      there().destroy();
      mounted = undefined;
    },
    /** @type {(...where: Parameters<Mounted["fly"]>) => Promise<void>} */
    async fly(...where) {
      await there().fly(...where);
    },
    /** @type {Mounted["show"]} */
    show: (...where) => there().show(...where),
    async settled() {
      await there().settled?.();
    },
    /** @type {Mounted["over"]} */
    over: (x, y) => there().over(x, y),
  };
  Object.assign(window, { row });
  if (!parameters.has("wait")) void row.create().then(drawn);
}

/** When the frame that shows the map has been made: then the one after it begins. */
const framed = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/**
 * @param {string} form
 * @returns {Promise<Scene>}
 */
async function fetchScene(form) {
  const ground = `/scene/${geo}.${form}`;
  const grown = ["places", "vertices"].find((what) => parameters.has(what));
  const name = grown ? `${grown}-${parameters.get(grown)}` : geo === "world" ? "elsewhere" : "story";
  const story = await fetchJson(`/scene/${name}.json`);
  return { ...story, ground };
}

/** @param {string} url */
export async function fetchJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: got ${response.status}, expected 200`);
  return response.json();
}

/**
 * The places as GeoJSON.
 * @param {Story} story
 * @returns {import("geojson").FeatureCollection<import("geojson").Point>}
 */
export function placeFeatures({ places }) {
  return {
    type: "FeatureCollection",
    features: places.map(({ id, name, lon, lat }) => ({
      type: "Feature",
      id,
      properties: { id, name },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  };
}

/**
 * The route as GeoJSON.
 * @param {Story} story
 * @returns {import("geojson").Feature<import("geojson").MultiLineString>}
 */
export function routeFeature({ legs }) {
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: legs } };
}
