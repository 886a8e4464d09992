// Stories as large as the format allows, or as large as a tenth of that. They are made in the page, because their texts are long.
// @ts-check

/**
 * One kind of story.
 * @typedef {object} LargeStory
 * @property {string} name
 * @property {number} positions how many positions it has
 * @property {"line" | "legs" | "chain" | "places" | "main places" | "areas" | "ring" | "rings" | "rivers" | "river" | "states" | "texts" | "chapters"} kind
 * @property {number} count how many features of its kind, or how many positions if it is one line or ring
 */

/** @type {readonly LargeStory[]} */
export const STORIES = [
  { name: "one leg of 100,000 positions", positions: 100_000, kind: "line", count: 99_998 },
  { name: "5,000 legs of 20 positions", positions: 100_000, kind: "legs", count: 4_999 },
  { name: "a route of 50,000 legs", positions: 100_000, kind: "chain", count: 49_999 },
  { name: "100,000 places", positions: 100_000, kind: "places", count: 99_998 },
  { name: "100,000 main places", positions: 100_000, kind: "main places", count: 99_998 },
  { name: "25,000 areas of 4 positions", positions: 100_000, kind: "areas", count: 24_999 },
  { name: "one area of 100,000 positions", positions: 100_000, kind: "ring", count: 99_998 },
  { name: "one area of 25,000 rings", positions: 100_000, kind: "rings", count: 24_999 },
  { name: "50,000 rivers", positions: 100_000, kind: "rivers", count: 49_999 },
  { name: "one river of 100,000 positions", positions: 100_000, kind: "river", count: 99_998 },
  { name: "50,000 states", positions: 50_000, kind: "states", count: 49_998 },
  { name: "500 chapters, each with 500 places", positions: 50_000, kind: "chapters", count: 49_998 },
  { name: "long texts, 60 MB", positions: 1_300, kind: "texts", count: 1_200 },
  { name: "one leg of 499,000 positions", positions: 499_000, kind: "line", count: 498_998 },
  { name: "25,000 legs of 19 positions", positions: 475_000, kind: "legs", count: 24_999 },
  { name: "a route of 190,000 legs", positions: 380_000, kind: "chain", count: 189_998 },
  { name: "199,000 places", positions: 199_000, kind: "places", count: 198_998 },
  { name: "100,000 areas of 4 positions", positions: 400_000, kind: "areas", count: 99_999 },
  { name: "one area of 499,000 positions", positions: 499_000, kind: "ring", count: 498_998 },
  { name: "one area of 120,000 rings", positions: 480_000, kind: "rings", count: 119_999 },
  { name: "190,000 rivers", positions: 380_000, kind: "rivers", count: 189_999 },
  { name: "one river of 499,000 positions", positions: 499_000, kind: "river", count: 498_998 },
];

/**
 * Makes the text of a story, as `globalThis.text`. It must not use anything outside itself, because it runs in the page.
 * @param {LargeStory} story
 */
export function makers({ kind, count }) {
  /** @typedef {[number, number]} Position */
  /** A spiral over a large part of a continent, like the seeds of a sunflower. */
  const seed = (/** @type {number} */ i, /** @type {number} */ all) => {
    const [r, turn] = [9.5 * Math.sqrt(i / all), i * 2.399963];
    return /** @type {Position} */ ([-86 + r * Math.cos(turn), 14 + r * Math.sin(turn)]);
  };
  /** A walk that winds about its way. */
  const walk = (/** @type {number} */ i, /** @type {number} */ all) => {
    const t = i / all;
    const wind = Math.sin(t * 900) * 0.08 + Math.cos(t * 7000) * 0.01;
    return /** @type {Position} */ ([-77 - t * 20 + wind, 8 + t * 18 - wind]);
  };
  const round = (/** @type {number} */ i, /** @type {number} */ all) => {
    const [r, turn] = [8 + Math.sin((i / all) * 3000), (i / all) * 2 * Math.PI];
    return /** @type {Position} */ ([-86 + r * Math.cos(turn), 14 + r * Math.sin(turn)]);
  };
  const triangle = (/** @type {Position} */ [x, y], /** @type {number} */ size) => [0, 2, 4, 0].map((t) => [x + size * Math.cos(t), y + size * Math.sin(t)]);
  const feature = (/** @type {object} */ properties, /** @type {string} */ type, /** @type {unknown} */ coordinates, id = {}) => ({ type: "Feature", ...id, properties, geometry: { type, coordinates } });
  const place = (/** @type {number} */ i, /** @type {Position} */ at, properties = {}) => feature({ name: `Place ${i}`, ...properties }, "Point", at, { id: `p${i}` });
  const numbers = Array.from({ length: count }, (_, i) => i);
  const end = place(count + 1, [-97, 26], { rank: "main" });
  const ends = [place(count, [-77, 8], { rank: "main" }), end];
  let members = {};
  /** @type {object[]} */
  let features = [];
  switch (kind) {
    case "line":
      features = [feature({ mode: "foot" }, "LineString", numbers.map((i) => walk(i, count)))];
      break;
    case "legs":
      features = numbers.map((i) => feature({ mode: "foot" }, "LineString", Array.from({ length: 19 }, (_, k) => seed(i * 19 + k, count * 19))));
      break;
    case "chain":
      features = numbers.map((i) => feature({ mode: "road" }, "LineString", [walk(i, count), walk(i + 1, count)]));
      break;
    case "places":
      features = numbers.map((i) => place(i, seed(i, count)));
      break;
    case "main places":
      features = numbers.map((i) => place(i, seed(i, count), { rank: "main" }));
      break;
    case "areas":
      features = numbers.map((i) => feature({ name: `Area ${i}`, kind: "region" }, "Polygon", [triangle(seed(i, count), 0.1)]));
      break;
    case "ring":
      features = [feature({ name: "Area", kind: "region" }, "Polygon", [[...numbers.map((i) => round(i, count)), round(0, count)]])];
      break;
    case "rings":
      features = [feature({ name: "Area", kind: "region" }, "MultiPolygon", numbers.map((i) => [triangle(seed(i, count), 0.05)]))];
      break;
    case "rivers":
      features = numbers.map((i) => feature({ name: `River ${i}`, kind: "river" }, "LineString", [walk(i, count), seed(i, count)]));
      break;
    case "river":
      features = [feature({ name: "River", kind: "river" }, "LineString", numbers.map((i) => walk(i, count)))];
      break;
    case "states":
      features = numbers.map((i) => place(i, seed(i, count), { kind: "state" }));
      break;
    case "chapters": {
      features = numbers.map((i) => place(i, seed(i, count)));
      const lit = (/** @type {number} */ c) => Array.from({ length: 500 }, (_, k) => `p${(c * 97 + k) % count}`);
      members = { chapters: Array.from({ length: 500 }, (_, c) => ({ title: `Chapter ${c}`, text: "A text. ".repeat(50), place: `p${c}`, lit: lit(c) })) };
      break;
    }
    case "texts":
      features = numbers.map((i) => place(i, seed(i, count), { summary: "A long text of many words. ".repeat(1800), rank: i % 9 ? "context" : "main" }));
      break;
  }
  const text = JSON.stringify({ type: "FeatureCollection", title: "A large story", ...members, features: [...ends, ...features] });
  Object.assign(globalThis, { text });
}
