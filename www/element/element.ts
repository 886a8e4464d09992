// <darien-map>: attributes, properties, methods and events. session.ts does the work.

import type { EngineApi, MapOptions, Take } from "./contracts.js";
import type { Problem } from "./errors.js";
import { loadFonts } from "./fonts.js";
import { now } from "./input.js";
import { loadLater } from "./loader.js";
import { Session } from "./session.js";
import { styles } from "./styles.js";
import { THEMES, themeIndex } from "./theme.js";
import { pathOf, whenNear, type Page } from "./watch.js";
import type { DarienMapEventMap, LonLat, PNGOptions, Part, Place, Point, SVGOptions, StorySource, Strings, Theme, View } from "./types.js";

/** The maps that are in a document, in the order in which they came. */
const maps = new Set<DarienMapElement>();

/** What the map needs: names that the window has, or the element. What is older than these in every browser is not listed. */
const NEEDED = ["CanvasRenderingContext2D", "WebAssembly", "ResizeObserver", "IntersectionObserver", "CSSStyleSheet", "checkVisibility"];

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
 * - `time`: the time that the story shows, for stories that show time: a date, ISO 8601
 * - `mode`: with `scroll`, scrolling the page moves through the story; read once, when the map starts
 * - `hash`: the address of the page follows the view: `#chapter=…`, or `#map=zoom/lat/lon&place=…`. A fragment of the page's own (`#/route`,
 *   `#anchor`) stays as it is; with `query`, the parameters are in the address's query instead: `?map=…`
 * - `gestures`: with `free`, one finger and the wheel alone move the map instead of the page
 * - `autoplay`: the story plays when half of the map is first in sight, unless the reader prefers reduced motion
 * - `loop`: some seconds after its end the story plays again
 * - `idle`: after so many seconds without input, while the story does not play, the map goes back to its start
 * - `loading`: with `eager`, the map is loaded at once, and not only when it is near the visible part of the page
 *
 * Set its size with CSS, and its colours with the custom properties in docs/theming.md.
 */
export class DarienMapElement extends Base {
  static readonly observedAttributes = ["story", "basemap", "lang", "theme", "selected", "without", "progress", "time"];

  #session: Session | undefined;
  #life: AbortController | undefined;
  /** The window of the document in which the session has started. */
  #page: Page | undefined;
  /** The story of the last call of `load()`; `undefined` after a change of the attribute. */
  #story: StorySource | undefined;
  readonly #options: MapOptions = { lang: "en", strings: {}, basemap: null, theme: 0, without: "", progress: 1, scrolls: false, view: undefined, viewLast: false, selected: null, chapter: null, alone: false };
  #reflecting = false;
  /** Calls of `load()` that wait until the element is in a document. */
  #waiting: ((loaded: Promise<void>) => void)[] = [];

  // Properties.

  /** The story: what was set or loaded last, or the address in the attribute. An object is shown as a story, as by `load()`. */
  get story(): StorySource {
    return this.#story ?? this.getAttribute("story");
  }
  set story(value: StorySource) {
    value ??= null;
    if (value === this.story) return;
    if (typeof value === "string") this.setAttribute("story", value);
    else {
      this.#reflectQuietly("story", null);
      this.#story = value;
      this.#session?.load(value).catch(() => {}); // an event reports the error
    }
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
    for (const [key, text] of Object.entries(words ?? {})) {
      if (typeof text !== "string") throw new TypeError(`strings["${key}"]: got ${typeof text}, expected a text`);
    }
    this.#options.strings = { ...words };
    this.#session?.translate();
  }

  /** Names of the furniture that is left out. Unknown names have no effect. It may be set as a list or as the text of the attribute. */
  get without(): readonly string[] {
    return this.getAttribute("without")?.match(/\S+/g) ?? [];
  }
  set without(parts: readonly Part[] | string | null) {
    this.#reflect("without", parts && [parts].flat().join(" "));
  }

  /** The travelled part of the route, 0 to 1; the default is 1. The rest is drawn lighter. */
  get progress(): number {
    const value = parseFloat(this.getAttribute("progress") ?? "");
    return value >= 0 ? Math.min(value, 1) : 1;
  }
  set progress(value: number | string | null) {
    this.#reflect("progress", value as string | null);
  }

