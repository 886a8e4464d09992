// What a reader does outside of the core, as events for the page: opening and closing panels, and following links.

import type { FurnitureView } from "./contracts.js";
import type { Layers } from "./layers.js";
import type { Panel } from "./types.js";

/** After one of these a panel may be open or closed. */
const CAUSES = ["toggle", "focusin", "focusout", "click", "keyup"];

export function watchDeeds({ root, slots, handlers: { emit } }: FurnitureView, layers: Layers): void {
  const opened = new Set<Panel>();
  const look = () => {
    for (const { name, open } of layers.all) {
      if (open === opened.has(name)) continue;
      if (open) opened.add(name);
      else opened.delete(name);
      emit("panel", { panel: name, open });
    }
  };
  // When the focus moves inside a panel, it is nowhere for a moment.
  for (const cause of CAUSES) root.addEventListener(cause, () => setTimeout(() => root.isConnected && look()), true);
  for (const part of [root, slots.steps]) {
    part.addEventListener("click", (event) => {
      const link = (event.target as Element).closest("a");
      if (link && !emit("link", { url: link.href })) event.preventDefault();
    });
  }
}
