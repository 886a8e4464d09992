// Escape closes what is open in the map, and nothing around it, such as a dialog of the page.

import type { FurnitureView } from "./contracts.js";

export function closeByEscape(furniture: FurnitureView): void {
  const { root, canvas, slots: { card, list, key } } = furniture;
  let pressed: KeyboardEvent | undefined;
  root.addEventListener("keydown", (event) => void (pressed = event), true);
  root.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    const open = key.open;
    key.open = false;
    if (!card.hidden) furniture.close();
    // The list covers the map while it has the focus.
    else if (list.contains(event.target as Node)) canvas.focus({ preventScroll: true });
    else if (!open) return;
    consume(event);
  };
  // Some dialogs close when the key is released.
  root.onkeyup = (event) => {
    if (event.key === "Escape" && pressed?.defaultPrevented) event.stopPropagation();
  };
}

/** Keeps a key from what is around. Browsers ask whether the default was prevented; some scripts of pages do not. */
export function consume(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
