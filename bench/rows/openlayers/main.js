// OpenLayers, with vector layers as its documentation makes them.
//
// For very many points it has a faster layer (WebGLVectorLayer), and one that draws less often while it
// moves (VectorImageLayer); both are asked for by name, and are not what a plain map uses.
// @ts-check
import GeoJSON from "ol/format/GeoJSON.js";
import VectorLayer from "ol/layer/Vector.js";
import Map from "ol/Map.js";
import { fromLonLat, transformExtent } from "ol/proj.js";
import VectorSource from "ol/source/Vector.js";
import View from "ol/View.js";
import { BORDER, BOX, FIRST, LAND, PADDING, ROUTE, fetchJson, placeFeatures, routeFeature, row } from "../common.js";

row("geojson.json", async (scene) => {
  const format = new GeoJSON({ featureProjection: "EPSG:3857" });
  /**
   * @param {object} geojson
   * @param {import("ol/style/flat.js").FlatStyle} style
   */
  const layer = (geojson, style) =>
    new VectorLayer({ source: new VectorSource({ features: format.readFeatures(geojson) }), style });

  const [land, borders] = (await fetchJson(scene.ground)).features;
  const places = layer(placeFeatures(scene), {
    "circle-radius": 4,
    "circle-fill-color": "#fff",
    "circle-stroke-color": ROUTE,
    "circle-stroke-width": 1.5,
  });
  const view = new View();
  const map = new Map({
    target: BOX,
    controls: [],
    layers: [
      layer(land, { "fill-color": LAND }),
      layer(borders, { "stroke-color": BORDER, "stroke-width": 1 }),
      layer(routeFeature(scene), { "stroke-color": ROUTE, "stroke-width": 3 }),
      places,
    ],
    view,
  });
  const drawn = new Promise((resolve) => map.once("rendercomplete", resolve));
  const padding = [PADDING, PADDING, PADDING, PADDING];
  view.fit(transformExtent([...FIRST], "EPSG:4326", "EPSG:3857"), { padding });
  await drawn;

  return {
    fly: (lon, lat, zoom, seconds) =>
      new Promise((resolve) => {
        view.animate({ center: fromLonLat([lon, lat]), zoom, duration: seconds * 1000 }, resolve);
      }),
    show(lon, lat, zoom) {
      view.setCenter(fromLonLat([lon, lat]));
      view.setZoom(zoom);
      map.renderSync();
    },
    over(x, y) {
      const found = map.forEachFeatureAtPixel([x, y], (feature) => feature, { layerFilter: (one) => one === places });
      return found?.get("id");
    },
    destroy() {
      map.setTarget(undefined);
      map.dispose();
    },
  };
});
