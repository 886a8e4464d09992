// Boxes in the map's own CSS px. `getBoundingClientRect()` measures on the screen, where the page may have scaled or turned the map.

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The box of an element, measured from the corner of one of its offset parents. */
export function boxIn(parent: Element, element: HTMLElement): Box {
  const { offsetWidth: width, offsetHeight: height } = element;
  let [x, y] = [0, 0];
  for (let node: Element | null = element; node instanceof HTMLElement && node !== parent; node = node.offsetParent) {
    x += node.offsetLeft;
    y += node.offsetTop;
  }
  return { x, y, width, height };
}

/** How high an element is on the screen for each of its own CSS px. */
export const scaleOf = (element: HTMLElement): number => element.getBoundingClientRect().height / element.offsetHeight || 1;
