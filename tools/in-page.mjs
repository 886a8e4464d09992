// Functions that tests and the benchmark run in a page. They must not use anything outside themselves.
// @ts-check

/**
 * How much two pictures differ: the share of pixels, 0 to 1. Each picture is compared with the other, and the larger share
 * counts. A pixel differs if none of the nine pixels at and around its position in the other picture is within 32 levels of it
 * in every channel. So edges may be smoothed differently, but nothing may be missing, moved by more than a pixel or of another
 * colour.
 * @param {readonly string[]} addresses of two pictures
 */
export async function difference(addresses) {
  const [one, two] = await Promise.all(addresses.map(async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (!context) throw new Error("no context");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, width, height);
  }));
  if (!one || !two || one.width !== two.width || one.height !== two.height) return 1;
  const { width, height } = one;
  /** @param {Uint8ClampedArray} from @param {Uint8ClampedArray} other */
  const unmatched = (from, other) => {
    let count = 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let matched = false;
        for (let n = 0; n < 9 && !matched; n++) {
          const [u, v] = [x + (n % 3) - 1, y + Math.floor(n / 3) - 1];
          if (u < 0 || v < 0 || u >= width || v >= height) continue;
          const [i, j] = [(y * width + x) * 4, (v * width + u) * 4];
          matched = [0, 1, 2].every((c) => Math.abs((from[i + c] ?? 0) - (other[j + c] ?? 0)) <= 32);
        }
        if (!matched) count++;
      }
    }
    return count / (width * height);
  };
  return Math.max(unmatched(one.data, two.data), unmatched(two.data, one.data));
}

/**
 * The average lightness of a map's canvas, from 0 to 255.
 * @param {Element} map
 */
export function lightness(map) {
  const canvas = map.shadowRoot?.querySelector("canvas");
  const one = new OffscreenCanvas(8, 8).getContext("2d");
  if (!canvas || !one) return NaN;
  one.drawImage(canvas, 0, 0, 8, 8);
  const { data } = one.getImageData(0, 0, 8, 8);
  return data.filter((_, i) => i % 4 < 3).reduce((sum, value) => sum + value, 0) / (64 * 3);
}

/**
 * Keeps count of the frames and files that the page has asked for and not got yet, for `untilQuiet`. It must run before the
 * page's own scripts.
 */
export function countWork() {
  const { requestAnimationFrame, cancelAnimationFrame, fetch } = globalThis;
  /** @type {Set<number>} */
  const frames = new Set();
  const work = { frames, files: 0, nextFrame: requestAnimationFrame.bind(globalThis) };
  Object.assign(globalThis, { work });
  globalThis.requestAnimationFrame = (callback) => {
    const id = requestAnimationFrame((time) => {
      frames.delete(id);
      callback(time);
    });
    frames.add(id);
    return id;
  };
  globalThis.cancelAnimationFrame = (id) => {
    frames.delete(id);
    cancelAnimationFrame(id);
  };
  globalThis.fetch = async (...request) => {
    work.files++;
    try {
      return await fetch(...request);
    } finally {
      work.files--;
    }
  };
}

/** Waits until the page has asked for no frame and no file for ten frames, so that nothing will change without a reader. */
export async function untilQuiet() {
  /** @typedef {{ frames: Set<number>, files: number, nextFrame: typeof requestAnimationFrame }} Work */
  const { work } = /** @type {{ work: Work }} */ (/** @type {unknown} */ (globalThis));
  for (let quiet = 0; quiet < 10; quiet++) {
    await new Promise((go) => work.nextFrame(go));
    if (work.frames.size || work.files) quiet = -1;
  }
}
