// From listeners to engine calls: the one place that decides which gesture is the map's.

import { Phase, type EngineApi } from "./types.js";

/** Calls the engine if it is there, then looks after what the call brought about. */
export type Call = (use: (engine: EngineApi) => void, interrupts: boolean) => void;

const KINDS = ["mouse", "touch", "pen"];

/** The one clock of the map, in seconds. */
export const now = (): number => performance.now() / 1000;

export function listen(canvas: HTMLCanvasElement, call: Call, signal: AbortSignal): void {
  const pointer = (event: PointerEvent, phase: Phase) => {
    const kind = Math.max(0, KINDS.indexOf(event.pointerType));
    call((engine) => {
      engine.pointer(phase, event.pointerId, kind, event.offsetX, event.offsetY, now());
      canvas.style.cursor = engine.cursor();
    }, phase === Phase.Down);
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    // A drag goes on outside the canvas. A pointer already gone cannot be held, and need not be.
    if (event.isTrusted) canvas.setPointerCapture(event.pointerId);
    pointer(event, Phase.Down);
  };
  canvas.addEventListener("pointerdown", down, { signal });
  canvas.addEventListener("pointermove", (event) => pointer(event, Phase.Move), { signal });
  canvas.addEventListener("pointerup", (event) => event.button === 0 && pointer(event, Phase.Up), { signal });
  canvas.addEventListener("pointercancel", (event) => pointer(event, Phase.Cancel), { signal });
  canvas.addEventListener("pointerleave", (event) => pointer(event, Phase.Leave), { signal });

  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    // Lines and pages in px; a pinch on a trackpad comes as a wheel with Ctrl, in far smaller steps.
    const unit = event.deltaMode === 1 ? 25 : event.deltaMode === 2 ? 500 : 1;
    const delta = event.deltaY * unit * (event.ctrlKey ? 10 : 1);
    call((engine) => engine.wheel(event.offsetX, event.offsetY, delta, now()), true);
  };
  canvas.addEventListener("wheel", wheel, { passive: false, signal });

  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") call((engine) => engine.zoomBy(1, now()), true);
    else if (event.key === "-") call((engine) => engine.zoomBy(-1, now()), true);
    else if (event.key === "0") call((engine) => engine.fit(), true);
    else return;
    event.preventDefault();
  };
  canvas.addEventListener("keydown", key, { signal });
}
