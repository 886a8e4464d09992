// Canvases and their 2d contexts.

/** A canvas that is never shown, for the engine to keep a picture on. */
export const offscreen = (width = 1, height = 1): CanvasRenderingContext2D =>
  context2d(Object.assign(document.createElement("canvas"), { width, height }));

/**
 * What a canvas is painted with. One that is `seen` goes to the screen past the page's layout, which halves what a
 * dragged map costs the browser; not where that means being painted before the reader's eyes.
 */
export function context2d(canvas: HTMLCanvasElement, seen = false): CanvasRenderingContext2D {
  const desynchronized = seen && !/Android|CrOS/.test(navigator.userAgent);
  const context = canvas.getContext("2d", { alpha: !seen, desynchronized });
  if (!context) throw new Error("got no 2d context from a canvas");
  return context;
}

/** The pixels of an image file, and a canvas of its own for them. */
export async function pixelsOf(file: Uint8Array<ArrayBuffer>): Promise<[Uint8ClampedArray, CanvasRenderingContext2D]> {
  const bitmap = await createImageBitmap(new Blob([file]));
  const { width, height } = bitmap;
  const context = offscreen(width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return [context.getImageData(0, 0, width, height).data, context];
}

let clear: boolean | undefined;

/** Whether a canvas gives back what was painted on it, or nearly: browsers that hide who reads may give noise. */
export function readable(): boolean {
  if (clear === undefined) {
    const context = offscreen();
    context.fillRect(0, 0, 1, 1);
    clear = context.getImageData(0, 0, 1, 1).data.every((value, i) => value < 9 === i < 3);
  }
  return clear;
}
