// A session of a map: it starts when the element is inserted into a document and ends when it is removed. The session owns the
// engine, the canvas, the frame loop, and everything that must be released at the end.

import { BasemapLoader } from "./basemap.js";
import { Choosing } from "./choosing.js";
import type { BasemapHost, CardView, ChapterView, ChoosingHost, Emit, EngineApi, Handlers, LegCard, LegInRoute, MapOptions, Outline, PlaybackHost, SizeHost, Source } from "./contracts.js";
import type { DarienMapError, Problem } from "./errors.js";
import { Failures } from "./failures.js";
import type { Controls } from "./controls.js";
import { Core } from "./core.js";
import { feedStory, firstPaint } from "./first-paint.js";
import { loadFile } from "./files.js";
import { MapFonts, loadFonts } from "./fonts.js";
import { Furniture } from "./furniture.js";
import { STEP, listen, now } from "./input.js";
import { loadLater } from "./loader.js";
import { InterfaceWords } from "./locale.js";
import { placesOf } from "./places.js";
import { Playback } from "./playback.js";
import { resumable } from "./resume.js";
import { MapSize } from "./size.js";
import { baseOf, loadStoryText, loadTranslationText } from "./story-source.js";
import { loadStyles } from "./styles.js";
import { PRINT, THEMES, pageColors } from "./theme.js";
import type { Pieces } from "./pieces.js";
import type { Place, StorySource, View } from "./types.js";
import { watchReducedMotion, type Page } from "./watch.js";
import { yieldToMain } from "./yield.js";

export class Session implements BasemapHost, ChoosingHost, PlaybackHost, SizeHost {
  readonly #life = new AbortController();
  readonly playback: Playback;
  readonly #furniture: Furniture;
  readonly #words: InterfaceWords;
  readonly #fonts: MapFonts;
  /** The window of the element's document. */
  readonly #page: Page;
  /** Starts to load the map. */
  begin: () => void = () => {};
  readonly #begun = new Promise<void>((resolve) => (this.begin = resolve));
  /** Resolves to the engine when it is loaded. */
  #loaded: Promise<EngineApi>;
  readonly #core: Core;
  readonly #options: MapOptions;
  readonly emit: Emit;
  /** The outline; `undefined` until the whole map is shown. */
  outline: Outline | undefined;
  #loading: AbortController | undefined;
  /** The time that the story shows, ISO 8601; `null` if it shows none. */
  time: string | null = null;
  /** Where the engine's story is from. */
  #story: StorySource = null;
  /** Whether the story to load is the built-in one, which is known to be on the built-in basemap. */
  #builtIn = true;
  #basemap = new BasemapLoader(this, this.#life.signal);
  /** Loads the rest of the basemap; `undefined` until `later.js` is loaded. */
  #pieces: Pieces | undefined;
  /** The module `later.js`; `undefined` until it is loaded. */
  #later: Awaited<ReturnType<typeof loadLater>> | undefined;
  /** Buttons, legend and credits, which are shown with the whole map. */
  #controls: Controls | undefined;
  /** Loading of card and list, after the whole map is shown. It is "settled" even if loading failed. */
  #panels: "loading" | "settled" | undefined;
  readonly size: MapSize;
  readonly #choosing: Choosing;
  /** Tells the engine whether the reader prefers reduced motion. */
  readonly applyReducedMotion: () => void;
  readonly #host: Element;
  #frame = 0;
  readonly #failures: Failures;
  /** Reports a failure to the page, and to the reader if there is no map. */
  readonly fail: Failures["report"];
  /** The view that was reported last, and the one in which the camera came to rest. */
  #view: View | undefined;
  #rested: View | undefined;
  #flightEnded: (() => void) | undefined;
  /** Loading of letters beyond those of the package's fonts. */
  alphabets: Promise<void> | undefined;

