// Canvases and their 2d contexts.

/** The context of a canvas that is not in the document. The engine keeps bitmaps on it. */
export const offscreen = (width = 1, height = 1): CanvasRenderingContext2D =>
  context2d(Object.assign(document.createElement("canvas"), { width, height }));

/**
 * The 2d context of a canvas. If the canvas is visible (`seen`), the context is desynchronized: the browser does half the work
 * while the map is dragged. Android and ChromeOS are excluded, because unfinished frames would be visible there.
 */
export function context2d(canvas: HTMLCanvasElement, seen = false): CanvasRenderingContext2D {
  const desynchronized = seen && !/Android|CrOS/.test(navigator.userAgent);
  const context = canvas.getContext("2d", { alpha: !seen, desynchronized });
  if (!context) throw new Error("got no 2d context from a canvas");
  return context;
}

/** Decodes an image file. Returns its pixels and the context of a new canvas that shows them. */
export async function pixelsOf(file: Uint8Array<ArrayBuffer>): Promise<[Uint8ClampedArray, CanvasRenderingContext2D]> {
  const bitmap = await createImageBitmap(new Blob([file]));
  const { width, height } = bitmap;
  const context = offscreen(width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return [context.getImageData(0, 0, width, height).data, context];
}

/** Whether reading a canvas returns the painted colours. Browsers that prevent fingerprinting may return noise. */
export function readable(): boolean {
  const context = offscreen();
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data.every((value, i) => value < 9 === i < 3);
}
