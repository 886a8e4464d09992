// From listeners to engine calls: the one place that decides which gesture is the map's.

import type { EngineApi } from "./engine.js";

/** Calls the engine if it is there, then looks after what the call brought about. */
export type Call = (use: (engine: EngineApi) => void, interrupts: boolean) => void;

/** The one clock of the map, in seconds. */
export const now = (): number => performance.now() / 1000;

export function listen(canvas: HTMLCanvasElement, call: Call): void {
  ["down", "move", "up", "cancel", "leave"].forEach((name, phase) => {
    const pointer = (event: PointerEvent) => {
      if (event.button > 0) return;
      // A drag goes on outside the canvas. A pointer that no hand holds cannot be held here either.
      if (!phase && event.isTrusted) canvas.setPointerCapture(event.pointerId);
      const kind = { mouse: 0, touch: 1 }[event.pointerType] ?? 2;
      call((engine) => {
        engine.pointer(phase, event.pointerId, kind, event.offsetX, event.offsetY, now());
        canvas.style.cursor = ["grab", "grabbing", "pointer"][engine.cursor()] ?? "";
      }, !phase);
    };
    canvas.addEventListener(`pointer${name}` as "pointerdown", pointer);
  });

  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    // Lines and pages in px; a pinch on a trackpad comes as a wheel with Ctrl, in far smaller steps.
    const unit = event.deltaMode === 1 ? 25 : event.deltaMode === 2 ? 500 : 1;
    const delta = event.deltaY * unit * (event.ctrlKey ? 10 : 1);
    call((engine) => engine.wheel(event.offsetX, event.offsetY, delta, now()), true);
  };
  // Not passive: the page must not scroll under a map that zooms.
  canvas.addEventListener("wheel", wheel, { passive: false });

  canvas.onkeydown = (event) => {
    const zoom = { "+": 1, "=": 1, "-": -1, "0": 0 }[event.key];
    if (zoom === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    call((engine) => (zoom ? engine.zoomBy(zoom, now()) : engine.fit(now())), true);
  };
}
