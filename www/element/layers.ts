// Panels that open over the map for a while: arrows, key, sources, the list, and the question which place is meant. They have one
// rule: Escape and a tap outside close the one that is open, and nothing else. Each has a button that closes it, too.

import type { FurnitureView } from "./contracts.js";
import { CROSS, button, h, icon, type Child } from "./dom.js";
import { SECOND_TAP, now } from "./input.js";
import type { Panel } from "./types.js";

/** A panel that opens over the map. */
export interface Layer {
  readonly name: Panel;
  /** The panel, and what belongs to it: a click there leaves it open. */
  readonly parts: readonly HTMLElement[];
  /** Gets the focus when the panel closes while the focus is in it. */
  readonly opener: HTMLElement;
  readonly open: boolean;
  hide(): void;
}

/** How far a finger may move in a tap, in CSS px. */
const TAP = 8;

export class Layers {
  readonly all: Layer[] = [];
  readonly #furniture: FurnitureView;
  /** What the pointer was pressed on. */
  #target: EventTarget | null = null;
  /** The panel that was open when the pointer was pressed on the map, and where. */
  #pressed: { layer: Layer; x: number; y: number } | undefined;
  /** When the map was tapped last, in seconds. */
  #tapped = -Infinity;

  constructor(furniture: FurnitureView) {
    this.#furniture = furniture;
    const { root, canvas } = furniture;
    root.addEventListener("pointerdown", (event) => this.#press(event), true);
    root.addEventListener("pointerup", (event) => this.#release(event), true);
    // The focus stays until the pointer is released: nothing closes while it is pressed.
    canvas.onmousedown = (event) => this.#pressed && event.preventDefault();
    root.addEventListener("click", (event) => this.#click(event), true);
    // With the pointer, the click above follows. The keys of the map are described in a panel, so they leave it open.
    root.addEventListener("focusin", ({ target }) => {
      if (target !== canvas && (target as Element).matches(":focus-visible")) this.#leave(this.#top, target as Node);
    });
    this.#closeByEscape();
  }

  /** Applies the rule to a panel. Returns the button that closes it, which gets its name from `label`. */
  add(layer: Layer): HTMLElement {
    this.all.push(layer);
    return button("leave", () => this.close(layer), icon(CROSS));
  }

  /** Closes a panel. The focus is not lost with it. */
  close(layer: Layer): void {
    const held = layer.parts.some((part) => part.matches(":focus-within"));
    layer.hide();
    if (held) layer.opener.focus({ preventScroll: true });
  }

  closeAll(): void {
    for (const layer of this.all) if (layer.open) this.close(layer);
  }

  /** The panel that is open. */
  get #top(): Layer | undefined {
    // The style sheet hides some of them at some sizes.
    return this.all.find(({ open, parts }) => open && parts[0]?.offsetHeight);
  }

  /** A second tap right after the first zooms the map, whatever the first has opened. */
  #press({ target, clientX: x, clientY: y }: PointerEvent): void {
    this.#target = target;
    const layer = target === this.#furniture.canvas && now() - this.#tapped > SECOND_TAP ? this.#top : undefined;
    this.#pressed = layer && { layer, x, y };
  }

  /** A tap that closes a panel is none for the map. */
  #release(event: PointerEvent): void {
    const { canvas } = this.#furniture;
    if (event.target !== canvas) return;
    const { x, y } = this.#pressed ?? { x: NaN, y: NaN };
    if (Math.hypot(event.clientX - x, event.clientY - y) < TAP) {
      event.stopPropagation();
      canvas.dispatchEvent(new PointerEvent("pointercancel", event));
    } else this.#tapped = now();
  }

  #click({ target, detail }: MouseEvent): void {
    const at = target as Element;
    // A reader who leaves a button before releasing it has changed their mind: the browser reports a click around both.
    if (detail && at !== this.#target && !at.closest("button,a,summary")) return;
    this.#leave(at === this.#furniture.canvas ? this.#pressed?.layer : this.#top, at);
  }

  /** Closes a panel if `to` is outside of it. */
  #leave(layer: Layer | undefined, to: Node): void {
    if (layer?.open && !layer.parts.some((part) => part.contains(to))) this.close(layer);
  }

  /** Escape closes the panel, else the card, and nothing around the map, such as a dialog of the page. */
  #closeByEscape(): void {
    const { root, slots } = this.#furniture;
    let pressed: KeyboardEvent | undefined;
    root.addEventListener("keydown", (event) => void (pressed = event), true);
    root.onkeydown = (event) => {
      if (event.key !== "Escape") return;
      const layer = this.#top;
      if (layer) this.close(layer);
      else if (slots.card.hidden) return;
      else this.#furniture.close();
      // Browsers ask whether the default was prevented; some scripts of pages do not.
      event.preventDefault();
      event.stopPropagation();
    };
    // Some dialogs close when the key is released.
    root.onkeyup = (event) => {
      if (event.key === "Escape" && pressed?.defaultPrevented) event.stopPropagation();
    };
  }
}

/** The bar at the top of a panel, which stays while the panel scrolls: its title, and the button that closes it. */
export const titled = (...parts: Child[]): HTMLElement => h("div", "titled", ...parts);
