// <darien-map>: attributes, properties, methods and events. What it does is done in session.ts.

import type { EngineApi, MapOptions, Take } from "./contracts.js";
import { loadFonts } from "./fonts.js";
import { now } from "./input.js";
import { loadLater } from "./loader.js";
import { Session } from "./session.js";
import { styles } from "./styles.js";
import { THEMES, media, themeIndex } from "./theme.js";
import type { DarienMapEventMap, LonLat, PNGOptions, Part, Place, Point, SVGOptions, StorySource, Strings, Theme, View } from "./types.js";

/** On a server there is nothing to extend, and nothing to do. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? class {};

/**
 * A story map. Attributes: `story` (address of a GeoJSON story; the built-in one if absent), `basemap` (address of a
 * basemap's manifest; the built-in one if absent), `lang`,
 * `theme` (`light`, `dark`, `contrast`, `contrast-dark`, `print`, `auto`), `selected` (id of the open
 * place), `without` (furniture to leave out, by name), `progress` (0 to 1: how much of the route is walked;
 * the rest is drawn lighter), `mode` (`scroll`: the page's scrolling tells the story; read once, when the
 * map starts), `hash` (the page's address says what is seen: `#map=zoom/lat/lon&place=…&chapter=…`), `gestures` (`free`: one finger and a plain wheel move the map, not the page). Size it with CSS; colour it with the custom
 * properties of docs/theming.md.
 */
export class DarienMapElement extends Base {
  static readonly observedAttributes = ["story", "basemap", "lang", "theme", "selected", "without", "progress"];

  #session: Session | undefined;
  #life: AbortController | undefined;
  /** The story last asked for by `load()`, until the attribute says otherwise. */
  #story: StorySource | undefined;
  readonly #options: MapOptions = { lang: "en", strings: {}, basemap: null, theme: 0, without: "", progress: 1, scrolls: false, view: undefined, selected: null };
  #reflecting = false;
  /** Calls of `load()` made before there was a document to show a map in. */
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

  /** `auto` follows the reader's system. */
  get theme(): Theme {
    const value = this.getAttribute("theme");
    return THEMES.includes(value) ? (value as Theme) : "auto";
  }
  set theme(value: Theme) {
    this.#reflect("theme", value);
  }

  /** Id of the chosen place, whose card is open. */
  get selected(): string | null {
    return this.getAttribute("selected");
  }
  set selected(value: string | null) {
    this.#reflect("selected", value);
  }

  /**
   * The page's own words for the interface, by the keys of `locales/en.json`, in place of those of the language. Throws a
   * `TypeError` if one of them is no text.
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

  /** Names of the furniture left out; those that are none leave nothing out. */
  get without(): readonly string[] {
    return this.getAttribute("without")?.match(/\S+/g) ?? [];
  }
  set without(parts: readonly Part[]) {
    this.#reflect("without", parts.join(" "));
  }

  /** How much of the route is walked, 0 to 1; all of it if nothing is said. What lies ahead is lighter. */
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

  /** Where the camera stands; `null` before there is a map. Setting it jumps. */
  get view(): View | null {
    return this.#session?.map?.view() ?? this.#options.view ?? null;
  }
  set view(value: View | null) {
    if (value) this.jumpTo(value);
  }

  /** Id of the chapter told now; `null`: the whole route. Setting it goes there. */
  get chapter(): string | null {
    return this.#session?.playback.chapter?.id ?? null;
  }
  set chapter(id: string | null) {
    this.#session?.playback.goTo(id);
  }

  /** Whether the story goes on by itself. */
  get playing(): boolean {
    return this.#session?.playback.tour.playing ?? false;
  }

  // Methods.

  /** The story goes on by itself, chapter after chapter, until someone touches the map. */
  play(): void {
    this.#session?.playback.play(true);
  }

  /** The story stands still. */
  pause(): void {
    this.#session?.playback.play(false);
  }

  /**
   * To a position on the story's timeline at once, counted in chapters: 0 is the first one, 0.5 half way
   * to the second, −1 the whole route. For pages whose scrolling tells the story.
   */
  seek(position: number): void {
    this.#move((engine) => engine.scroll(position, now()));
  }

