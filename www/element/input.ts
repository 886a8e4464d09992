// From listeners to engine calls: the one place that decides which gesture is the map's.

import { Phase, type EngineApi } from "./engine.js";

/** Calls the engine if it is there, then looks after what the call brought about. */
export type Call = (use: (engine: EngineApi) => void, interrupts: boolean) => void;

const KINDS = ["mouse", "touch", "pen"];

/** The one clock of the map, in seconds. */
export const now = (): number => performance.now() / 1000;

export function listen(canvas: HTMLCanvasElement, call: Call): void {
  const pointer = (event: PointerEvent, phase: Phase) => {
    const kind = Math.max(0, KINDS.indexOf(event.pointerType));
    call((engine) => {
      engine.pointer(phase, event.pointerId, kind, event.offsetX, event.offsetY, now());
      canvas.style.cursor = engine.cursor();
    }, phase === Phase.Down);
  };
  canvas.onpointerdown = (event) => {
    if (event.button) return;
    // A drag goes on outside the canvas. A pointer that is gone already cannot be held.
    if (event.isTrusted) canvas.setPointerCapture(event.pointerId);
    pointer(event, Phase.Down);
  };
  canvas.onpointermove = (event) => pointer(event, Phase.Move);
  canvas.onpointerup = (event) => event.button || pointer(event, Phase.Up);
  canvas.onpointercancel = (event) => pointer(event, Phase.Cancel);
  canvas.onpointerleave = (event) => pointer(event, Phase.Leave);

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
