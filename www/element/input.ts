// Turns DOM events into calls of the engine. Only this file decides which gestures move the map and which scroll the page.

import type { Call } from "./contracts.js";
import { zoomOf } from "./watch.js";

/** The clock of the map, in seconds. */
export const now = (): number => performance.now() / 1000;

/** How long after a tap a second one makes it a double tap, in seconds. `DOUBLE_TAP_SECONDS` of src/gestures.rs is the same. */
export const SECOND_TAP = 0.35;

/** Distance for one press of an arrow key or button, in CSS px. */
export const STEP = 80;

/** Where an event is, in CSS px of the canvas. In a page with CSS `zoom`, browsers do not agree on `offsetX`. */
function pointOf({ offsetX, offsetY, clientX, clientY }: MouseEvent, canvas: HTMLCanvasElement): [number, number] {
  const zoom = zoomOf(canvas);
  if (zoom === 1) return [offsetX, offsetY];
  // Browsers without this property measure boxes in px of the zoomed element, but events in px of the window.
  if (canvas.currentCSSZoom === undefined) return [offsetX / zoom, offsetY / zoom];
  const { x, y, width } = canvas.getBoundingClientRect();
  const scale = width / canvas.offsetWidth;
  return [(clientX - x) / scale, (clientY - y) / scale];
}

/** `free`: whether one finger and the wheel alone move the map. If not, they scroll the page. */
export function listen(canvas: HTMLCanvasElement, call: Call, free: () => boolean, hint: () => void): void {
  // A pointer that was pressed elsewhere and is lifted over the map does nothing.
  let pressed = false;
  ["down", "move", "up", "cancel", "leave"].forEach((name, phase) => {
    const pointer = (event: PointerEvent) => {
      if (event.button > 0) return;
      // A drag continues outside the canvas. Pointers of synthetic events cannot be captured.
      if (!phase && event.isTrusted) canvas.setPointerCapture(event.pointerId);
      const kind = { mouse: 0, touch: 1 }[event.pointerType] ?? 2;
      const lifted = phase === 2 && pressed;
      if (phase !== 1) pressed = !phase;
      call((engine) => {
        if (!phase) engine.setOneFingerPans(free());
        // When it happened, by the clock of this script: on a slow machine it may arrive too late to be the second of two taps.
        const time = event.timeStamp + (event.view?.performance ?? performance).timeOrigin - performance.timeOrigin;
        engine.pointer(phase, event.pointerId, kind, ...pointOf(event, canvas), time / 1000);
        canvas.style.cursor = ["grab", "grabbing", "pointer"][engine.cursor()] ?? "";
      }, lifted);
    };
    canvas.addEventListener(`pointer${name}` as "pointerdown", pointer);
  });
  // A pen hovers before it touches, so there is time to turn off scrolling for it.
  canvas.onpointerenter = ({ pointerType }) => (canvas.style.touchAction = pointerType === "pen" ? "none" : "");
  // Two fingers move the map; so does the one that remains when the other is lifted. The listener is not passive, because the
  // page must not scroll or zoom meanwhile.
  let ours = false;
  canvas.ontouchstart = ({ touches }) => void (ours = touches.length > 1);
  const touch = (event: TouchEvent) => {
    if (ours && event.cancelable) event.preventDefault();
  };
  canvas.addEventListener("touchmove", touch, { passive: false });

  const wheel = (event: WheelEvent) => {
    // Read `deltaMode` before `deltaY`: only then Firefox gives a step of the wheel in lines instead of px.
    const { deltaMode, deltaY, ctrlKey } = event;
    if (!(free() || ctrlKey || event.metaKey)) return hint();
    event.preventDefault();
    // Convert lines and pages to px. A pinch on a trackpad arrives as a wheel event with Ctrl, in much smaller steps.
    const pinch = ctrlKey && Math.abs(deltaY) < 50;
    const unit = deltaMode ? (deltaMode > 1 ? 500 : 25) : pinch ? 10 : 1;
    call((engine) => engine.wheel(...pointOf(event, canvas), deltaY * unit, now()), true);
  };
  // Not passive, because the page must not scroll while the map zooms.
  canvas.addEventListener("wheel", wheel, { passive: false });

  canvas.onkeydown = (event) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
    const zoom = { "+": 1, "=": 1, "-": -1, "0": 0 }[key];
    // Any other key, such as Tab, leaves the map as it is.
    const moves = Boolean(arrow) || zoom !== undefined;
    if (moves) event.preventDefault();
    call((engine) => {
      engine.setNumbered(true);
      if (arrow) engine.panBy((arrow[0] ?? 0) * STEP, (arrow[1] ?? 0) * STEP, now());
      else if (zoom) engine.zoomBy(zoom, now());
      else if (moves) engine.fit(now());
    }, moves);
  };
}