  /** `restart` ends this session and starts another. `inherit` applies what the map inherits from the page, and its attributes. */
  constructor(shadow: ShadowRoot, page: Page, options: MapOptions, emit: Emit, private readonly restart: () => void, public inherit: () => void) {
    this.#page = page;
    this.playback = new Playback(this, page.document, this.#life.signal);
    this.#options = options;
    this.emit = emit;
    const handlers: Handlers = {
      emit,
      retry: restart,
      zoomBy: (levels) => this.call((engine) => engine.zoomBy(levels, now()), true),
      pan: (x, y) => this.call((engine) => engine.panBy(-x * STEP, -y * STEP, now()), true),
      fit: () => this.call((engine) => {
        // A card would cover a part of the whole map.
        if (!this.#furniture.slots.card.hidden) engine.closeCard(now());
        engine.fit(now());
      }, true),
      choose: (id, byKey) => this.#choosing.choose(byKey, () => this.select(id)),
      goTo: (chapter, byKey) => this.#choosing.choose(byKey, () => this.playback.goTo(chapter)),
      play: (on) => this.playback.play(on),
      seek: (position) => this.call((engine) => engine.scroll(position, now()), true),
      setTimeStep: (step) => this.call((engine) => {
        engine.play(false, now());
        engine.setTimeStep(step);
      }),
      absent: () => this.ask((engine) => engine.absent()) ?? "",
      furnish: () => this.furnish(),
      note: (...note) => this.say(this.#controls?.hints.show(...note) ?? ""),
      finish: () => this.finish(),
      justTurned: () => this.playback.justTurned,
      number: (on) => this.call((engine) => engine.setNumbered(on)),
      close: () => this.call((engine) => engine.closeCard(now()), true),
      focus: (id) => this.call((engine) => engine.focus(id)),
    };
    this.#furniture = new Furniture(handlers);
    const { root, canvas, ruler } = this.#furniture;
    const translate = () => void (this.#words.locale ?? this.#words.load().catch(() => {}));
    this.#failures = new Failures(this, this.#furniture, translate, emit, this.#life.signal);
    this.fail = this.#failures.report;
    this.#core = new Core(canvas, options, this.#crashed, this.#life.signal);
    this.#fonts = new MapFonts(root, page);
    this.#words = new InterfaceWords(options, this.#furniture, this, this.#loadTranslation, this.#life.signal);
    shadow.append(root, this.#furniture.slots.steps, ruler);
    this.#host = shadow.host;
    const free = () => shadow.host.matches("[gestures=free],:fullscreen");
    const call = (use: (engine: EngineApi) => void, interrupts: boolean) => {
      if (interrupts) root.classList.add("moved");
      this.call(use, interrupts);
    };
    listen(canvas, call, free, () => this.#controls?.hints.hint(/Mac/.test(navigator.platform) ? "cmdZoom" : "ctrlZoom"));
    this.#choosing = new Choosing(this, this.#furniture, options, emit);
    canvas.addEventListener("keydown", (event) => this.#choosing.press(event));
    // The browser had lost the pixels of all canvases, those of the caches and the relief, too.
    canvas.addEventListener("contextrestored", restart);
    // What a page was loading when its reader left it has failed when it is shown again.
    page.addEventListener("pageshow", ({ persisted }) => persisted && this.#furniture.phase !== "ready" && restart(), { signal: this.#life.signal });
    this.size = new MapSize(this, this.#furniture, page, this.#life.signal);
    // A font of the page may be loaded late.
    page.document.fonts.addEventListener("loadingdone", this.#applyFonts, { signal: this.#life.signal });
    this.applyReducedMotion = watchReducedMotion(page, (on) => this.call((engine) => engine.setReducedMotion(on)), this.#life.signal);
    this.#loaded = this.#start();
    // Those who await the engine handle a failure. This avoids the warning about an unhandled rejection.
    this.#loaded.catch(() => {});
    this.applyTheme();
  }

  // Called by the element.

  get engine(): EngineApi | undefined {
    return this.#core.engine;
  }

  /** Why there is no engine any more. */
  get crash(): DarienMapError | undefined {
    return this.engine ? undefined : this.#failures.last;
  }

  /** The engine, if the map is shown. */
  get map(): EngineApi | undefined {
    return this.outline && this.engine;
  }

  readonly say = (text: string): void => this.#furniture.say(text);
  readonly finish = (): void => {
    this.#furniture.finish();
    this.emit("end", undefined);
  };
  /** The title of a card, in the reader's language. */
  readonly titleOf = (card: CardView | LegCard): string => this.#later?.titleOf(card, this.#words.locale) ?? "";

  /** All places of the story, in the order of playback. */
  get places(): readonly Place[] {
    return this.ask((engine, outline) => placesOf(outline, engine)) ?? [];
  }

  /** What was guessed or left out when the story was read. */
  get notes(): readonly Problem[] {
    return this.ask((engine) => engine.notes()) ?? [];
  }

  /** What a call returns that does not change the engine's state; `undefined` before the map is shown, and after a crash. */
  ask<T>(use: (engine: EngineApi, outline: Outline) => T): T | undefined {
    const { engine, outline } = this;
    try {
      return engine && outline && use(engine, outline);
    } catch (reason) {
      this.fail("wasm", reason);
      return undefined;
    }
  }

  /** All calls of the engine that may change its state go through this method. */
  call(use: (engine: EngineApi) => void, interrupts = false): void {
    const engine = this.engine;
    if (!engine) return;
    if (interrupts) this.#endFlight();
    try {
      use(engine);
      this.#dispatchEvents(engine);
    } catch (reason) {
      this.fail("wasm", reason);
    }
  }

  /** Goes back to the start. */
  reset(): void {
    this.#controls?.layers.closeAll();
    this.playback.goTo(null);
  }

  /** Shows another story. A failure is reported to the reader and the page, then thrown. */
  async load(source: StorySource): Promise<void> {
    this.#loading?.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    this.#builtIn = source === null;
    let engine: EngineApi | undefined;
    try {
      await this.#begun;
      signal.throwIfAborted();
      const [text] = await Promise.all([loadStoryText(source, signal), this.#loaded]);
      signal.throwIfAborted();
      engine = await this.#core.engineFor(text.length);
      await yieldToMain(signal);
      await feedStory(engine, text, signal).catch(async (reason: Partial<DarienMapError>) => {
        // A crash, and the end of the loading, say nothing about the file.
        if (!reason.problems?.length) throw reason;
        // Says what the file is, if it is none of ours. Without that file the reason is told as it is.
        throw await resumable(() => import("./explain.js")).then(({ explain }) => explain(text, reason), () => reason);
      });
      const moves = engine !== this.engine;
      if (moves) await this.#moveTo(engine, signal);
      this.#story = await source;
      const elsewhere = !moves && (await this.#basemap.settle());
      signal.throwIfAborted();
      // The first story's translation is loaded with the other words.
      const translated = this.outline && this.#loadTranslation(this.#options.lang);
      if (!this.outline) await firstPaint(engine, this.#furniture, this.#options.view, this.#loadFonts, this.#loadRest, this.#furnishFirst, signal);
      else if (elsewhere) await this.#basemap.loadWords(this.#options.lang);
      this.#showStory();
      await this.show();
      await yieldToMain(this.#life.signal);
      await this.#loadMedia();
      this.#fillPanels();
      if (this.notes.length) this.emit("notes", this.notes);
      await translated;
    } catch (reason) {
      this.#core.drop(engine);
      // A crash has been reported, and has ended the loading.
      if (reason !== this.#failures.last) signal.throwIfAborted();
      // A problem of the story has its own code. Every other failure is one of the program.
      throw this.fail("wasm", reason);
    }
  }

  /** Continues with another engine, in which a story is loaded. Until it has all that the picture needs, the map stays as it is. */
  async #moveTo(engine: EngineApi, signal: AbortSignal): Promise<void> {
    const owns = () => this.#core.has(engine);
    const host: BasemapHost = {
      get engine() {
        return owns() ? engine : undefined;
      },
      size: this.size,
      show: this.show,
      fail: this.fail,
    };
    const basemap = new BasemapLoader(host, this.#life.signal);
    if (!this.size.unseen) this.size.give(engine);
    const asked = this.#options.basemap;
    await basemap.open(asked, Promise.resolve(engine), false);
    await basemap.settle();
    if (this.outline) await Promise.all([basemap.loadNext(), basemap.loadWords(this.#options.lang)]);
    signal.throwIfAborted();
    this.#core.adopt();
    this.#basemap.end();
    this.#basemap = basemap;
    if (this.#later) this.#pieces = new this.#later.Pieces(basemap);
    this.#loaded = Promise.resolve(engine);
    this.#words.pass();
    this.applyReducedMotion();
    this.applyTheme();
    this.call((engine) => engine.setNumbered(this.#furniture.canvas.matches(":focus-visible")));
    if (asked !== this.#options.basemap) void this.openBasemap().catch(() => {}); // an event reports the error
  }

  /** Shows another basemap. A failure is reported to the page, and the previous basemap stays. */
  async openBasemap(): Promise<void> {
    await this.#begun;
    await this.#basemap.open(this.#options.basemap, this.#loaded, false);
    await this.#basemap.settle();
    await this.#basemap.loadWords(this.#options.lang);
    this.#fill();
    await this.show();
  }

  /** Returns false if there is no such place or leg, or if no story is shown yet. */
  select(id: string | null): boolean {
    let found = false;
    if (this.map) this.call((engine) => (found = engine.select(id ?? undefined)), true);
    else [this.#options.selected, this.#options.viewLast] = [id, false];
    return found;
  }

  /** Resolves when the flight has ended or was interrupted. */
  flyTo({ lon, lat, zoom }: View, seconds: number): Promise<void> | undefined {
    this.call((engine) => engine.flyTo(lon, lat, zoom, seconds, now()), true);
    return this.ask((engine) => engine.needsFrame()) ? new Promise((resolve) => (this.#flightEnded = resolve)) : undefined;
  }

  /**
   * What an export of the present view is made from; `undefined` before the map is shown. It must be used before the next task:
   * until then, the picture has the title and the legend, which the first screen has as text.
   */
  get source(): Source | undefined {
    if (this.#furniture.opened && this.map) {
      this.call((engine) => {
        engine.setHiddenParts(this.#options.without);
        engine.setObstacles(new Float64Array());
      });
      setTimeout(() => {
        this.applyTheme();
        this.furnish();
      });
    }
    this.paint();
    const { map: engine, outline } = this;
    return engine && outline && { engine, outline, width: this.size.width, height: this.size.height, emit: this.emit };
  }

  /** Loads the requested language, then changes the texts of map and page at the same time. */
  translate(): void {
    // The first language is loaded with the first picture, so there is nothing to do before.
    if (this.#words.locale || this.#failures.last) this.#words.load().then(this.#rewrite).catch((reason: unknown) => this.fail("wasm", reason, false));
  }

  /** Writes all texts in the language that is loaded. */
  readonly #rewrite = (): void => {
    this.outline &&= this.#fill() ?? this.outline;
    this.#fillPanels();
    this.schedule();
  };

  /** Loads the texts of story and basemap in a language, if they have them in files. If that fails, they stay as they are. */
  readonly #loadTranslation = async (lang: string): Promise<void> => {
    const story = this.#story;
    const file = this.engine?.missingTranslation(lang);
    await this.#basemap.loadWords(lang);
    // The map may have been painted without them.
    if (!file) return this.schedule();
    try {
      const text = await loadTranslationText(story, file, this.#life.signal);
      // Another story may have been loaded meanwhile.
      if (story === this.#story) this.engine?.loadTranslation(file, text);
    } catch (reason) {
      this.fail("story", reason, false);
    }
    this.#rewrite();
  };

  /** Writes all texts except those of card and list, if a locale is loaded. */
  #fill(): Outline | undefined {
    const { engine } = this;
    const { locale } = this.#words;
    if (!engine || !locale) return undefined;
    this.#later?.nameCountries(engine, locale.lang);
    const told = ({ others, legs }: ChapterView) =>
      this.ask((engine) => engine.told(new Float64Array(others), new Float64Array(legs))) ?? { places: [], legs: [] };
    const outline = { ...engine.outline(), locale, told, base: baseOf(this.#story) };
    this.#controls?.fill(outline, engine.credits());
    return outline;
  }

  #fillPanels(): void {
    if (this.outline) this.#furniture.fillPanels(this.outline);
    this.write();
  }

  /** Applies theme, colours, fonts, progress, the list of left-out furniture, and a change of CSS `zoom`. */
  applyTheme(): void {
    const { root, canvas, slots } = this.#furniture;
    const { without, progress } = this.#options;
    const theme = this.size.printing ? PRINT : this.#options.theme;
    for (const { dataset } of [root, slots.steps]) dataset["theme"] = THEMES[theme] ?? "";
    this.call((engine) => {
      // The first screen and the printed page have title and key as text.
      engine.setHiddenParts(this.#furniture.opened || this.size.printing ? `${without} title key` : without);
      engine.setProgress(progress);
      engine.setTheme(theme, pageColors(canvas, this.#page, engine.colors()));
    });
    this.#applyFonts();
    this.size.follow();
  }

  /** Shows the time that the page asks for. */
  applyTime(): void {
    const time = this.#host.getAttribute("time");
    if (time) this.call((engine) => engine.setTime(time));
  }

  /** Ends the session and releases everything. It cannot be used afterwards. */
  end(): void {
    const { root, canvas } = this.#furniture;
    this.#life.abort();
    this.#loading?.abort();
    this.begin();
    this.#page.cancelAnimationFrame(this.#frame);
    this.playback.end();
    this.#endFlight();
    // A browser may keep the pixels of a removed canvas for a long time. This releases them.
    canvas.width = canvas.height = 0;
    root.remove();
    this.#furniture.slots.steps.remove();
    this.#furniture.ruler.remove();
    this.#core.end();
  }

  // Loading.

  async #start(): Promise<EngineApi> {
    try {
      await this.#begun;
      this.#life.signal.throwIfAborted();
      this.#furniture.phase = "loading";
      this.#failures.wait();
      const made = this.#core.load().then((engine) => {
        this.applyReducedMotion();
        this.applyTheme();
        return engine;
      });
      const [engine] = await Promise.all([made, this.#basemap.open(this.#options.basemap, made, this.#builtIn)]);
      await yieldToMain(this.#life.signal);
      this.size.measure();
      return engine;
    } catch (reason) {
      throw this.fail("wasm", reason);
    }
  }

  /**
   * The core has crashed, with an `error` if it was in a call of this map. The map starts again in another instance, but if it crashes
   * there, too, it stays as it is.
   */
  readonly #crashed = (error: DarienMapError | undefined): void => {
    this.#loading?.abort();
    const options = this.#options;
    const again = !options.alone;
    options.alone ||= error !== undefined;
    const { chapter, tour } = this.playback;
    if (again && this.outline) {
      options.view = this.#furniture.opened ? undefined : this.#view;
      options.chapter = (!tour.away && chapter?.id) || null;
    }
    if (again) void yieldToMain(this.#life.signal).then(this.restart, () => {});
    if (error) this.fail("wasm", error);
  };

  /** Shows a story that has been loaded. The first story gets the view that the page has asked for. */
  #showStory(): void {
    const { view, selected, chapter, viewLast } = this.#options;
    const first = !this.outline;
    this.#options.selected = this.#options.chapter = null;
    this.#options.viewLast = false;
    this.outline = this.#fill() ?? this.outline;
    this.time = this.outline?.time?.time ?? null;
    this.write();
    this.#failures.shown(this.#controls !== undefined);
    if (first) this.#furniture.phase = "shown";
    this.furnish();
    // A new story shows the whole route, unless it is the first one and the page has asked for a view.
    const jump = (due: boolean) => due && first && view && this.call((engine) => engine.jumpTo(view.lon, view.lat, view.zoom));
    jump(!viewLast);
    this.applyTime();
    if (chapter !== null) this.playback.goTo(chapter);
    if (selected !== null && selected !== this.#options.selected && !this.select(selected)) this.#choosing.changed({ id: null, kind: null });
    jump(viewLast);
    this.schedule();
  }

  /** Loads what the whole map needs and the map without text does not. */
  readonly #loadRest = (): Promise<unknown> =>
    Promise.all([this.#basemap.loadWords(this.#options.lang), this.#words.load(), loadStyles(this.#page), this.#basemap.loadNext(), this.#loadControls()]);

  /** Loads the controls. If that fails, the map works without them. */
  async #loadControls(): Promise<void> {
    try {
      this.#later = await loadLater();
      this.#pieces = new this.#later.Pieces(this.#basemap);
      this.#controls = new this.#later.Controls(this.#furniture);
      this.inherit = this.#later.watchInherited(this.#host, this.#page, this.#furniture.ruler, this.engine?.colors() ?? "", this.inherit, this.#life.signal);
    } catch (reason) {
      this.fail("wasm", reason, false);
    }
  }

  /** Fills the controls before the whole map is painted for the first time, because labels avoid them. */
  readonly #furnishFirst = (): void => {
    this.#fill();
    this.open();
    if (this.engine) this.#controls?.furnish(this.engine);
    this.#credit();
  };

  #credit(): void {
    if (this.engine) (this.#controls ?? this.#furniture).credit(this.engine.credits());
  }

  /** Loads card and list, after the first picture. */
  #loadPanels(): void {
    if (this.#panels) return;
    this.#panels = "loading";
    void yieldToMain(this.#life.signal)
      .then(() => {
        if (!this.#later || !this.#controls) return;
        this.#furniture.adopt(new this.#later.Panels(this.#furniture, this.#controls.layers, this.#options.scrolls, this.#life.signal));
        return this.#loadMedia();
      })
      .catch((reason: unknown) => void this.fail("wasm", reason, false))
      .then(async () => {
        this.#panels = "settled";
        this.#fillPanels();
        await yieldToMain(this.#life.signal).catch(() => {});
        this.furnish();
        await this.show();
      });
  }

  /** Loads what shows the pictures of the story, if it has some. */
  readonly #loadMedia = () => this.#later?.loadMedia(this.outline, this.#furniture.root, (reason) => this.fail("wasm", reason, false));

  /** Tells the engine which font families to use. */
  readonly #applyFonts = (): void => this.call((engine) => engine.setFonts(...this.#fonts.families));
  readonly #loadFonts = (): Promise<void> => this.#fonts.load(this.#applyFonts);

  // The frame loop.

  /** Dispatches the events of the engine. Listeners may do anything, even end this session. */
  #dispatchEvents(engine: EngineApi): void {
    let [toured, unwritten] = [false, false];
    for (const event of engine.takeEvents()) {
      if (event.type === "tour") {
        this.playback.update(event);
        toured = unwritten = true;
      } else if (event.type === "select") {
        this.#choosing.changed(event);
        unwritten = false;
      } else if (event.type === "hint") this.#controls?.hints.hint("twoFingers");
      else if (event.type === "credits") this.#credit();
      else if (event.type === "time") this.emit("timechange", { time: (this.time = event.time), step: event.step });
      else if (event.type === "ask") this.#choosing.ask(event);
      else {
        this.#furniture.moved();
        this.emit("viewchange", (this.#view = event.view));
      }
      if (this.engine !== engine) return;
    }
    if (unwritten) this.write();
    this.open();
    if (toured) this.playback.wait(engine);
    if (engine.needsFrame()) this.schedule();
  }

  /** Shows or hides the first screen: it belongs to the whole route at rest. */
  open(): void {
    const { selected, chapter, view, without, scrolls } = this.#options;
    const furniture = this.#furniture;
    const home = this.outline ? this.ask((engine) => engine.atHome()) : !view && chapter === null;
    const wanted = !scrolls && !this.size.printing && !/\btitle\b/.test(without) && home;
    const on = Boolean(this.#controls && wanted && selected === null && this.playback.tour.chapter === null);
    if (on === furniture.opened) return;
    const { first, zoom } = furniture.slots;
    const held = (on ? zoom : first).contains(furniture.focused);
    furniture.opened = on;
    if (held && !(on ? zoom.offsetHeight : furniture.focused)) furniture.canvas.focus({ preventScroll: true });
    this.applyTheme();
    this.furnish();
  }

  /** Composes the next picture in a separate task and schedules a frame that paints it. */
  readonly show = async (): Promise<void> => {
    await yieldToMain(this.#life.signal).catch(() => {});
    this.call((engine) => engine.compose(now()));
    this.schedule();
  };

  schedule(): void {
    if (!this.map) return;
    this.#frame ||= this.#page.requestAnimationFrame(() => {
      this.#frame = 0;
      this.paint();
    });
  }

  paint(): void {
    // Nobody sees a flight then, and whoever waits for its end would wait forever.
    if (!this.map || this.size.unseen) return this.#endFlight();
    this.call((engine) => engine.frame(now()));
    if (!this.#frame) this.#rest();
    this.#pieces?.load();
    this.#basemap.follow();
    this.#loadPanels();
    if (this.#furniture.phase !== "shown" || this.#pieces?.pending || this.#basemap.tiling || this.alphabets || this.#panels !== "settled") return;
    this.#furniture.phase = "ready";
    this.emit("ready", undefined);
  }

  /** The map stands still. */
  #rest(): void {
    this.#endFlight();
    const missing = this.ask((engine) => engine.takeMissingAlphabets());
    if (missing) this.alphabets = this.#addAlphabets(missing);
    if (this.#view && this.#view !== this.#rested) this.emit("viewend", (this.#rested = this.#view));
    this.ask((engine, { locale }) => this.#controls?.see(engine.namesInSight(), locale));
  }

  /** Loads the letters of alphabets that the picture was without. */
  async #addAlphabets(missing: number): Promise<void> {
    const { engine } = this;
    try {
      const [faces, { loadAlphabets }] = await Promise.all([loadFonts(this.#page), resumable(() => import("./alphabets.js"))]);
      const added = await loadAlphabets(missing, faces, this.#page, loadFile);
      if (engine === this.engine) this.call((engine) => added.forEach((letters) => engine.addAlphabet(letters)));
    } catch {
      // The texts stay in a font of the system.
    }
    this.alphabets = undefined;
    this.schedule();
  }

  #endFlight(): void {
    this.#flightEnded?.();
    this.#flightEnded = undefined;
  }

  // Card and furniture.

  furnish(): void {
    if (!this.map) return;
    this.call((engine) => {
      if (!this.size.printing) return this.#controls?.furnish(engine);
      engine.setPadding(0, 0, 0, 0);
      engine.setObstacles(new Float64Array());
    });
  }

  /** Updates the card. Returns what it shows. */
  write(): CardView | LegCard | undefined {
    const { selected } = this.#options;
    const card = selected === null ? undefined : this.ask((engine) => engine.card(selected) ?? legCard(engine.leg(selected)));
    if (this.outline) this.#furniture.showCard(card, this.playback.tour, this.outline);
    return card;
  }
}

/** A leg as its card shows it. */
const legCard = (found: LegInRoute | undefined): LegCard | undefined => found && { ...found.leg, ...found };
