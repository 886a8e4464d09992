// The size of the map: that of its box, or that of the printed picture while the page is printed.

import type { EngineApi, SizeHost } from "./contracts.js";
import type { Furniture } from "./furniture.js";
import { watchPrinter, watchRatio, zoomOf, type Page } from "./watch.js";

/** Width and height of the printed picture, in CSS px, and its pixels per CSS px. */
const PAPER = [960, 640, 3] as const;

export class MapSize {
  /** Width and height of the box, in CSS px. */
  width = 0;
  height = 0;
  printing = false;
  /** The pixel ratio of the picture. */
  #ratio = 0;

  constructor(
    private readonly map: SizeHost,
    private readonly furniture: Furniture,
    private readonly page: Page,
    life: AbortSignal,
  ) {
    const sizes = new page.ResizeObserver((entries) => this.#resized(entries));
    for (const element of [furniture.root, furniture.ruler, ...furniture.obstacles]) sizes.observe(element);
    life.addEventListener("abort", () => sizes.disconnect());
    watchRatio(page, () => this.#apply(), life);
    watchPrinter(page, (on) => this.#print(on), life);
  }

  /** Whether the map is too small to paint. Tools for screenshots may shrink it to a few pixels for a moment. */
  get unseen(): boolean {
    return this.width < 9 || !this.height;
  }

  /** Passes the size to the engine. If all files are cached, this runs before the first call of the resize observer. */
  measure(): void {
    this.width ||= this.furniture.root.clientWidth;
    this.height ||= this.furniture.root.clientHeight;
    this.#apply();
  }

  /** Passes the size to an engine. */
  give(engine: EngineApi): void {
    const [width, height, ratio] = this.printing ? PAPER : [this.width, this.height, (this.#ratio = this.#present)];
    engine.setTextScale(this.furniture.ruler.offsetWidth / 100);
    engine.resize(width, height, ratio);
  }

  /** Follows a change of CSS `zoom`. */
  follow(): void {
    if (!this.printing && this.#ratio !== this.#present) this.#apply();
  }

  /** Device pixels for each CSS px of the map. */
  get #present(): number {
    return this.page.devicePixelRatio * zoomOf(this.furniture.root);
  }

  #resized(entries: readonly ResizeObserverEntry[]): void {
    // On paper the box is as high as its text.
    if (this.printing) return;
    let own = false;
    for (const { target, contentRect } of entries) {
      if (target === this.furniture.root) ({ width: this.width, height: this.height } = contentRect);
      else if (target !== this.furniture.ruler) continue;
      own = true;
      this.#apply();
    }
    // Parts that have another size may give others another size: in the next frame, or the browser reports an endless loop.
    if (own) this.map.furnish();
    else this.page.requestAnimationFrame(() => this.map.furnish());
  }

  #apply(): void {
    const { map, furniture } = this;
    if (!map.engine || this.unseen) return;
    map.call((engine) => this.give(engine));
    if (furniture.phase === "drawn") map.call((engine) => engine.sketch());
    map.paint();
  }

  /** Paints at once when printing starts or ends: the browser does not wait for a frame before it prints, so nothing may fly. */
  #print(on: boolean): void {
    if (this.printing === on) return;
    const { map } = this;
    this.printing = on;
    map.open();
    this.furniture.print(on);
    map.call((engine) => engine.setReducedMotion(true));
    map.applyTheme();
    this.#apply();
    map.furnish();
    map.paint();
    map.applyReducedMotion();
  }
}