  /** The time that the story shows: a date or an interval, ISO 8601. Setting a date shows the step that it is in. */
  get time(): string | null {
    return this.#session?.map ? this.#session.time : this.getAttribute("time");
  }
  set time(value: string | null) {
    // What the page asks for may be in the attribute already, when the reader has gone on.
    if (value === this.getAttribute("time")) this.#session?.applyTime();
    this.#reflect("time", value);
  }

  /** Every place of the story in the map's language, in the order of playback. */
  get places(): readonly Place[] {
    return this.#session?.places ?? [];
  }

  /** What was guessed or left out when the story was read; each note says what to write in the file instead. */
  get notes(): readonly Problem[] {
    return this.#session?.notes ?? [];
  }

  /** The position of the camera; `null` before the map is shown. Setting it moves the camera at once. */
  get view(): View | null {
    return this.#session?.ask((engine) => engine.view()) ?? this.#options.view ?? null;
  }
  set view(value: View | null) {
    if (value) this.jumpTo(value);
  }

  /** Id of the current chapter; `null` for the whole route. Setting it goes to that chapter, as soon as the map is shown. */
  get chapter(): string | null {
    return this.#session?.playback.chapter?.id ?? this.#options.chapter;
  }
  set chapter(id: string | null) {
    if (this.#session?.map) this.#session.playback.goTo(id);
    else [this.#options.chapter, this.#options.viewLast] = [id, false];
  }

  /** Whether the reader has left the view of the current chapter to look around. */
  get away(): boolean {
    return this.#session?.playback.tour.away ?? false;
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
    this.#options.viewLast = false;
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

  /** Goes back to the start: closes card and panels and shows the whole route. */
  reset(): void {
    this.#session?.reset();
  }

  /** Converts longitude and latitude to CSS px from the top left corner of the element; `null` before the map is shown. */
  project([lon, lat]: LonLat): Point | null {
    return this.#session?.ask((engine) => engine.project(lon, lat)) ?? null;
  }

  /** Converts a point of the element to longitude and latitude, in degrees; `null` before the map is shown. */
  unproject([x, y]: Point): LonLat | null {
    return this.#session?.ask((engine) => engine.unproject(x, y)) ?? null;
  }

  /**
   * Shows another story, given as its address (http, https or blob), its GeoJSON text, the object itself, a `File`, `Blob` or `Response`,
   * or a promise of one of these. Rejects with a
   * `DarienMapError` if it cannot be shown, and with an `AbortError` if another story was loaded meanwhile. If the element is
   * not in a document, it waits until it is (it does not wait until the
   * map is near the visible part of the page); after `destroy()` it rejects with an `InvalidStateError`.
   */
  async load(story: StorySource): Promise<void> {
    this.#story = story;
    if (this.isConnected && !this.#session) throw new DOMException("got a destroyed map, expected one that was inserted again", "InvalidStateError");
    this.#session?.begin();
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
    if (this.#session?.map && !this.#session.playback.tour.away) this.#options.chapter = this.chapter;
    maps.delete(this);
    this.#life?.abort();
    this.#session?.end();
    this.#life = this.#session = undefined;
  }

  // Callbacks of the browser.

  connectedCallback(): void {
    this.#upgradeProperties();
    // Style sheets, fonts and frames belong to one document.
    if (this.#session && this.#page !== this.ownerDocument.defaultView) this.destroy();
    // Another place in the page may have other styles and another language.
    if (this.#session) this.#session.inherit();
    else this.#start();
  }

  disconnectedCallback(): void {
    // An element that is only moved is in the document again before this runs. It keeps its map.
    queueMicrotask(() => {
      if (!this.isConnected) this.destroy();
    });
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (this.#reflecting) return;
    if (name === "story") {
      this.#story = undefined;
      this.#session?.load(value).catch(() => {}); // an event reports the error
    } else if (old === value) return;
    else if (name === "basemap") {
      this.#options.basemap = value;
      this.#session?.openBasemap().catch(() => {}); // an event reports the error
    } else if (name === "selected") {
      // If there is no such place, the selection stays; the attribute gets its value again.
      if (this.#session?.select(value) === false) this.#reflectQuietly("selected", this.#options.selected);
    } else if (name === "time") this.#session?.applyTime();
    else this.#applyAttributes();
  }

  // Helpers.

  #start(): void {
    const page = this.ownerDocument.defaultView as Page | null;
    // In a browser that is too old, a DOM without a browser, or a document that nobody sees, what stands between the tags stays.
    if (!page || !NEEDED.every((name) => name in page || name in this) || !page.CSS.supports("color:light-dark(red,red)")) return;
    this.#page = page;
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [styles(page)];
    this.#life = new AbortController();
    const { signal } = this.#life;
    maps.add(this);
    this.#applyAttributes();
    this.#options.selected = this.selected;
    this.#options.scrolls = this.getAttribute("mode") === "scroll";
    this.#session = new Session(shadow, page, this.#options, (type, detail) => {
      if (type === "select") this.#reflectQuietly("selected", this.#options.selected);
      if (type === "ready") loadLater().then(({ begin }) => begin(this, maps, signal), () => {}); // an event reports the error
      return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: type !== "error", composed: true, cancelable: type === "link" }));
    }, () => this.#restart(), () => this.#applyAttributes());
    const { begin } = this.#session;
    if (this.#waiting.length || this.getAttribute("loading") === "eager") begin();
    else whenNear(this, page, begin, signal);
    const loaded = this.#session.load(this.#story === undefined ? this.story : this.#story);
    loaded.catch(() => {}); // an event reports the error
    for (const resolve of this.#waiting.splice(0)) resolve(loaded);
  }

  /** Starts again, with the same story and view. */
  #restart(): void {
    const held = this.shadowRoot?.activeElement;
    this.destroy();
    this.connectedCallback();
    // The canvas gets the focus back, unless something else has it by then.
    if (held) this.addEventListener("ready", () => document.activeElement === document.body && this.shadowRoot?.querySelector("canvas")?.focus({ preventScroll: true }), { once: true });
  }

  /** Applies the attributes for language, theme, left-out furniture and progress. */
  #applyAttributes(): void {
    const lang = pathOf(this).reduce((lang, node) => lang || (node as HTMLElement).lang, "") || "en";
    const changed = lang !== this.#options.lang;
    this.#options.lang = lang;
    if (this.#page) this.#options.theme = themeIndex(this.getAttribute("theme"), this, this.#page);
    this.#options.without = this.without.join(" ");
    this.#options.progress = this.progress;
    this.#session?.applyTheme();
    if (changed) this.#session?.translate();
  }

  readonly #take: Take = async () => {
    const faces = this.#session?.source ? await loadFonts(this.#page ?? window).catch(() => []) : [];
    await this.#session?.alphabets;
    const source = this.#session?.source;
    if (!source) throw this.#session?.crash ?? new DOMException("There is no map yet", "InvalidStateError");
    return [source, faces];
  };

  #move(use: (engine: EngineApi) => void): void {
    if (this.#session?.map) this.#session.call(use, true);
  }

  /** Writes an attribute without acting on the change. */
  #reflectQuietly(name: string, value: string | null): void {
    this.#reflecting = true;
    this.#reflect(name, value);
    this.#reflecting = false;
  }

  #reflect(name: string, value: string | null | undefined): void {
    if (value === null || value === undefined) this.removeAttribute(name);
    else if (this.getAttribute(name) !== value) this.setAttribute(name, value);
  }

  /** Properties that were set before the class was defined hide its accessors. This sets them again, through the accessors. */
  #upgradeProperties(): void {
    for (const [name, value] of Object.entries(this)) {
      if (!Object.getOwnPropertyDescriptor(DarienMapElement.prototype, name)?.set) continue;
      Reflect.deleteProperty(this, name);
      // In a task of its own, an error stops nothing.
      queueMicrotask(() => Reflect.set(this, name, value));
    }
  }

  #completeView(view: Partial<View>): View | undefined {
    const { lon, lat, zoom } = { ...this.view, ...view };
    const numbers = [lon, lat, zoom].every(Number.isFinite);
    if (!numbers) return undefined;
    this.#options.viewLast = !this.#session?.map;
    return (this.#options.view = { lon, lat, zoom } as View);
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
