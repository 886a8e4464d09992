// MapLibre GL JS: WebGL, its GeoJSON cut into tiles by its own workers.
// @ts-check
import * as maplibregl from "maplibre-gl";
import * as common from "../common.js";

const { BORDER, BOX, FIRST, LAND, PADDING, ROUTE, SEA, fetchJson } = common;

// Its documentation asks this of every bundler: the worker is a file of its own.
maplibregl.setWorkerUrl(new URL("maplibre-gl-worker.mjs", import.meta.url).href);

common.row("geojson.json", async (scene) => {
  const geojson = (/** @type {import("geojson").GeoJSON} */ data) => ({ type: /** @type {const} */ ("geojson"), data });
  const [land, borders] = (await fetchJson(scene.ground)).features;
  const map = new maplibregl.Map({
    container: BOX,
    style: {
      version: 8,
      sources: {
        land: geojson(land),
        borders: geojson(borders),
        route: geojson(common.routeFeature(scene)),
        places: geojson(common.placeFeatures(scene)),
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": SEA } },
        { id: "land", type: "fill", source: "land", paint: { "fill-color": LAND } },
        { id: "borders", type: "line", source: "borders", paint: { "line-color": BORDER, "line-width": 1 } },
        { id: "route", type: "line", source: "route", paint: { "line-color": ROUTE, "line-width": 3 } },
        {
          id: "places",
          type: "circle",
          source: "places",
          // Its line is outside the radius, not centred on it: the circle has the same size as the others'.
          paint: {
            "circle-radius": 3.25,
            "circle-color": "#fff",
            "circle-stroke-color": ROUTE,
            "circle-stroke-width": 1.5,
          },
        },
      ],
    },
    bounds: [...FIRST],
    fitBoundsOptions: { padding: PADDING },
    attributionControl: false,
    fadeDuration: 0,
  });
  await Promise.all([map.once("load"), map.once("idle")]);

  // Its zoom counts tiles of 512 pixels.
  const zoom256 = (/** @type {number} */ zoom) => zoom - 1;
  return {
    async fly(lon, lat, zoom, seconds) {
      const end = map.once("moveend");
      // essential: fly even if the system asks for reduced motion.
      map.flyTo({ center: [lon, lat], zoom: zoom256(zoom), duration: seconds * 1000, essential: true });
      await end;
    },
    show(lon, lat, zoom) {
      map.jumpTo({ center: [lon, lat], zoom: zoom256(zoom) });
      // Draws at once with the tiles that are loaded; the workers deliver others some frames later.
      map.redraw();
    },
    async settled() {
      if (!map.loaded() || map.isMoving()) await map.once("idle");
    },
    over: (x, y) => map.queryRenderedFeatures([x, y], { layers: ["places"] })[0]?.properties["id"],
    destroy: () => map.remove(),
  };
});