  /** Chooses a place and opens its card; `null` closes it. False: there is no such place (yet). */
  select(id: string | null): boolean {
    if (this.#session?.map) return this.#session.select(id);
    this.selected = id;
    return false;
  }

  /** Moves the camera at once. What `view` leaves out stays as it is. */
  jumpTo(view: Partial<View>): void {
    const options = this.#completeView(view);
    if (options) this.#move((engine) => engine.jumpTo(options.lon, options.lat, options.zoom));
  }

  /**
   * Flies the camera to `view` in `duration` seconds, or in a time that suits the distance. The
   * promise is fulfilled when the flight has ended or was broken off.
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

  /** Where a place stands, in CSS px from the element's top left corner; `null` before there is a map. */
  project([lon, lat]: LonLat): Point | null {
    return this.#session?.map?.project(lon, lat) ?? null;
  }

  /** What stands at a point of the element, in degrees; `null` before there is a map. */
  unproject([x, y]: Point): LonLat | null {
    return this.#session?.map?.unproject(x, y) ?? null;
  }

  /**
   * Shows another story: its address (http, https or blob), its GeoJSON text, or the object itself.
   * Rejects with a `DarienMapError` if it cannot be shown, with an `AbortError` if another took its
   * place. Outside a document it waits until the element is in one.
   */
  load(story: StorySource): Promise<void> {
    this.#story = story;
    return this.#session?.load(story) ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * The present view as an SVG document, letters and relief included, without buttons and card. Rejects
   * with an `InvalidStateError` while there is no map.
   */
  async toSVG(options: SVGOptions = {}): Promise<string> {
    return (await loadLater()).toSVG(this.#take, options);
  }

  /** The present view as a PNG, likewise. */
  async toPNG(options: PNGOptions = {}): Promise<Blob> {
    return (await loadLater()).toPNG(this.#take, options);
  }

  /** Frees everything the map holds. Put into a document again, the element starts anew. */
  destroy(): void {
    this.#options.view = this.view ?? undefined;
    this.#life?.abort();
    this.#session?.end();
    this.#life = this.#session = undefined;
  }

  // What the browser calls.

  connectedCallback(): void {
    // Properties set before the class was there hide those of the class; they are wishes, too.
    for (const name of ["story", "basemap", "theme", "selected", "view"] as const) this.#upgradeProperty(name);
    if (!this.#session) this.#start();
    // Last, for it may throw.
    this.#upgradeProperty("strings");
  }

  disconnectedCallback(): void {
    // An element that is only moved is back before this runs, and keeps its map.
    queueMicrotask(() => {
      if (!this.isConnected) this.destroy();
    });
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === "story") {
      this.#story = undefined;
      this.#session?.load(value).catch(() => {}); // told by an event
    } else if (old === value || this.#reflecting) return;
    else if (name === "basemap") {
      this.#options.basemap = value;
      this.#session?.openBasemap().catch(() => {}); // told by an event
    } else if (name === "selected") {
      // A place that is not there was not chosen: the attribute says what is.
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
    // Classes and styles of the element or the page may give the map other colours.
    const looks = new MutationObserver(() => this.#session?.applyTheme());
    for (const element of [this, document.documentElement]) looks.observe(element, { attributes: true });
    signal.addEventListener("abort", () => looks.disconnect());
    this.#applyAttributes();
    this.#options.selected = this.selected;
    this.#options.scrolls = this.getAttribute("mode") === "scroll";
    this.#session = new Session(shadow, this.#options, (type, detail) => {
      if (type === "select") this.#reflectSelected();
      if (type === "ready") this.#link(signal).catch(() => {}); // told by an event
      this.dispatchEvent(new CustomEvent(type, { detail }));
    });
    const loaded = this.#session.load(this.#story === undefined ? this.story : this.#story);
    loaded.catch(() => {}); // told by an event
    for (const resolve of this.#waiting.splice(0)) resolve(loaded);
  }

  /** Language and theme, as they now are. */
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

  /** The page's address follows the first map that asks for it. */
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

  /** Writes what was chosen into the attribute without choosing it once more. */
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

// The map's own events have their own types; all others are those of every element.
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
