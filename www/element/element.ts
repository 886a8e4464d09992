// <darien-map>: attributes, properties, methods and events. session.ts does the work.

import type { EngineApi, MapOptions, Take } from "./contracts.js";
import { loadFonts } from "./fonts.js";
import { now } from "./input.js";
import { loadLater } from "./loader.js";
import { Session } from "./session.js";
import { styles } from "./styles.js";
import { THEMES, media, themeIndex } from "./theme.js";
import type { DarienMapEventMap, LonLat, PNGOptions, Part, Place, Point, SVGOptions, StorySource, Strings, Theme, View } from "./types.js";

/** On a server there is no `HTMLElement`; an empty class takes its place. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? class {};

/**
 * A story map. Attributes:
 * - `story`: address of a GeoJSON story; the built-in one if absent
 * - `basemap`: address of a basemap's manifest; the built-in one if absent
 * - `lang`: language of the map
 * - `theme`: `light`, `dark`, `contrast`, `contrast-dark`, `print` or `auto`
 * - `selected`: id of the selected place
 * - `without`: names of furniture to leave out
 * - `progress`: the travelled part of the route, 0 to 1; the rest is drawn lighter
 * - `mode`: with `scroll`, scrolling the page moves through the story; read once, when the map starts
 * - `hash`: the address of the page follows the view: `#map=zoom/lat/lon&place=…&chapter=…`
 * - `gestures`: with `free`, one finger and the wheel alone move the map instead of the page
 *
 * Set its size with CSS, and its colours with the custom properties in docs/theming.md.
 */
export class DarienMapElement extends Base {
  static readonly observedAttributes = ["story", "basemap", "lang", "theme", "selected", "without", "progress"];

  #session: Session | undefined;
  #life: AbortController | undefined;
  /** The story of the last call of `load()`; `undefined` after a change of the attribute. */
  #story: StorySource | undefined;
  readonly #options: MapOptions = { lang: "en", strings: {}, basemap: null, theme: 0, without: "", progress: 1, scrolls: false, view: undefined, selected: null };
  #reflecting = false;
  /** Calls of `load()` that wait until the element is in a document. */
  #waiting: ((loaded: Promise<void>) => void)[] = [];

  // Properties.

  /** Address of the story, as written in the attribute. */
  get story(): string | null {
    return this.getAttribute("story");
  }
  set story(value: string | null) {
    this.#reflect("story", value);
  }

  /** Address of the basemap's manifest, as written in the attribute. */
  get basemap(): string | null {
    return this.getAttribute("basemap");
  }
  set basemap(value: string | null) {
    this.#reflect("basemap", value);
  }

  /** `auto` follows the preferences of the reader's system. */
  get theme(): Theme {
    const value = this.getAttribute("theme");
    return THEMES.includes(value) ? (value as Theme) : "auto";
  }
  set theme(value: Theme) {
    this.#reflect("theme", value);
  }

  /** Id of the selected place or leg of the route, whose card is open. */
  get selected(): string | null {
    return this.getAttribute("selected");
  }
  set selected(value: string | null) {
    this.#reflect("selected", value);
  }

  /**
   * Texts that replace those of the interface, by the keys of `locales/en.json`. Throws a `TypeError` if a value is not a
   * string.
   */
  get strings(): Partial<Strings> {
    return this.#options.strings;
  }
  set strings(words: Partial<Strings>) {
    for (const [key, text] of Object.entries(words)) {
      if (typeof text !== "string") throw new TypeError(`strings["${key}"]: got ${typeof text}, expected a text`);
    }
    this.#options.strings = { ...words };
    this.#session?.translate();
  }

  /** Names of the furniture that is left out. Unknown names have no effect. */
  get without(): readonly string[] {
    return this.getAttribute("without")?.match(/\S+/g) ?? [];
  }
  set without(parts: readonly Part[]) {
    this.#reflect("without", parts.join(" "));
  }

  /** The travelled part of the route, 0 to 1; the default is 1. The rest is drawn lighter. */
  get progress(): number {
    const value = parseFloat(this.getAttribute("progress") ?? "");
    return value >= 0 ? Math.min(value, 1) : 1;
  }
  set progress(value: number) {
    this.#reflect("progress", String(value));
  }

  /** Every place of the story in the map's language, in the order of playback. */
  get places(): readonly Place[] {
    return this.#session?.places ?? [];
  }

  /** The position of the camera; `null` before the map is shown. Setting it moves the camera at once. */
  get view(): View | null {
    return this.#session?.map?.view() ?? this.#options.view ?? null;
  }
  set view(value: View | null) {
    if (value) this.jumpTo(value);
  }

