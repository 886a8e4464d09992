// The card as a sheet at the bottom of a narrow map. It follows a finger on its handle, and one on its text until it is as tall as
// it can be: only then the text scrolls.

import { button } from "./dom.js";
import { scaleOf } from "./layout.js";

/** The shortest movement that counts as a drag, in CSS px. A shorter one is a click. */
const PULL = 20;

/** The heights of a sheet: class name, and the least part of the map's height for it. Below the last, the sheet closes. */
const HEIGHTS = [
  ["tall", 0.6],
  ["", 0.32],
  ["low", 0.14],
] as const;

type Height = (typeof HEIGHTS)[number][0];

export class Sheet {
  readonly handle: HTMLElement;
  readonly #card: HTMLElement;
  readonly #close: () => void;
  /** The drag that goes on: where it began, in px of the window, and the sheet's height then. */
  #from: { y: number; height: number; scale: number } | undefined;
  /** How far the finger has moved down, in CSS px. */
  #by = 0;

  /** `body`: the part of the card that scrolls. */
  constructor(card: HTMLElement, body: HTMLElement, close: () => void) {
    this.#card = card;
    this.#close = close;
    // The click event at the end of a drag is ignored.
    const handle = button("handle", ({ detail }) => {
      if (!detail || Math.abs(this.#by) < PULL) this.height = this.height === "tall" ? "" : "tall";
    });
    this.handle = handle;
    handle.onpointerdown = ({ clientY, pointerId }) => {
      this.#start(clientY);
      handle.setPointerCapture(pointerId);
    };
    handle.onpointermove = ({ clientY }) => this.#move(clientY);
    handle.onpointerup = () => this.#end(true);
    handle.onpointercancel = () => this.#end(false);
    this.#followSwipes(body);
  }

  get height(): Height {
    return HEIGHTS.find(([name]) => name && this.#card.classList.contains(name))?.[0] ?? "";
  }
  set height(height: Height) {
    this.handle.ariaExpanded = String(height === "tall");
    for (const [name] of HEIGHTS) if (name) this.#card.classList.toggle(name, name === height);
  }

  #start(y: number): void {
    this.#from = { y, height: this.#card.clientHeight, scale: scaleOf(this.#card) };
    this.#by = 0;
  }

  #move(y: number): void {
    const from = this.#from;
    if (!from) return;
    this.#by = (y - from.y) / from.scale;
    const { style } = this.#card;
    if (Math.abs(this.#by) >= PULL) style.maxHeight = style.height = `${Math.max(from.height - this.#by, 60)}px`;
  }

  /** The sheet takes the height that it was dragged to, but at least the next one in that direction. Dragged far down, it closes. */
  #end(done: boolean): void {
    const from = this.#from;
    const by = this.#by;
    const { style } = this.#card;
    style.maxHeight = style.height = "";
    this.#from = undefined;
    if (!from || !done || Math.abs(by) < PULL) return;
    const part = (from.height - by) / (this.#card.closest(".map")?.clientHeight ?? 0);
    const now = HEIGHTS.findIndex(([name]) => name === this.height);
    const found = HEIGHTS.findIndex(([, least]) => part >= least);
    const reached = found < 0 ? HEIGHTS.length : found;
    const next = HEIGHTS[by < 0 ? Math.max(0, Math.min(reached, now - 1)) : Math.max(reached, now + 1)];
    if (next) this.height = next[0];
    else this.#close();
  }

  /** A swipe on the text makes the sheet taller while there is more text than it shows, and lower where the text begins. */
  #followSwipes(body: HTMLElement): void {
    let from: Touch | undefined;
    /** Whether the swipe moves the sheet; `undefined` until that is decided. */
    let ours: boolean | undefined;
    body.addEventListener("touchstart", ({ touches }) => {
      // There is a sheet only where its handle is shown. A second finger ends the swipe.
      if (ours) this.#end(false);
      from = touches.length === 1 && this.handle.offsetHeight ? touches[0] : undefined;
      ours = undefined;
    }, { passive: true });
    body.addEventListener("touchmove", (event) => {
      const touch = event.touches[0];
      if (!from || !touch) return;
      const [x, y] = [touch.clientX - from.clientX, touch.clientY - from.clientY];
      if (ours === undefined && (x || y)) {
        const more = this.height === "low" || body.scrollHeight > body.clientHeight + 1;
        ours = event.cancelable && Math.abs(y) > Math.abs(x) && (y < 0 ? more && this.height !== "tall" : body.scrollTop <= 0);
        if (ours) this.#start(from.clientY);
      }
      if (!ours) return;
      event.preventDefault();
      this.#move(touch.clientY);
    }, { passive: false });
    for (const [name, done] of [["touchend", true], ["touchcancel", false]] as const) {
      body.addEventListener(name, () => {
        if (ours) this.#end(done);
        ours = from = undefined;
      }, { passive: true });
    }
  }
}
