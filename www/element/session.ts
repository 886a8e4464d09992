// One life of one map, from the moment its element is in a document until it is not: the engine, its
// canvas, the frame loop, and everything that must be let go of in the end.

import { Furniture } from "./furniture.js";
import { listen, now } from "./input.js";
import { loadEngine, loadFile, loadRelief, loadStoryText, wrap } from "./loader.js";
import type { DarienMapError, DarienMapEventMap, EngineApi, ErrorCode, Level } from "./types.js";
import type { Outline, StorySource, View } from "./types.js";

/** What a map begins with. */
export interface Beginning {
  lang: string;
  dark: boolean;
  /** Where to look at first; the whole route if not said. */
  view: View | undefined;
  /** Which place to open. */
  selected: string | null;
}

export type Emit = <K extends keyof DarienMapEventMap>(type: K, detail: DarienMapEventMap[K]["detail"]) => void;

export class Session {
  readonly #life = new AbortController();
  readonly #furniture: Furniture;
  readonly #sizes = new ResizeObserver((entries) => this.#resized(entries));
  readonly #core: Promise<EngineApi>;
  readonly #emit: Emit;
  readonly #levels = new Set<Level>();
  readonly #failed = new WeakSet<DarienMapError>();
  #lang: string;
  #view: View | undefined;
  #selected: string | null;
  #engine: EngineApi | undefined;
  #outline: Outline | undefined;
  #loading: AbortController | undefined;
  #reliefSettled = false;
  #ready = false;
  #frame = 0;
  #width = 0;
  #height = 0;
  #furnished = "";
  #landed: (() => void) | undefined;
  #opener: HTMLElement | null = null;

