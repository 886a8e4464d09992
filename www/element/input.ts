// From listeners to engine calls: the one place that decides which gesture is the map's.

import type { Call } from "./contracts.js";

/** The one clock of the map, in seconds. */
export const now = (): number => performance.now() / 1000;

/** Moves by one arrow key, in CSS px. */
const STEP = 80;

/** `free`: whether one finger and a plain wheel are the map's; else they are the page's. */
export function listen(canvas: HTMLCanvasElement, call: Call, free: () => boolean, hint: () => void): void {
  ["down", "move", "up", "cancel", "leave"].forEach((name, phase) => {
    const pointer = (event: PointerEvent) => {
      if (event.button > 0) return;
      // A drag goes on outside the canvas. A pointer that no hand holds cannot be held here either.
      if (!phase && event.isTrusted) canvas.setPointerCapture(event.pointerId);
      const kind = { mouse: 0, touch: 1 }[event.pointerType] ?? 2;
      call((engine) => {
        if (!phase) engine.setFree(free());
        engine.pointer(phase, event.pointerId, kind, event.offsetX, event.offsetY, now());
        canvas.style.cursor = ["grab", "grabbing", "pointer"][engine.cursor()] ?? "";
      }, !phase);
    };
    canvas.addEventListener(`pointer${name}` as "pointerdown", pointer);
  });
  // A pen comes near before it touches: then there is time to keep the page from scrolling under it.
  canvas.onpointerenter = ({ pointerType }) => (canvas.style.touchAction = pointerType === "pen" ? "none" : "");
  // Two fingers are the map's, and so is the one that stays when the other is lifted. Not passive: the page
  // must not scroll or grow under them.
  let ours = false;
  canvas.ontouchstart = ({ touches }) => void (ours = touches.length > 1);
  const touch = (event: TouchEvent) => {
    if (ours && event.cancelable) event.preventDefault();
  };
  canvas.addEventListener("touchmove", touch, { passive: false });

  const wheel = (event: WheelEvent) => {
    // The mode first: if Firefox has been asked for it, it tells a mouse's notch as three lines, else in px.
    const { deltaMode, deltaY, ctrlKey } = event;
    if (!(free() || ctrlKey || event.metaKey)) return hint();
    event.preventDefault();
    // Lines and pages, a mouse's, in px; a pinch on a trackpad comes as a wheel with Ctrl, in far smaller steps.
    const pinch = ctrlKey && Math.abs(deltaY) < 50;
    const unit = deltaMode ? (deltaMode > 1 ? 500 : 25) : pinch ? 10 : 1;
    call((engine) => engine.wheel(event.offsetX, event.offsetY, deltaY * unit, now()), true);
  };
  // Not passive: the page must not scroll under a map that zooms.
  canvas.addEventListener("wheel", wheel, { passive: false });

  canvas.onkeydown = (event) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    call((engine) => {
      engine.setNumbered(true);
      const arrow = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
      const zoom = { "+": 1, "=": 1, "-": -1 }[key];
      if (arrow) engine.panBy((arrow[0] ?? 0) * STEP, (arrow[1] ?? 0) * STEP, now());
      else if (zoom) engine.zoomBy(zoom, now());
      else if (key === "0") engine.fit(now());
      else if (/^[1-9]$/.test(key)) engine.selectNumber(Number(key));
      else return;
      event.preventDefault();
    }, true);
  };
}
