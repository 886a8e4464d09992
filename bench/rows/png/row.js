// The picture that a newsroom would use instead of a map: it does nothing.
const image = document.getElementById("map");
/** When the frame that shows the map has been made: then the one after it begins. */
const framed = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
async function shown() {
  performance.mark("drawn");
  await framed();
  performance.mark("map");
}

window.row = {
  ready: image.decode().then(shown),
  fly: (lon, lat, zoom, seconds) => new Promise((done) => setTimeout(done, seconds * 1000)),
  show() {},
  over() {},
};