  constructor(shadow: ShadowRoot, beginning: Beginning, emit: Emit) {
    this.#emit = emit;
    this.#lang = beginning.lang;
    this.#view = beginning.view;
    this.#selected = beginning.selected;
    const { signal } = this.#life;
    this.#furniture = new Furniture(
      {
        zoomBy: (levels) => this.#call((engine) => engine.zoomBy(levels, now()), true),
        fit: () => this.fit(),
        choose: (id, byKey) => this.#choose(id, byKey),
        close: () => this.select(null),
        focus: (id) => this.#call((engine) => engine.focus(id)),
      },
      signal,
    );
    const { root, canvas, obstacles } = this.#furniture;
    shadow.append(root);
    listen(canvas, (use, interrupts) => this.#call(use, interrupts), signal);
    for (const element of [root, ...obstacles]) this.#sizes.observe(element);
    this.#watchRatio();
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    calm.addEventListener("change", () => this.#call((e) => e.setReducedMotion(calm.matches)), { signal });
    this.setDark(beginning.dark);
    this.#core = this.#begin(calm.matches, beginning.dark);
    this.#core.catch(() => {});
    void this.#loadRelief("overview");
  }

  // What the element asks for.

  get view(): View | undefined {
    return this.#outline ? this.#engine?.view() : this.#view;
  }

  get selected(): string | null {
    return this.#selected;
  }

  /** Shows another story. A failure is told to the reader and the page, then thrown. */
  async load(source: StorySource): Promise<void> {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    const signal = AbortSignal.any([loading.signal, this.#life.signal]);
    try {
      const [text, engine] = await Promise.all([loadStoryText(source, signal), this.#core]);
      signal.throwIfAborted();
      engine.loadStory(text);
    } catch (reason) {
      signal.throwIfAborted();
      throw this.#fail("story", "The story could not be shown", reason);
    }
    this.#told();
  }

  select(id: string | null): boolean {
    if (!this.#outline) {
      this.#selected = id;
      return false;
    }
    let found = false;
    this.#call((engine) => (found = engine.select(id ?? undefined)), true);
    return found;
  }

  jumpTo(view: View): void {
    this.#view = view;
    this.#call((engine) => engine.jumpTo(view.lon, view.lat, view.zoom), true);
  }

  fit(): void {
    this.#view = undefined;
    this.#call((engine) => engine.fit(), true);
  }

  /** Resolves when the flight has ended, by itself or otherwise. Before there is a map: a jump. */
  flyTo(view: View, seconds: number): Promise<void> {
    this.#view = view;
    this.#call((engine) => engine.flyTo(view.lon, view.lat, view.zoom, seconds, now()), true);
    if (!this.#outline || !this.#engine?.needsFrame()) return Promise.resolve();
    return new Promise((resolve) => (this.#landed = resolve));
  }

  project(lon: number, lat: number): Float64Array | undefined {
    return this.#outline && this.#engine?.project(lon, lat);
  }

  unproject(x: number, y: number): Float64Array | undefined {
    return this.#outline && this.#engine?.unproject(x, y);
  }

  setLang(tag: string): void {
    this.#lang = tag;
    this.#call((engine) => engine.setLang(tag));
    if (this.#outline) this.#write();
  }

  setDark(dark: boolean): void {
    this.#furniture.root.classList.toggle("dark", dark);
    this.#call((engine) => engine.setTheme(dark ? "dark" : "light"));
  }

  /** Lets go of everything. The session is of no use after this. */
  end(): void {
    this.#life.abort();
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#land();
    const engine = this.#engine;
    this.#engine = undefined;
    // A browser may keep a canvas' pixels long after the canvas is gone.
    this.#furniture.canvas.width = this.#furniture.canvas.height = 0;
    this.#furniture.root.remove();
    engine?.free();
  }

  // Loading.

  async #begin(calm: boolean, dark: boolean): Promise<EngineApi> {
    try {
      const [Engine, ground] = await Promise.all([loadEngine(), loadGround("overview")]);
      this.#life.signal.throwIfAborted();
      const context = this.#furniture.canvas.getContext("2d", { alpha: false });
      if (!context) throw new Error("got no 2d context from the canvas");
      const engine = (this.#engine = new Engine(context));
      engine.setReducedMotion(calm);
      engine.setTheme(dark ? "dark" : "light");
      engine.setLang(this.#lang);
      this.#levels.add("overview");
      engine.loadBasemap("overview", ground);
      this.#resize();
      return engine;
    } catch (reason) {
      this.#life.signal.throwIfAborted();
      throw this.#fail("wasm", "The map could not be started", reason);
    }
  }

  /** After a story was loaded: writes everything anew and shows what should be seen first. */
  #told(): void {
    const first = !this.#outline;
    const selected = this.#selected;
    this.#selected = null;
    this.#write();
    this.#furniture.hideMessage();
    this.#furniture.root.classList.add("shown");
    this.#furnish();
    const view = first ? this.#view : undefined;
    if (view) this.jumpTo(view);
    else this.fit();
    if (selected !== null && !this.select(selected)) this.#select(null);
    this.#schedule();
  }

  async #loadLevel(level: Level): Promise<void> {
    if (this.#levels.has(level)) return;
    this.#levels.add(level);
    try {
      const ground = await loadGround(level);
      this.#engine?.loadBasemap(level, ground);
      this.#schedule();
    } catch (reason) {
      this.#fail("basemap", `The map’s detail (${level}) could not be loaded`, reason, false);
      return;
    }
    if (level !== "rio-grande") await this.#loadRelief(level);
  }

  async #loadRelief(level: "overview" | "darien"): Promise<void> {
    try {
      const context = await loadRelief(`${level}.webp`);
      await this.#core;
      this.#engine?.setRelief(level, context);
    } catch (reason) {
      this.#fail("basemap", `The relief (${level}) could not be loaded`, reason, false);
    }
    if (level === "overview") this.#reliefSettled = true;
    this.#schedule();
  }

  /** Tells what failed, once: the page always, the reader if there is no map without it. */
  #fail(code: ErrorCode, what: string, reason: unknown, needed = true): DarienMapError {
    const crashed = reason instanceof WebAssembly.RuntimeError;
    const error = wrap(crashed ? "wasm" : code, what, reason);
    // A core that has crashed cannot be asked anything more; what it has painted stays.
    if (crashed) this.#engine = undefined;
    if (this.#failed.has(error) || this.#life.signal.aborted) return error;
    this.#failed.add(error);
    if (needed && !this.#outline) this.#furniture.showMessage(error, this.#lang);
    this.#emit("error", error);
    return error;
  }

  // The loop.

  /** Every call into the engine that may change something goes through here. */
  #call(use: (engine: EngineApi) => void, interrupts = false): void {
    const engine = this.#engine;
    if (!engine) return;
    if (interrupts) this.#land();
    try {
      use(engine);
      this.#heed(engine);
    } catch (reason) {
      this.#fail("wasm", "The map stopped", reason);
    }
  }

  /** Passes on what the engine has to say. Listeners may do anything, even end this session. */
  #heed(engine: EngineApi): void {
    for (const notice of engine.takeNotices()) {
      if (notice.type === "select") this.#select(notice.id);
      else this.#emit("viewchange", notice.view);
      if (this.#engine !== engine) return;
    }
    if (engine.needsFrame()) this.#schedule();
  }

  #schedule(): void {
    if (!this.#outline || this.#life.signal.aborted) return;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #paint(): void {
    if (!this.#outline || !this.#width || !this.#height) return;
    let more = false;
    this.#call((engine) => (more = engine.frame(now())));
    const engine = this.#engine;
    if (!engine) return this.#land();
    if (more) this.#schedule();
    else this.#land();
    for (const level of engine.wants()) void this.#loadLevel(level);
    if (this.#ready || !this.#reliefSettled) return;
    this.#ready = true;
    this.#emit("ready", undefined);
  }

  #land(): void {
    this.#landed?.();
    this.#landed = undefined;
  }

  // The box.

  #resized(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, contentRect } of entries) {
      if (target !== this.#furniture.root) continue;
      this.#width = contentRect.width;
      this.#height = contentRect.height;
      this.#resize();
    }
    this.#furnish();
  }

  /** Sizing a canvas wipes it, so it is painted again before anyone can see that. */
  #resize(): void {
    const { canvas } = this.#furniture;
    const ratio = devicePixelRatio || 1;
    if (!this.#engine || !this.#width || !this.#height) return;
    canvas.width = Math.max(1, Math.round(this.#width * ratio));
    canvas.height = Math.max(1, Math.round(this.#height * ratio));
    this.#call((engine) => engine.resize(this.#width, this.#height, ratio));
    this.#paint();
  }

  /** A window may be moved to a screen of another pixel ratio: each ratio is watched until it ends. */
  #watchRatio(): void {
    const { signal } = this.#life;
    const changed = () => {
      this.#watchRatio();
      this.#resize();
    };
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", changed, { once: true, signal });
  }

  /** Tells the engine where furniture stands, so that labels and the chosen place keep clear of it. */
  #furnish(): void {
    if (!this.#outline || !this.#width) return;
    const { right, bottom, rects } = this.#furniture.measure(this.#width, this.#height);
    const state = [right, bottom, ...rects].join();
    if (state === this.#furnished) return;
    this.#furnished = state;
    this.#call((engine) => {
      engine.setPadding(0, right, bottom, 0);
      engine.setObstacles(new Float64Array(rects));
    });
  }

  // The words.

  #write(): void {
    const engine = this.#engine;
    if (!engine) return;
    this.#outline = engine.outline();
    this.#furniture.fill(this.#outline);
    this.#writeCard();
  }

  #writeCard(): void {
    if (!this.#outline) return;
    const { lang, strings } = this.#outline;
    const card = this.#selected === null ? undefined : this.#engine?.card(this.#selected);
    // The reader's own region, if it is one of the language the texts are in.
    const region = this.#lang.toLowerCase().startsWith(`${lang}-`) ? this.#lang : lang;
    this.#furniture.showCard(card, strings, region);
  }

  #select(id: string | null): void {
    this.#selected = id;
    const { card, canvas } = this.#furniture;
    const held = card.element.contains(this.#focused);
    this.#writeCard();
    if (card.element.hidden) {
      const back = this.#opener?.isConnected ? this.#opener : canvas;
      if (held) back.focus({ preventScroll: true });
      this.#opener = null;
    }
    this.#furnish();
    this.#emit("select", { id });
  }

  #choose(id: string, byKey: boolean): void {
    const { card } = this.#furniture;
    const focused = this.#focused;
    this.select(id);
    if (card.element.hidden) return;
    if (byKey && focused && !card.element.contains(focused)) this.#opener = focused;
    // The button pressed may be gone: there is no step past the last place.
    if (byKey || (focused?.hidden && card.element.contains(focused))) card.focus();
  }

  get #focused(): HTMLElement | null {
    const shadow = this.#furniture.root.getRootNode();
    const element = shadow instanceof ShadowRoot ? shadow.activeElement : null;
    return element instanceof HTMLElement ? element : null;
  }
}

async function loadGround(level: Level): Promise<Uint8Array> {
  try {
    return await loadFile(`${level}.bin`);
  } catch (reason) {
    throw wrap("basemap", `The map’s geography (${level}) could not be loaded`, reason);
  }
}