  /** Id of the current chapter; `null` for the whole route. Setting it goes to that chapter. */
  get chapter(): string | null {
    return this.#session?.playback.chapter?.id ?? null;
  }
  set chapter(id: string | null) {
    this.#session?.playback.goTo(id);
  }

  /** Whether the story is playing. */
  get playing(): boolean {
    return this.#session?.playback.tour.playing ?? false;
  }

  // Methods.

  /** Plays the story, chapter after chapter, until the reader moves the map. */
  play(): void {
    this.#session?.playback.play(true);
  }

  /** Pauses the story. */
  pause(): void {
    this.#session?.playback.play(false);
  }

  /**
   * Moves at once to a position on the timeline, in chapters: 0 is the first chapter, 0.5 is half way to the second, −1 is the
   * whole route. Use it for pages with their own scrolling chapters.
   */
  seek(position: number): void {
    this.#move((engine) => engine.scroll(position, now()));
  }

  /** Selects a place or a leg of the route and opens its card; `null` closes the card. Returns false if there is no such place or leg (yet). */
  select(id: string | null): boolean {
    if (this.#session?.map) return this.#session.select(id);
    this.selected = id;
    return false;
  }

  /** Moves the camera at once. Fields that `view` does not have keep their values. */
  jumpTo(view: Partial<View>): void {
    const options = this.#completeView(view);
    if (options) this.#move((engine) => engine.jumpTo(options.lon, options.lat, options.zoom));
  }

  /**
   * Flies the camera to `view` in `duration` seconds. The default duration depends on the distance. The promise is fulfilled
   * when the flight has ended or was interrupted.
   */
  async flyTo(view: Partial<View>, { duration = NaN }: { duration?: number } = {}): Promise<void> {
    const options = this.#completeView(view);
    if (options && this.#session?.map) await this.#session.flyTo(options, duration);
  }

  /** Shows the whole route. */
  fit(): void {
    this.#options.view = undefined;
    this.#move((engine) => engine.fit(now()));
  }

  /** Converts longitude and latitude to CSS px from the top left corner of the element; `null` before the map is shown. */
  project([lon, lat]: LonLat): Point | null {
    return this.#session?.map?.project(lon, lat) ?? null;
  }

  /** Converts a point of the element to longitude and latitude, in degrees; `null` before the map is shown. */
  unproject([x, y]: Point): LonLat | null {
    return this.#session?.map?.unproject(x, y) ?? null;
  }

  /**
   * Shows another story, given as its address (http, https or blob), its GeoJSON text, or the object itself. Rejects with a
   * `DarienMapError` if it cannot be shown, and with an `AbortError` if another story was loaded meanwhile. If the element is
   * not in a document, it waits until it is; after `destroy()` it rejects with an `InvalidStateError`.
   */
  async load(story: StorySource): Promise<void> {
    this.#story = story;
    if (this.isConnected && !this.#session) throw new DOMException("got a destroyed map, expected one that was inserted again", "InvalidStateError");
    return this.#session?.load(story) ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Exports the present view as an SVG document, with labels and relief, without buttons and card. Rejects with an
   * `InvalidStateError` before the map is shown.
   */
  async toSVG(options: SVGOptions = {}): Promise<string> {
    return (await loadLater()).toSVG(this.#take, options);
  }

  /** Exports the present view as a PNG. Otherwise it is the same as `toSVG()`. */
  async toPNG(options: PNGOptions = {}): Promise<Blob> {
    return (await loadLater()).toPNG(this.#take, options);
  }

  /** Frees all resources of the map. If the element is inserted into a document again, it starts again. */
  destroy(): void {
    this.#options.view = this.view ?? undefined;
    this.#life?.abort();
    this.#session?.end();
    this.#life = this.#session = undefined;
  }

  // Callbacks of the browser.

  connectedCallback(): void {
    // Properties that were set before the class was defined hide its accessors. Set them again, through the accessors.
    for (const name of ["story", "basemap", "theme", "selected", "view"] as const) this.#upgradeProperty(name);
    if (!this.#session) this.#start();
    // This one is last, because it may throw.
    this.#upgradeProperty("strings");
  }

  disconnectedCallback(): void {
    // An element that is only moved is in the document again before this runs. It keeps its map.
    queueMicrotask(() => {
      if (!this.isConnected) this.destroy();
    });
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === "story") {
      this.#story = undefined;
      this.#session?.load(value).catch(() => {}); // an event reports the error
    } else if (old === value || this.#reflecting) return;
    else if (name === "basemap") {
      this.#options.basemap = value;
      this.#session?.openBasemap().catch(() => {}); // an event reports the error
    } else if (name === "selected") {
      // If there is no such place, the selection stays; the attribute gets its value again.
      if (this.#session?.select(value) === false) this.#reflectSelected();
    } else this.#applyAttributes();
  }

  // Helpers.

  #start(): void {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [styles()];
    this.#life = new AbortController();
    const { signal } = this.#life;
    for (const query of media()) query.addEventListener("change", () => this.#applyAttributes(), { signal });
    // A change of classes or styles, of the element or the page, may change the colours of the map.
    const styleObserver = new MutationObserver(() => this.#session?.applyTheme());
    for (const element of [this, document.documentElement]) styleObserver.observe(element, { attributes: true });
    signal.addEventListener("abort", () => styleObserver.disconnect());
    this.#applyAttributes();
    this.#options.selected = this.selected;
    this.#options.scrolls = this.getAttribute("mode") === "scroll";
    this.#session = new Session(shadow, this.#options, (type, detail) => {
      if (type === "select") this.#reflectSelected();
      if (type === "ready") this.#link(signal).catch(() => {}); // an event reports the error
      this.dispatchEvent(new CustomEvent(type, { detail }));
    }, () => {
      this.destroy();
      this.#start();
    });
    const loaded = this.#session.load(this.#story === undefined ? this.story : this.#story);
    loaded.catch(() => {}); // an event reports the error
    for (const resolve of this.#waiting.splice(0)) resolve(loaded);
  }

  /** Applies the attributes for language, theme, left-out furniture and progress. */
  #applyAttributes(): void {
    const lang = this.closest<HTMLElement>("[lang]")?.lang || "en";
    const changed = lang !== this.#options.lang;
    this.#options.lang = lang;
    this.#options.theme = themeIndex(this.getAttribute("theme"));
    this.#options.without = this.without.join(" ");
    this.#options.progress = this.progress;
    this.#session?.applyTheme();
    if (changed) this.#session?.translate();
  }

  /** The address of the page follows the first map that has the attribute `hash`. */
  async #link(signal: AbortSignal): Promise<void> {
    if (document.querySelector(`${this.localName}[hash]`) === this) (await loadLater()).follow(this, signal);
  }

  readonly #take: Take = async () => {
    const faces = this.#session?.source ? await loadFonts().catch(() => []) : [];
    const source = this.#session?.source;
    if (!source) throw new DOMException("There is no map yet", "InvalidStateError");
    return [source, faces];
  };

  #move(use: (engine: EngineApi) => void): void {
    if (this.#session?.map) this.#session.call(use, true);
  }

  /** Writes the selection into the attribute, without selecting the place again. */
  #reflectSelected(): void {
    this.#reflecting = true;
    this.#reflect("selected", this.#options.selected);
    this.#reflecting = false;
  }

  #reflect(name: string, value: string | null | undefined): void {
    if (value === null || value === undefined) this.removeAttribute(name);
    else if (this.getAttribute(name) !== value) this.setAttribute(name, value);
  }

  #upgradeProperty<K extends "story" | "basemap" | "theme" | "selected" | "view" | "strings">(name: K): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete (this as Partial<Pick<this, K>>)[name];
    this[name] = value;
  }

  #completeView(view: Partial<View>): View | undefined {
    const { lon, lat, zoom } = { ...this.view, ...view };
    const numbers = [lon, lat, zoom].every(Number.isFinite);
    return numbers ? (this.#options.view = { lon, lat, zoom } as View) : undefined;
  }
}

type Listener<E> = ((this: DarienMapElement, event: E) => void) | { handleEvent(event: E): void };

// Types of the map's own events, in addition to those of every element.
export interface DarienMapElement {
  addEventListener<K extends keyof DarienMapEventMap>(
    type: K,
    listener: Listener<DarienMapEventMap[K]>,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends Exclude<keyof HTMLElementEventMap, keyof DarienMapEventMap>>(
    type: K,
    listener: Listener<HTMLElementEventMap[K]>,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof DarienMapEventMap>(
    type: K,
    listener: Listener<DarienMapEventMap[K]>,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends Exclude<keyof HTMLElementEventMap, keyof DarienMapEventMap>>(
    type: K,
    listener: Listener<HTMLElementEventMap[K]>,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "darien-map": DarienMapElement;
  }
}
