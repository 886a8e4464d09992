// One life of one map, from the moment its element is in a document until it is not: the engine, its
// canvas, the frame loop, and everything that must be let go of in the end.

import { breathe } from "./breath.js";
import { Furniture, type Handlers } from "./furniture.js";
import { listen, now } from "./input.js";
import { loadEngine, loadLater, loadSketch, loadStoryText, sheet, wrap } from "./loader.js";
import { pageColors, PRINT, THEMES } from "./theme.js";
import type { EngineApi, Outline } from "./engine.js";
import { placesOf } from "./places.js";
import type { Source } from "./export.js";
import { watchCalm, watchPrinter, watchRatio } from "./watch.js";
import { Letters } from "./fonts.js";
import { bring, furnish, rehearse } from "./rehearse.js";
import { Supplies, type Supplied } from "./supplies.js";
import { Telling, type Teller } from "./telling.js";
import type { Emit, Wish } from "./wish.js";
import type { DarienMapError, ErrorCode, Place, StorySource, View } from "./types.js";

export class Session implements Supplied, Teller {
  readonly #life = new AbortController();
  readonly telling = new Telling(this, this.#life.signal);
  readonly #furniture: Furniture;
  readonly #letters: Letters;
  readonly #sizes = new ResizeObserver((entries) => this.#resized(entries));
  /** The engine, once it is there. */
  readonly core: Promise<EngineApi>;
  readonly #wish: Wish;
  readonly #emit: Emit;
  engine: EngineApi | undefined;
  /** There is one as soon as there is a map to be seen. */
  outline: Outline | undefined;
  #loading: AbortController | undefined;
  readonly #supplies = new Supplies(this, this.#life.signal);
  #panels: Promise<void> | undefined;
  #panelsSettled = false;
  #ready = false;
  #printing = false;
  #frame = 0;
  #width = 0;
  #height = 0;
  #failure: DarienMapError | undefined;
  #landed: (() => void) | undefined;
  #opener: HTMLElement | undefined;

  constructor(shadow: ShadowRoot, wish: Wish, emit: Emit) {
    this.#wish = wish;
    this.#emit = emit;
    const handlers: Handlers = {
      zoomBy: (levels) => this.call((engine) => engine.zoomBy(levels, now()), true),
      fit: () => this.call((engine) => engine.fit(now()), true),
      choose: (id, byKey) => this.#choose(byKey, () => this.select(id)),
      goTo: (chapter, byKey) => this.#choose(byKey, () => this.telling.goTo(chapter)),
      play: (on) => this.telling.play(on),
      seek: (position) => this.call((engine) => engine.scroll(position, now()), true),
      furnish: () => this.#furnish(),
      copied: () => this.#furniture.note("copied"),
      number: (on) => this.call((engine) => engine.setNumbered(on)),
      close: () => this.select(null),
      focus: (id) => this.call((engine) => engine.focus(id)),
    };
    this.#furniture = new Furniture(handlers);
    const { root, canvas, obstacles } = this.#furniture;
    this.#letters = new Letters(root);
    shadow.append(root, this.#furniture.slots.steps);
    const free = () => shadow.host.matches("[gestures=free],:fullscreen");
    const call = (use: (engine: EngineApi) => void, interrupts: boolean) => {
      if (interrupts) root.classList.add("moved");
      this.call(use, interrupts);
    };
    listen(canvas, call, free, () => this.#furniture.hint(/Mac/.test(navigator.platform) ? "cmdZoom" : "ctrlZoom"));
    canvas.addEventListener("keydown", ({ key }) => this.#jump(key));
    for (const element of [root, ...obstacles]) this.#sizes.observe(element);
    watchRatio(() => this.#resize(), this.#life.signal);
    // A font of the page's own may come late.
    document.fonts.addEventListener("loadingdone", this.#letter, { signal: this.#life.signal });
    const soothe = watchCalm((on) => this.call((engine) => engine.setReducedMotion(on)), this.#life.signal);
    watchPrinter((on) => this.#print(on), this.#life.signal);
    this.core = this.#begin(soothe);
    // Whoever needs the engine hears of a failure; nobody else has to.
    this.core.catch(() => {});
    this.colour();
  }

  // What the element asks for.

  /** The engine, as long as there is a map to be seen. */
  get map(): EngineApi | undefined {
    return this.outline && this.engine;
  }

  readonly say = (text: string): void => this.#furniture.say(text);
  readonly tell = (id: string | null): void => this.#emit("chapter", { id });

  /** Every place of the story, in the order of telling. */
  get places(): readonly Place[] {
    return placesOf(this.outline, this.engine);
  }

  /** Every call into the engine that may change something goes through here. */
  call(use: (engine: EngineApi) => void, interrupts = false): void {
    const engine = this.engine;
    if (!engine) return;
    if (interrupts) this.#land();
    try {
      use(engine);
      this.#heed(engine);
    } catch (reason) {
      this.fail("wasm", reason);
    }
  }

  /** Shows another story. A failure is told to the reader and the page, then thrown. */
  async load(source: StorySource): Promise<void> {
    this.#loading?.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    try {
      const [text, engine] = await Promise.all([loadStoryText(source, signal), this.core]);
      await breathe(signal);
      await bring(engine, text, signal);
      if (!this.outline) await rehearse(engine, this.#furniture, this.#wish.view, this.#faces, () => this.#supplies.lay(0), signal);
      this.#tell();
      await this.show();
      await breathe(this.#life.signal);
      this.#fillPanels();
    } catch (reason) {
      signal.throwIfAborted();
      throw this.fail("story", reason);
    }
  }

  /** False: no such place, or no places yet. */
  select(id: string | null): boolean {
    let found = false;
    if (this.map) this.call((engine) => (found = engine.select(id ?? undefined)), true);
    else this.#wish.selected = id;
    return found;
  }

  /** Resolves when the flight has ended, by itself or otherwise. */
  flyTo({ lon, lat, zoom }: View, seconds: number): Promise<void> | undefined {
    this.call((engine) => engine.flyTo(lon, lat, zoom, seconds, now()), true);
    return this.engine?.needsFrame() ? new Promise((resolve) => (this.#landed = resolve)) : undefined;
  }

  /** What a picture to take along is made of, as it is now; nothing while there is no map. */
  get source(): Source | undefined {
    this.#paint();
    const { map: engine, outline } = this;
    return engine && outline && { engine, outline, width: this.#width, height: this.#height };
  }

  /** Writes everything anew, in the language wished for. */
  translate(): void {
    this.call((engine) => engine.setLang(this.#wish.lang));
    if (!this.outline || !this.engine) return;
    this.#furniture.fill((this.outline = this.engine.outline()));
    this.#fillPanels();
  }

  #fillPanels(): void {
    if (this.outline) this.#furniture.fillPanels(this.outline, this.#region);
    this.write();
  }

  /** Takes on the theme wished for, and leaves out what shall not be there. */
  colour(): void {
    const { root, canvas, slots } = this.#furniture;
    const { without, progress } = this.#wish;
    const theme = this.#printing ? PRINT : this.#wish.theme;
    for (const { dataset } of [root, slots.steps]) dataset["theme"] = THEMES[theme] ?? "";
    this.call((engine) => {
      engine.setWithout(without);
      engine.setProgress(progress);
      engine.setTheme(theme, pageColors(canvas, engine.colors()));
    });
    this.#letter();
  }

  /** The session is of no use after this. */
  end(): void {
    const { root, canvas } = this.#furniture;
    const engine = this.engine;
    this.engine = undefined;
    this.#life.abort();
    this.#loading?.abort();
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    this.telling.end();
    this.#land();
    // A browser may keep a canvas' pixels long after the canvas is gone.
    canvas.width = canvas.height = 0;
    root.remove();
    this.#furniture.slots.steps.remove();
    engine?.free();
  }

  // Loading.

  async #begin(soothe: () => void): Promise<EngineApi> {
    try {
      const [Engine, ground] = await Promise.all([loadEngine(), loadSketch()]);
      this.#life.signal.throwIfAborted();
      const engine = (this.engine = new Engine(sheet(this.#furniture.canvas, true)));
      soothe();
      this.colour();
      this.translate();
      await breathe(this.#life.signal);
      engine.loadBasemap(0, ground);
      await breathe(this.#life.signal);
      // Files that are there already come sooner than the first word of the box's size.
      const { root } = this.#furniture;
      this.#width ||= root.clientWidth;
      this.#height ||= root.clientHeight;
      this.#resize();
      return engine;
    } catch (reason) {
      throw this.fail("wasm", reason);
    }
  }

  /** After a story was loaded: shows it, and first what the page wished to be seen. */
  #tell(): void {
    const { view, selected } = this.#wish;
    const first = !this.outline;
    this.#wish.selected = null;
    if (this.engine) this.#furniture.fill((this.outline = this.engine.outline()));
    this.write();
    this.#furniture.showMessage(undefined, "");
    this.#furniture.root.classList.add("shown");
    this.#furnish();
    // A new story is shown whole, unless the page has asked for a view before there was any.
    if (first && view) this.call((engine) => engine.jumpTo(view.lon, view.lat, view.zoom));
    if (selected !== null && !this.select(selected)) this.#selected(null);
    this.schedule();
  }

  /** Card and list come after the first picture. */
  #loadPanels(): void {
    this.#panels ??= breathe(this.#life.signal)
      .then(loadLater)
      .then(({ Panels }) => {
        this.#life.signal.throwIfAborted();
        const { slots, root, handlers } = this.#furniture;
        this.#furniture.adopt(new Panels(slots, root, handlers, this.#wish.scrolls, this.#life.signal));
      })
      .catch((reason: unknown) => void this.fail("wasm", reason, false))
      .then(async () => {
        this.#panelsSettled = true;
        this.#fillPanels();
        await breathe(this.#life.signal).catch(() => {});
        this.#furnish();
        await this.show();
      });
  }

  /** Letters the map in the families that the page names, if it does. */
  readonly #letter = (): void => this.call((engine) => engine.setFonts(...this.#letters.families));
  readonly #faces = (): Promise<void> => this.#letters.load(this.#letter);

  /** Tells what failed, once: the page always, the reader if there is no map without it. */
  fail(code: ErrorCode, reason: unknown, needed = true): DarienMapError {
    const crashed = reason instanceof WebAssembly.RuntimeError;
    const error = wrap(crashed ? "wasm" : code, reason);
    // A core that has crashed cannot be asked anything more; what it has painted stays.
    if (crashed) this.engine = undefined;
    // What the core failed with comes again to each who waited for it.
    if (this.#failure === error || this.#life.signal.aborted) return error;
    this.#failure = error;
    if (needed && !this.outline) this.#furniture.showMessage(error, this.#wish.lang);
    this.#emit("error", error);
    return error;
  }

  // The loop.

  /** Passes on what the engine has to say. Listeners may do anything, even end this session. */
  #heed(engine: EngineApi): void {
    let [toured, unwritten] = [false, false];
    for (const notice of engine.takeNotices()) {
      if (notice.type === "tour") {
        this.telling.turn(notice);
        toured = unwritten = true;
      } else if (notice.type === "select") {
        this.#selected(notice.id);
        unwritten = false;
      } else if (notice.type === "hint") this.#furniture.hint("twoFingers");
      else this.#emit("viewchange", notice.view);
      if (this.engine !== engine) return;
    }
    if (unwritten) this.write();
    if (toured) this.telling.wait(engine);
    if (engine.needsFrame()) this.schedule();
  }

  /** Composes the next picture in a task of its own, for a frame to paint. */
  async show(): Promise<void> {
    await breathe(this.#life.signal).catch(() => {});
    this.call((engine) => engine.compose(now()));
    this.schedule();
  }

  schedule(): void {
    if (!this.map) return;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #paint(): void {
    if (!this.map || this.#unseen) return;
    this.call((engine) => engine.frame(now()));
    if (!this.#frame) this.#land();
    void this.#supplies.adorn();
    this.#loadPanels();
    const wants = this.map?.wants() ?? 0;
    for (const level of [0, 1, 2] as const) if (wants & (1 << level)) void this.#supplies.ground(level);
    if (this.#ready || this.#supplies.pending || !this.#panelsSettled) return;
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
      ({ width: this.#width, height: this.#height } = contentRect);
      this.#resize();
    }
    this.#furnish();
  }

  /** No box to paint in. What takes a picture of a page may make it next to nothing for a moment: that is none. */
  get #unseen(): boolean {
    return this.#width < 9 || !this.#height;
  }

  #resize(): void {
    if (!this.engine || this.#unseen) return;
    const ratio = this.#printing ? Math.max(devicePixelRatio, 3) : devicePixelRatio;
    this.call((engine) => engine.resize(this.#width, this.#height, ratio));
    if (!this.map && this.#furniture.root.matches(".drawn")) this.call((engine) => engine.sketch());
    this.#paint();
  }

  /** A page for the printer is made at once: the picture has to be there before. */
  #print(on: boolean): void {
    if (this.#printing === on) return;
    this.#printing = on;
    // The sheet may give the map another shape than the screen, and nobody waits for another picture.
    this.#furniture.canvas.style.objectFit = on ? "contain" : "";
    this.colour();
    this.#resize();
  }

  #furnish(): void {
    if (this.map) this.call((engine) => furnish(engine, this.#furniture));
  }

  // The card.

  /** The reader's own region, if it is one of the language the texts are in. */
  get #region(): string {
    const { lang } = this.#wish;
    const told = this.outline?.lang ?? lang;
    return lang.startsWith(told) ? lang : told;
  }

  /** Writes the card anew. */
  write(): void {
    const { selected } = this.#wish;
    if (!this.outline) return;
    const card = selected === null ? undefined : this.engine?.card(selected);
    this.#furniture.showCard(card, this.telling.tour, this.outline, this.#region);
  }

  #selected(id: string | null): void {
    this.#wish.selected = id;
    const { canvas, slots } = this.#furniture;
    const held = slots.card.contains(this.#focus);
    this.write();
    if (slots.card.hidden) {
      if (held) (this.#opener?.isConnected ? this.#opener : canvas).focus({ preventScroll: true });
      this.#opener = undefined;
    }
    this.#furnish();
    this.#emit("select", { id });
  }

  #choose(byKey: boolean, choose: () => void): void {
    const { card } = this.#furniture.slots;
    const from = this.#focus;
    const inside = card.contains(from);
    choose();
    if (card.hidden) return;
    if (byKey && from && !inside) this.#opener = from;
    if (byKey) this.#furniture.focusCard();
  }

  /** Home and End: to the first and the last chapter. Enter: into the story. */
  #jump(key: string): void {
    const to = this.telling.target(key);
    if (to !== undefined) this.#choose(key === "Enter", () => this.telling.goTo(to));
  }

  get #focus(): HTMLElement | null {
    return this.#furniture.root.querySelector<HTMLElement>(":focus");
  }
}
