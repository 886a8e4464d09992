// Leaflet, drawn on its canvas.
// @ts-check
import * as L from "leaflet";
import { BORDER, BOX, FIRST, LAND, PADDING, ROUTE, fetchJson, row } from "../common.js";

/**
 * The private members by which Leaflet's canvas finds what the mouse is over.
 * @typedef {object} Hover
 * @property {boolean} _mouseHoverThrottled
 * @property {(event: MouseEvent) => void} _onMouseMove
 * @property {L.CircleMarker | null} [_hoveredLayer]
 */

row("geojson.json", async ({ ground, legs, places }) => {
  const [west, south, east, north] = FIRST;
  // zoomSnap 0: any zoom, as the others have it.
  const map = L.map(BOX, { preferCanvas: true, zoomSnap: 0, zoomControl: false, attributionControl: false });
  map.fitBounds([[south, west], [north, east]], { padding: [PADDING, PADDING], animate: false });

  L.geoJSON(await fetchJson(ground), {
    interactive: false,
    style: (feature) =>
      feature?.properties.kind === "land"
        ? { stroke: false, fillColor: LAND, fillOpacity: 1 }
        : { color: BORDER, weight: 1, fill: false },
  }).addTo(map);
  const route = legs.map((leg) => leg.map(([lon, lat]) => L.latLng(lat, lon)));
  L.polyline(route, { color: ROUTE, weight: 3, interactive: false }).addTo(map);
  /** @type {Map<L.Layer, string>} */
  const ids = new Map();
  const style = { radius: 4, color: ROUTE, weight: 1.5, fillColor: "#fff", fillOpacity: 1 };
  for (const { id, name, lon, lat } of places) {
    ids.set(L.circleMarker([lat, lon], style).bindTooltip(name).addTo(map), id);
  }
  // The canvas is drawn in the next animation frame, which Leaflet asked for before us.
  await new Promise((resolve) => requestAnimationFrame(resolve));

  return {
    fly: (lon, lat, zoom, seconds) =>
      new Promise((resolve) => {
        map.once("moveend", resolve).flyTo([lat, lon], zoom, { duration: seconds });
      }),
    // Leaflet leaves its canvas at a fraction of a pixel after this (an event later than its drawing moves
    // it), so lines are a little blurred until the next move; all of it is drawn again, which is what is measured.
    show: (lon, lat, zoom) => void map.setView([lat, lon], zoom, { animate: false }),
    over(x, y) {
      const box = BOX.getBoundingClientRect();
      const any = ids.keys().next().value;
      if (!any) return undefined;
      // Leaflet has no call for this: its canvas does it at every mouse move, but at most every 32 ms.
      // This is what it then calls; the throttle is lifted, so that it does it every time. As with a real
      // mouse, the tooltip opens where there is one.
      const canvas = /** @type {Hover} */ (/** @type {unknown} */ (map.getRenderer(/** @type {L.Path} */ (any))));
      canvas._mouseHoverThrottled = false;
      canvas._onMouseMove(new MouseEvent("mousemove", { clientX: box.left + x, clientY: box.top + y }));
      return canvas._hoveredLayer ? ids.get(canvas._hoveredLayer) : undefined;
    },
    destroy: () => void map.remove(),
  };
});
