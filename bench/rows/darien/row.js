// The element as the README has it; a story of another size comes in by load().
import { geojsonStory, grow } from "/grow.js";

const query = new URLSearchParams(location.search);
const box = document.getElementById("box");
let map = document.querySelector("darien-map");
let canvas;

if (query.has("wait")) {
  map.remove();
  map = undefined;
}

/** The first picture is painted when the map shows itself: what it asks for after that is not part of it. */
const painted = () =>
  new Promise((done) => {
    const look = () => void (map.shadowRoot?.querySelector(".drawn") && (watch.disconnect(), done()));
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
  const [places, vertices] = ["places", "vertices"].map((name) => Number(query.get(name)));
  if (places || vertices) {
    const story = await (await fetch("/scene/story.json")).json();
    await map.load(geojsonStory(grow(story, { places: places || undefined, vertices: vertices || undefined })));
    await new Promise(requestAnimationFrame);
  }
  await painted();
  canvas = map.shadowRoot.querySelector("canvas");
}

window.row = {
  ready: query.has("wait") ? Promise.resolve() : create().then(() => performance.mark("map")),
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
