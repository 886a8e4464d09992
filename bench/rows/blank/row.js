// What a page costs that draws nothing: subtracted from all others.
const body = document.body;
let canvas = document.getElementById("map");
let last = 0;
function paint() {
  const context = canvas.getContext("2d");
  context.fillStyle = "#dfe9ee";
  context.fillRect(0, 0, 1000, 700);
  canvas.addEventListener("pointermove", (event) => (last = event.offsetX));
}
paint();
/** When the frame that shows the map has been made: then the one after it begins. */
const framed = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
async function shown() {
  performance.mark("drawn");
  await framed();
  performance.mark("map");
}

window.row = {
  ready: Promise.resolve().then(shown),
  async create() {
    canvas = document.createElement("canvas");
    canvas.width = 1000;
    canvas.height = 700;
    body.append(canvas);
    paint();
  },
  destroy: () => canvas.remove(),
  fly: (lon, lat, zoom, seconds) => new Promise((done) => setTimeout(done, seconds * 1000)),
  show() {},
  over(x, y) {
    canvas.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y, bubbles: true }));
    return last;
  },
};
