// The story at any size: with any number of places and vertices, the same ones in every run.
// @ts-check

/** @typedef {[number, number]} LonLat */
/** @typedef {{ id: string, name: string, lon: number, lat: number }} Place */
/** @typedef {{ legs: LonLat[][], places: Place[] }} Story */

/** Where places may be: the area of the first view. West, south, east, north in degrees. */
const CORRIDOR = { west: -99, south: 6, east: -74, north: 28 };
/** How far from the route a place may be, in degrees. */
const SPREAD = 2.5;

/**
 * The story with the given numbers of places and route vertices; without a number, the story's own.
 * @param {Story} story
 * @param {{ places?: number | undefined, vertices?: number | undefined }} size
 * @returns {Story}
 */
export function grow(story, { places, vertices }) {
  return {
    legs: vertices === undefined ? story.legs : resample(story.legs, vertices),
    places: places === undefined ? story.places : scatter(story.legs, places),
  };
}

/**
 * A generator of numbers in [0, 1): a linear congruential one (Numerical Recipes), so that every
 * library gets the same scene in every run.
 * @param {number} seed
 */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Places around the route.
 * @param {LonLat[][]} legs
 * @param {number} count
 */
function scatter(legs, count) {
  const next = random(1);
  const lengths = legs.map(length);
  const all = lengths.reduce((sum, one) => sum + one, 0);
  /** @type {Place[]} */
  const places = [];
  while (places.length < count) {
    let along = next() * all;
    let leg = 0;
    while (leg < legs.length - 1 && along > (lengths[leg] ?? 0)) along -= lengths[leg++] ?? 0;
    const [lon, lat] = pointAt(legs[leg] ?? [], along);
    // The sum of two random numbers is mostly near the middle: dense at the route, sparse far from it.
    const place = { lon: lon + (next() + next() - 1) * SPREAD, lat: lat + (next() + next() - 1) * SPREAD };
    const { west, south, east, north } = CORRIDOR;
    if (place.lon < west || place.lon > east || place.lat < south || place.lat > north) continue;
    const number = places.length + 1;
    places.push({ id: `place-${number}`, name: `Place ${number}`, lon: round(place.lon), lat: round(place.lat) });
  }
  return places;
}

/**
 * The legs with this many vertices in all, evenly spaced, but at least two per leg, and each a little
 * off the line: a straight line of many vertices would be easier to draw than a real one.
 * @param {LonLat[][]} legs
 * @param {number} vertices
 */
function resample(legs, vertices) {
  const next = random(2);
  const lengths = legs.map(length);
  const all = lengths.reduce((sum, one) => sum + one, 0);
  const spare = Math.max(0, vertices - 2 * legs.length);
  let walked = 0;
  let given = 0;
  return legs.map((leg, i) => {
    // Shares of a running sum: they add up to exactly the total.
    walked += lengths[i] ?? 0;
    const share = Math.round((spare * walked) / all) - given;
    given += share;
    const count = share + 2;
    let [east, north] = [0, 0];
    return Array.from({ length: count }, (_, k) => {
      const [lon, lat] = pointAt(leg, ((lengths[i] ?? 0) * k) / (count - 1));
      const end = k === 0 || k === count - 1;
      // Drifts off the line and returns, as a recorded track does.
      east = east * 0.8 + (next() - 0.5) * 0.02;
      north = north * 0.8 + (next() - 0.5) * 0.02;
      return /** @type {LonLat} */ (end ? [lon, lat] : [round(lon + east), round(lat + north)]);
    });
  });
}

/**
 * Length of a line, in degrees.
 * @param {LonLat[]} line
 */
function length(line) {
  return line.reduce((sum, point, i) => sum + distance(line[i - 1] ?? point, point), 0);
}

/**
 * @param {LonLat} a
 * @param {LonLat} b
 */
const distance = (a, b) => Math.hypot(b[0] - a[0], b[1] - a[1]);

/** What stands for the points of an empty line. @type {LonLat} */
const NOWHERE = [0, 0];

/**
 * The point at this many degrees along a line.
 * @param {LonLat[]} line
 * @param {number} along
 * @returns {LonLat}
 */
function pointAt(line, along) {
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1] ?? NOWHERE;
    const b = line[i] ?? NOWHERE;
    const step = distance(a, b);
    if (along <= step && step > 0) {
      const t = along / step;
      return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    }
    along -= step;
  }
  return line.at(-1) ?? NOWHERE;
}

/** @param {number} degrees */
const round = (degrees) => Math.round(degrees * 1e5) / 1e5;

/**
 * The story as darien-map reads it: GeoJSON text. The first places are main places with chapters, the others are
 * places on the way: nobody has a story of ten thousand chapters.
 * @param {Story} story
 * @returns {string}
 */
export function geojsonStory({ legs, places }) {
  const features = [
    ...places.map(({ id, name, lon, lat }, i) => ({
      type: "Feature",
      id,
      geometry: { type: "Point", coordinates: [lon, lat] },
      properties: { kind: "stop", rank: i < 25 ? "main" : "context", name: { en: name } },
    })),
    ...legs.map((coordinates, i) => ({
      type: "Feature",
      id: `leg-${i + 1}`,
      geometry: { type: "LineString", coordinates },
      properties: { kind: "leg", mode: "road", certainty: "schematic" },
    })),
  ];
  return JSON.stringify({ type: "FeatureCollection", title: { en: "A story of any size" }, features });
}
