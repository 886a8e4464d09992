// Polygons and lines cut to a box of degrees.
// @ts-check

/** @typedef {[number, number, number, number]} Box west, south, east, north in degrees */
/** @typedef {import("geojson").Position} Position */

/**
 * Polygons cut to the box; what is outside is left out. A ring that leaves the box more than once is
 * joined along the box's edge (Sutherland–Hodgman), which does not show where it is filled.
 * @param {Position[][][]} polygons
 * @param {Box} box
 */
export function clipPolygons(polygons, box) {
  return polygons
    .map((rings) => rings.map((ring) => clipRing(ring, box)).filter((ring) => ring.length > 3))
    .filter((rings) => rings.length > 0);
}

/**
 * @param {Position[]} ring
 * @param {Box} box
 */
function clipRing(ring, box) {
  // The ring's last position repeats the first: removed while we cut.
  let points = ring.slice(0, -1);
  for (const side of [0, 1, 2, 3]) {
    const axis = side % 2;
    const edge = at(box, side);
    const inside = (/** @type {Position} */ p) => (side < 2 ? at(p, axis) >= edge : at(p, axis) <= edge);
    const before = points;
    points = [];
    for (let i = 0; i < before.length; i++) {
      const [a, b] = [at(before, (i || before.length) - 1), at(before, i)];
      if (inside(a) !== inside(b)) points.push(crossing(a, b, axis, edge));
      if (inside(b)) points.push(b);
    }
  }
  return points.length ? [...points, at(points, 0)] : [];
}

/**
 * Where a segment crosses a side of the box.
 * @param {Position} a
 * @param {Position} b
 * @param {number} axis
 * @param {number} edge
 * @returns {Position}
 */
function crossing(a, b, axis, edge) {
  const t = (edge - at(a, axis)) / (at(b, axis) - at(a, axis));
  const other = at(a, 1 - axis) + t * (at(b, 1 - axis) - at(a, 1 - axis));
  return axis === 0 ? [edge, other] : [other, edge];
}

/**
 * Lines cut to the box: each comes out as its pieces inside the box.
 * @param {Position[][]} lines
 * @param {Box} box
 */
export function clipLines(lines, box) {
  /** @type {Position[][]} */
  const pieces = [];
  for (const line of lines) {
    /** @type {Position[]} */
    let piece = [];
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [at(line, i - 1), at(line, i)];
      const part = clipSegment(a, b, box);
      if (!part) continue;
      if (piece.at(-1) !== part[0]) pieces.push((piece = [part[0]]));
      piece.push(part[1]);
    }
  }
  return pieces;
}

/**
 * The part of a segment inside the box (Liang–Barsky); ends inside the box are returned as the same objects.
 * @param {Position} a
 * @param {Position} b
 * @param {Box} box
 * @returns {[Position, Position] | undefined}
 */
function clipSegment(a, b, box) {
  let [from, to] = [0, 1];
  for (const axis of [0, 1]) {
    const step = at(b, axis) - at(a, axis);
    const low = at(box, axis) - at(a, axis);
    const high = at(box, axis + 2) - at(a, axis);
    if (step === 0) {
      if (low > 0 || high < 0) return undefined;
      continue;
    }
    from = Math.max(from, Math.min(low / step, high / step));
    to = Math.min(to, Math.max(low / step, high / step));
  }
  if (from >= to) return undefined;
  const on = (/** @type {number} */ t) => a.map((from, axis) => from + t * (at(b, axis) - from));
  return [from === 0 ? a : on(from), to === 1 ? b : on(to)];
}

/**
 * The item at an index that is known to be there.
 * @template T
 * @param {readonly T[]} list
 * @param {number} i
 */
export function at(list, i) {
  return /** @type {T} */ (list[i]);
}
