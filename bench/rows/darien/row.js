// The element as in the README; a story of another size is loaded by its address.

const query = new URLSearchParams(location.search);
const box = document.getElementById("box");
let map = document.querySelector("darien-map");
let canvas;

if (query.has("wait")) {
  map.remove();
  map = undefined;
}

/** The phases from which the map is drawn, without words, shown, with them, and complete. */
const DRAWN = ["drawn", "shown", "ready"];
const SHOWN = ["shown", "ready"];
const READY = ["ready"];

/** When the map is in one of these phases. */
const reached = (phases) =>
  new Promise((done) => {
    const look = () => void (phases.includes(map.shadowRoot?.querySelector(".map")?.dataset.phase) && (watch.disconnect(), done()));
    const watch = new MutationObserver(look);
    watch.observe(map.shadowRoot, { attributes: true, childList: true, subtree: true });
    look();
  });

async function create() {
  await customElements.whenDefined("darien-map");
  if (!map) {
    map = document.createElement("darien-map");
    map.setAttribute("gestures", "free");
    box.append(map);
  }
  const grown = ["places", "vertices"].find((what) => query.has(what));
  const loading = grown ? map.load(`/scene/${grown}-${query.get(grown)}.geojson`) : undefined;
  await Promise.race([reached(DRAWN), new Promise((_, fail) => loading?.catch(fail))]);
  canvas = map.shadowRoot.querySelector("canvas");
}

/** When the frame that shows the map has been made: then the one after it begins. */
const framed = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

async function show() {
  await create();
  performance.mark("drawn");
  void reached(SHOWN).then(framed).then(() => performance.mark("names"));
  void reached(READY).then(framed).then(() => performance.mark("whole"));
  await framed();
  performance.mark("map");
}

window.row = {
  ready: query.has("wait") ? Promise.resolve() : show(),
  create,
  destroy() {
    map.remove();
    map = undefined;
  },
  fly: (lon, lat, zoom, seconds) => map.flyTo({ lon, lat, zoom }, { duration: seconds }),
  show: (lon, lat, zoom) => map.jumpTo({ lon, lat, zoom }),
  over(x, y) {
    const at = { clientX: x, clientY: y, pointerId: 1, pointerType: "mouse", bubbles: true, composed: true };
    canvas.dispatchEvent(new PointerEvent("pointermove", at));
  },
};
