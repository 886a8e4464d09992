// d3-geo's paths on a canvas, moved by d3-zoom.
// @ts-check
import { geoMercator, geoPath } from "d3-geo";
import { quadtree } from "d3-quadtree";
import { select } from "d3-selection";
import "d3-transition"; // Gives selections their transition().
import { zoom, zoomIdentity } from "d3-zoom";
import { feature } from "topojson-client";
import * as common from "../common.js";

const { BORDER, BOX, FIRST, HEIGHT, LAND, PADDING, ROUTE, WIDTH } = common;
/** Where a place's circle ends, its line included. */
const REACH = 4.75;

common.row("json", async (scene) => {
  const topology = await common.fetchJson(scene.ground);
  const [west, south, east, north] = FIRST;
  /** @type {import("geojson").MultiPoint} */
  const corners = { type: "MultiPoint", coordinates: [[west, south], [east, north]] };
  // Precision 0: straight lines between vertices, as every other library here draws them.
  const projection = geoMercator()
    .precision(0)
    .fitExtent([[PADDING, PADDING], [WIDTH - PADDING, HEIGHT - PADDING]], corners);

  // Projected once: what moves after that is the canvas' transform, as in d3-zoom's own canvas examples.
  /** @param {import("d3-geo").GeoPermissibleObjects} geojson */
  const path = (geojson) => {
    const path = new Path2D();
    // All that geoPath calls for lines and areas, a Path2D has; the type names beginPath() as well.
    geoPath(projection, /** @type {import("d3-geo").GeoContext} */ (/** @type {unknown} */ (path)))(geojson);
    return path;
  };
  const land = path(feature(topology, topology.objects.land));
  const borders = path(feature(topology, topology.objects.borders));
  const route = path(common.routeFeature(scene));
  const places = scene.places.map(({ id, lon, lat }) => {
    const [x, y] = projection([lon, lat]) ?? [NaN, NaN];
    return { id, x, y };
  });
  /** @typedef {typeof places[number]} Place */
  const tree = /** @type {import("d3-quadtree").Quadtree<Place>} */ (quadtree())
    .x((place) => place.x)
    .y((place) => place.y)
    .addAll(places);

  const ratio = devicePixelRatio;
  const canvas = select(BOX)
    .append("canvas")
    .attr("width", WIDTH * ratio)
    .attr("height", HEIGHT * ratio)
    .style("width", `${WIDTH}px`)
    .style("height", `${HEIGHT}px`);
  const node = /** @type {HTMLCanvasElement} */ (canvas.node());
  const context = /** @type {CanvasRenderingContext2D} */ (node.getContext("2d"));
  let now = zoomIdentity;

  function draw() {
    const { x, y, k } = now;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, WIDTH, HEIGHT);
    context.translate(x, y);
    context.scale(k, k);
    context.fillStyle = LAND;
    context.fill(land);
    context.lineJoin = context.lineCap = "round";
    context.lineWidth = 1 / k;
    context.strokeStyle = BORDER;
    context.stroke(borders);
    context.lineWidth = 3 / k;
    context.strokeStyle = ROUTE;
    context.stroke(route);
    // Circles keep their size: only their positions are zoomed.
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.lineWidth = 1.5;
    context.fillStyle = "#fff";
    for (const place of places) {
      const [left, top] = now.apply([place.x, place.y]);
      if (left < -REACH || left > WIDTH + REACH || top < -REACH || top > HEIGHT + REACH) continue;
      context.beginPath();
      context.arc(left, top, 4, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  }

  const behaviour = /** @type {import("d3-zoom").ZoomBehavior<HTMLCanvasElement, unknown>} */ (zoom()).on(
    "zoom",
    (event) => {
      now = event.transform;
      draw();
    },
  );
  canvas.call(behaviour);
  draw();

  /**
   * The transform that shows a place in the middle, at a zoom of 256-pixel tiles.
   * @param {number} lon
   * @param {number} lat
   * @param {number} level
   */
  function view(lon, lat, level) {
    const k = (256 * 2 ** level) / (2 * Math.PI * projection.scale());
    const [x, y] = projection([lon, lat]) ?? [NaN, NaN];
    return zoomIdentity.translate(WIDTH / 2, HEIGHT / 2).scale(k).translate(-x, -y);
  }

  return {
    fly: (lon, lat, level, seconds) =>
      canvas.transition().duration(seconds * 1000).call(behaviour.transform, view(lon, lat, level)).end(),
    show: (lon, lat, level) => canvas.call(behaviour.transform, view(lon, lat, level)),
    over: (x, y) => tree.find(...now.invert([x, y]), REACH / now.k)?.id,
    destroy() {
      canvas.interrupt().on(".zoom", null).remove();
    },
  };
});
