// Types that the files of the element share. They are in one file so that there are no circular imports.

import type { Box } from "./layout.js";
import type { ErrorCode, Problem } from "./errors.js";
import type { DarienMapEventMap, LonLat, Place, Point, SelectedKind, Strings, View } from "./types.js";

// Data exchanged with the Rust core. `src/web` has the other side.

/**
 * A text of the story, with its language tag if its language is not the language of the interface. A text with emphasis or links also has its runs, each with
 * its marks (`em`, `strong`, both or none), the address of its link or none, and its words. The first text is without marks, and the tag is empty if none is needed.
 */
export type Words = string | readonly [text: string, lang: string, ...runs: string[]];

/** One of eight directions, clockwise from north. */
export type Direction = "n" | "ne" | "e" | "se" | "s" | "sw" | "w" | "nw";

/** The kind of a place. */
export type PlaceKind = "stop" | "town" | "road-end" | "region" | "state" | "country" | "river" | "border";

/** The way to a place from the one before it. */
export interface WayView {
  km: number;
  direction: Direction;
  from: Words;
  /** The way of travel; `null` for a place that is not on the route. */
  mode: "boat" | "foot" | "road" | "rail" | null;
  /** The story's own words for it; may be empty. */
  by: Words;
  /** If the way crosses a border: the ISO 3166-1 code of the country it enters, and the story's name for that country. */
  into: string | null;
  country: Words;
}

/** A place in the list. */
export interface PlaceView extends Omit<Place, "name" | "where"> {
  name: Words;
  where: Words;
  /** The name of its category; may be empty. */
  category: Words;
  way: WayView | null;
  /** When it is there, ISO 8601; empty for always. */
  time: string;
  facts: FactView[];
  media: MediaView;
}

export type MediaKind = "image" | "audio" | "video";

/**
 * Pictures, sounds and films, nine values for each: its kind, the address of its file, the same picture in other sizes (as in HTML), width and height in pixels (`960/640`), the
 * address of a film's poster, captions (`en film.vtt`, one in a line), what a picture shows or the title, caption and credit. All but kind, file and title may be empty. Addresses may be
 * relative to that of the story.
 */
export type MediaView = readonly Words[];

/** A file of the basemap that the view needs. */
export interface MissingPiece {
  /** The piece's index in the manifest. */
  piece: number;
  part: "sketch" | "whole" | "relief";
  /** The address of the file, relative to the manifest. */
  file: string;
  /** The address of its relief image, relative to the manifest. */
  relief: string | null;
  /** Whether sea tones are computed for it. */
  sea: boolean;
}

/** A source of the story. */
export interface SourceView {
  title: Words;
  url: string | null;
  /** When it was published, ISO 8601. */
  date: string | null;
}

/** The credits: the story's sources, and the attributions of the visible ground. */
export interface Credits {
  story: SourceView[];
  ground: Words[];
}

/** Events of the engine. */
export type EngineEvent =
  | { type: "select"; id: string | null; kind: SelectedKind | null }
  | { type: "viewchange"; view: View }
  | ({ type: "tour" } & TourView)
  /** Another step of the story's time is shown. */
  | { type: "time"; step: number; time: string }
  | { type: "hint" }
  /** The map was touched where several places are: their ids, the nearest first, and the point, in CSS px. */
  | { type: "ask"; ids: string[]; x: number; y: number }
  /** The attributions of the visible ground changed. */
  | { type: "credits" };

/** The state of the playback. */
export interface TourView {
  /** Index of the current chapter, from 0; `null` for the whole route. */
  chapter: number | null;
  /** Whether the reader has moved the map away from the chapter's view. */
  away: boolean;
  playing: boolean;
}

/** A leg of the route. */
export interface LegView {
  id: string;
  /** Its name; empty if the story gives none. Then it is called by its ends, which may be empty, too. */
  name: Words;
  from: Words;
  to: Words;
  mode: NonNullable<WayView["mode"]>;
  by: WayView["by"];
  /** The name of its route, in a story with several; may be empty. */
  route: Words;
  certainty: "documented" | "approximate" | "schematic" | "unsourced";
  /** How long it takes, in words, and the words along its line. Both may be empty. */
  duration: Words;
  remark: Words;
  sources: FactView["sources"];
  /** When it is there, ISO 8601; empty for always. */
  time: string;
  facts: FactView[];
}

/** A row of numbers that count the same thing, for a small chart. */
export interface FigureView {
  id: string;
  title: Words;
  values: { label: Words; value: number; note: Words; sources: FactView["sources"] }[];
}

/** A chapter: one step of the playback. */
export interface ChapterView {
  id: string;
  title: Words;
  text: Words;
  /** Id of the chapter's place. */
  place: string;
  /** How far along the route it leads, and the length of the route, in km; `null` if that is unknown or an earlier chapter leads as far. */
  far: readonly [km: number, total: number] | null;
  /** The other places that it shows. They and the legs are indices in the story: `told()` has what they stand for. */
  others: number[];
  /** The first legs that are travelled in it; `moreLegs` is the number of the others. */
  legs: number[];
  moreLegs: number;
  /** Id of the figure that it shows. */
  figure: string | null;
  media: MediaView;
}

/** The places and legs that a chapter tells. */
export interface Told {
  places: PlaceView[];
  legs: LegView[];
}

/** A row of the legend: a sample of the drawing and its meaning. */
export interface LegendRow {
  sample: LegendSample;
  /** The data of an SVG path around 15, 10, if the sample is neither a line nor a disc; and whether it is drawn on a disc. */
  outline: string;
  icon: boolean;
  text: Words;
}

/** A short line or, if the radius is not 0, a disc. Lengths in CSS px. */
export interface LegendSample {
  radius: number;
  /** The colour of the line, or of the disc's edge. */
  stroke: Paint;
  width: number;
  /** Lengths of dashes and gaps, in turn; empty for a solid line. */
  dash: number[];
  /** Whether the line has round caps. */
  round: boolean;
  /** The width of the line's hollow, which has the colour of `fill`; 0 for a line that is not hollow. */
  core: number;
  fill: Paint;
}

/** A colour and its opacity in percent. */
export interface Paint {
  /** A role, or a colour of the story as CSS: `light-dark(#1f6f8b,#5fb0cc)`. */
  color: ColorRole | `light-dark(${string}`;
  percent: number;
}

/** A colour role of the theme. furniture.css has a custom property for each. */
export type ColorRole = "route" | "ahead" | "highway" | "ring" | "context-label" | "border";

/** The story as text. */
export interface StoryOutline {
  title: Words;
  summary: Words;
  /** At least the first thousand places; `more` is the number of the others. */
  places: PlaceView[];
  more: number;
  /** At least the first thousand legs of the route; `moreLegs` is the number of the others. */
  legs: LegView[];
  moreLegs: number;
  chapters: ChapterView[];
  /** Seconds that the story plays, from the first chapter to the end of the last. */
  seconds: number;
  legend: LegendRow[];
  /** Whether it has pictures, sounds or films. */
  hasMedia: boolean;
  /** Its numbers. The first is shown on the first screen. */
  figures: FigureView[];
  /** The period that the map describes; may be empty. */
  asOf: Words;
  /** The time that it shows: how many steps, which one is shown, by its index and as ISO 8601, and how many seconds each is shown while time plays. */
  time: { steps: number; step: number; time: string; seconds: number } | null;
  /** The story's own label of the start button, and its word for a fact reported by its main source. Both may be empty. */
  start: Words;
  reported: Words;
}

/** A locale file: its language tag and its texts, not yet checked. */
export interface LocaleFile {
  tag: string;
  words: Partial<Record<string, unknown>>;
}

/** The texts of the interface, and the languages of a map. */
export interface Locale {
  /** The language of the texts. */
  tag: string;
  /** The same language or the reader's regional form of it, such as `es-MX`. Numbers and dates are formatted for it. */
  lang: string;
  strings: Strings;
}

/** The story as text, with the texts of the interface. */
export interface Outline extends StoryOutline {
  locale: Locale;
  told(chapter: ChapterView): Told;
  /** The address to which the story's own addresses are relative. */
  base: string;
}

export type Standing = "reported" | "corrected" | "context";

export interface FactView {
  text: Words;
  date: string;
  standing: Standing;
  sources: SourceView[];
  note: Words;
  /** The part of the text that readers may want to copy; may be empty. */
  copy: Words;
  media: MediaView;
}

export interface CardView {
  id: string;
  kind: PlaceKind;
  /** The name of its category, if the story has some; may be empty. */
  category: Words;
  /** Its number among the steps of the playback, from 1; `null` if it is not a step. */
  step: number | null;
  steps: number;
  title: Words;
  where: Words;
  /** The largest error of its position, in km; `null` if the position is as exact as that of a town. */
  accuracy: number | null;
  way: WayView | null;
  facts: FactView[];
  media: MediaView;
  /**
   * Its distance along the route and the length of the route, in km; the route's first place, if it is another one; the
   * positions of other stops, 0 to 1.
   */
  along: { km: number; total: number; from: Words; stops: number[] } | null;
  /** Index of its chapter. For a place between two chapters it ends in .5. */
  chapter: number;
}

/** The leg of a card, and where it is in the route. */
export interface LegCard extends LegView {
  /** Its index from 0. */
  index: number;
  /** How many legs the route has. */
  count: number;
  before: LegView | null;
  after: LegView | null;
}

/** The same as the engine gives it. */
export interface LegInRoute extends Pick<LegCard, "index" | "count" | "before" | "after"> {
  leg: LegView;
}

/** Very many places as few values. */
export interface MorePlaces {
  /** Id, name and where it is, of each place, each followed by U+0000. */
  texts: string;
  /** `1` for each place whose rank is main, `0` for every other. */
  main: string;
  /** Longitude and latitude of each place. */
  at: number[];
}

/** The methods of the generated class `Engine` that the element uses. Lengths are in CSS px, times in seconds. */
export interface EngineApi {
  free(): void;
  /** Takes a part of a story's text. `first`: whether it is the first part, which discards the text of another story. */
  takeStory(text: string, first: boolean): void;
  /** Continues to load the story, for a few milliseconds. */
  loadStory(): void;
  isLoading(): boolean;
  /** What was guessed or left out when the story was read. */
  notes(): readonly Problem[];
  /** The address of the translation that a reader of this language needs, relative to that of the story; empty if none is missing. */
  missingTranslation(asked: string): string;
  loadTranslation(file: string, text: string): void;
  /** `elsewhere`: whether `basemapElsewhere()` has named it. */
  loadManifest(text: string, elsewhere: boolean): void;
  /** Address of the manifest of the basemap that is made for where the story is, relative to that of the basemap that the page has asked for; `null` if it is that one. */
  basemapElsewhere(): string | null;
  /** Addresses of the basemap's words and of their translation for a reader of this language, separated by U+0000. Empty if loaded. */
  takeMissingWords(lang: string): string;
  loadBasemapWords(file: string, text: string): void;
  /** The codes (ISO 3166-1) of the countries whose names the page gives, separated by spaces. */
  codesToName(): string;
  /** Takes the names of these countries, in the same order, separated by U+0000. */
  nameCountries(names: string): void;
  loadPiece(piece: number, sketch: boolean, bytes: Uint8Array): void;
  /** A file that `takeMissingPiece` returned cannot be loaded. It is returned again when the view comes back later. */
  losePiece(piece: number, sketch: boolean): void;
  /** Computes the sea tones of a piece and keeps them on the given canvas. */
  tone(piece: number, context: CanvasRenderingContext2D): void;
  setRelief(piece: number, pixels: Uint8ClampedArray, context: CanvasRenderingContext2D): void;
  resize(width: number, height: number, ratio: number): void;
  setPadding(top: number, right: number, bottom: number, left: number): void;
  setObstacles(rects: Float64Array): void;
  /** Names of the colours that a page can set, each with its system colour: "land:Canvas …". */
  colors(): string;
  /** Theme 0 light, 1 dark, 2 contrast, 3 contrast-dark, 4 print; `own`: red, green, blue and alpha of each colour set by the page. */
  setTheme(theme: number, own: Uint8Array): void;
  /** CSS font-family lists. An empty string means the fonts of the package. */
  setFonts(sans: string, serif: string): void;
  /** The alphabets that texts had letters of while their files were not loaded, a bit for each. Each is reported once. */
  takeMissingAlphabets(): number;
  /** Adds the letters of an alphabet whose fonts are loaded. */
  addAlphabet(letters: Uint8Array): void;
  /** Keys of the interface texts that the core draws, separated by spaces. */
  localeKeys(): string;
  /** BCP 47 tags of the requested language and of the texts; the texts of those keys, separated by NUL. */
  setLocale(asked: string, tag: string, texts: string): void;
  setHiddenParts(names: string): void;
  setProgress(progress: number): void;
  /** Sets how much larger than usual all letters are, 1 to 2. */
  setTextScale(scale: number): void;
  setReducedMotion(on: boolean): void;
  /** Phase 0 down, 1 move, 2 up, 3 cancel, 4 leave; kind 0 mouse, 1 touch, 2 pen. */
  pointer(phase: number, id: number, kind: number, x: number, y: number, time: number): void;
  wheel(x: number, y: number, delta: number, time: number): void;
  zoomBy(levels: number, time: number): void;
  panBy(dx: number, dy: number, time: number): void;
  /** Sets whether one finger moves the map. */
  setOneFingerPans(on: boolean): void;
  /** Sets whether the visible places are numbered. `selectNumber` selects a place by its number, from 1. */
  setNumbered(on: boolean): void;
  selectNumber(number: number): boolean;
  /** Goes to a chapter by its index from 0, or with −1 to the whole route. */
  goTo(chapter: number, time: number): void;
  play(on: boolean, time: number): void;
  /** Moves at once to a position on the timeline, in chapters. */
  scroll(position: number, time: number): void;
  /** Shows a step of the story's time, by its index from 0. */
  setTimeStep(step: number): void;
  /** Shows the step of a date. A text that is none changes nothing. */
  setTime(time: string): void;
  /** `1` for each place of the outline that is not there at that time, else `0`; then the same for the legs. */
  absent(): string;
  /** Seconds until the next change of a playing story; infinite if it is not playing. */
  nextChapterIn(time: number): number;
  tick(time: number): void;
  /** Whether the map shows the whole route because nobody has moved it away. */
  atHome(): boolean;
  fit(time: number): void;
  jumpTo(lon: number, lat: number, zoom: number): void;
  flyTo(lon: number, lat: number, zoom: number, seconds: number, time: number): void;
  select(id?: string): boolean;
  /** Closes the card and flies back to the view from before it was opened. */
  closeCard(time: number): void;
  focus(id?: string): void;
  /** Paints the map without text and furniture. */
  sketch(): void;
  /** The first half of a frame: everything except painting. */
  compose(time: number): void;
  /** Paints a part of the composed picture. Pass 0 first, then the value that the last call returned; 0 means it is complete. */
  paintPiece(from: number): number;
  frame(time: number): void;
  needsFrame(): boolean;
  /** Paints the last picture on another canvas that has `ratio` pixels per CSS px. */
  paintOn(context: CanvasRenderingContext2D, ratio: number): void;
  /** The last picture as an SVG document, with the CSS of `style` in it. */
  svg(title: string, description: string, style: string): string;
  view(): View;
  project(lon: number, lat: number): Point;
  unproject(x: number, y: number): LonLat;
  takeEvents(): EngineEvent[];
  /** The next basemap file to load, or `null`. Each file is returned once. */
  takeMissingPiece(): MissingPiece | null;
  credits(): Credits;
  /**
   * Opens a file of tiles, which removes those of the one before. The numbers: its area in world coordinates (0 to 1; west, north, east, south), up to which zoom it
   * may be shown (0: there are no tiles any more) and from which, and how its classes look.
   */
  openTiles(numbers: Float64Array, credit: string): void;
  /** Takes a tile: the map's number of it, and its numbers. Without any it is removed. */
  putTile(id: number, numbers: Float64Array): void;
  /** Takes the names of the tiles in sight; their texts are separated by U+0000. */
  nameTiles(numbers: Float64Array, texts: string): void;
  /** The mouse cursor: 0 `grab`, 1 `grabbing`, 2 `pointer`. */
  cursor(): number;
  outline(): StoryOutline;
  /** The places and legs with these indices in the story. */
  told(places: Float64Array, legs: Float64Array): Told;
  /** The names that the last picture shows as letters, the most important first. */
  namesInSight(): Words[];
  /** The places that are not in the outline. */
  morePlaces(): MorePlaces;
  card(id: string): CardView | undefined;
  /** A leg of the route and its neighbours; `undefined` if there is no such leg. */
  leg(id: string): LegInRoute | undefined;
}

// Types between the element, its session and the parts of the session.

/**
 * The phases of loading, in order: the map is far from what is in sight; nothing is visible; the map without text is painted; the whole map is shown and responds to
 * input; relief, card and list are loaded, too.
 */
export type Phase = "waiting" | "loading" | "drawn" | "shown" | "ready";

/** The settings of the page. They are kept when a session ends; the next session reads them. */
export interface MapOptions {
  lang: string;
  /** Address of the basemap's manifest; `null` for the built-in one. */
  basemap: string | null;
  /** Texts of the interface that the page replaces. */
  strings: Partial<Strings>;
  /** Index in `THEMES`. */
  theme: number;
  /** Names of furniture to leave out, separated by spaces. */
  without: string;
  /** The travelled part of the route, 0 to 1. */
  progress: number;
  /** Whether scrolling the page moves through the story, where that is possible. */
  scrolls: boolean;
  /** The view at the start; `undefined` for the whole route. */
  view: View | undefined;
  /** Whether the page asked for that view after place and chapter. What it asked for last is shown. */
  viewLast: boolean;
  /** Id of the selected place or leg. The session keeps it up to date. */
  selected: string | null;
  /** Id of the chapter to which the next story goes when it is shown; `null` for none. */
  chapter: string | null;
  /** Whether the core has crashed in a call of this map: then it gets an instance of its own. */
  alone: boolean;
}

/** Sends an event to the page. Returns false if the page has prevented what follows it. */
export type Emit = <K extends keyof DarienMapEventMap>(type: K, detail: DarienMapEventMap[K]["detail"]) => boolean;

/** Calls the engine if it is loaded, then handles the events of the call. `interrupts`: whether the call ends a flight. */
export type Call = (use: (engine: EngineApi) => void, interrupts: boolean) => void;

/** The part of the furniture that the controls use. */
export interface FurnitureView {
  readonly handlers: Handlers;
  readonly root: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly slots: Slots;
  /** Elements that cover the map and that labels avoid. The card is the first. */
  readonly obstacles: readonly HTMLElement[];
  /** Container at the bottom of a narrow map: the card as a sheet, with the credits above it. */
  readonly bottom: HTMLElement;
  /** The box of the scrolling chapters, in CSS px from the corner of the map's element. */
  readonly steps: Box | undefined;
  /** Closes the card, whatever it shows. */
  close(): void;
}

/** The card and the list, which are loaded after the first picture. */
export interface PanelsView {
  readonly card: { focus(): void };
  /** The box of the scrolling chapters, in CSS px from the corner of the map's element. */
  readonly steps: Box | undefined;
  fill(outline: Outline): void;
  /** If chapters scroll: scrolls to one and moves the focus there. Returns whether they do. */
  scrollTo(chapter: number): boolean;
  /** Prepares for the printer, which does not wait, or for the screen again: the title is shown, nothing is folded, the list is complete. */
  print(on: boolean): void;
  /** Shows the card of a place or a leg. Without one it closes the card. */
  show(card: CardView | LegCard | undefined, tour: TourView, outline: Outline): void;
  /** Closes the card as its own button does. */
  close(): void;
  /** Shows the end of the story in the card. */
  finish(): void;
  /** Asks the reader which of several places is meant. `x` and `y`: where the map was touched, in CSS px. */
  ask(places: readonly CardView[], x: number, y: number, outline: Outline): void;
  /** The map moves: what is shown at a point of it is closed. */
  moved(): void;
}

/** The containers over the map that `later.js` fills. */
export interface Slots {
  card: HTMLElement;
  list: HTMLElement;
  go: HTMLElement;
  /** The button that opens the list. */
  contents: HTMLElement;
  /** The first screen: its title, and under it the number and the start of the story. */
  head: HTMLElement;
  first: HTMLElement;
  steps: HTMLElement;
  zoom: HTMLElement;
  key: HTMLDetailsElement;
  credits: HTMLElement;
}

export interface TourHandlers {
  /**
   * Goes to a chapter by its index from 0, or with `null` to the whole route. `byKey`: whether the keyboard was used, so that the
   * focus moves to the card.
   */
  goTo(chapter: number | null, byKey: boolean): void;
  choose(id: string, byKey: boolean): void;
  play(on: boolean): void;
}

/** What the buttons at the foot of the card do. */
export interface FootHandlers extends TourHandlers {
  /** Goes to the next or the previous chapter, by its index; behind the last one is the end of the story. */
  step(to: number): void;
}

export interface ListHandlers extends TourHandlers {
  /** The focus moved to the button of a place or, without an id, away from it. */
  focus(id?: string): void;
}

export interface CardHandlers extends FootHandlers {
  close(): void;
  /** Closes the card and opens the list at its places. */
  explore(): void;
  /** Gives the link to the present view to the reader. `event`: the click on the button. */
  share(event: MouseEvent): void;
}

/** Words for a reader who does not see the whole map, as keys of the locale files. */
export type Notice = "failed" | "failedStory" | "failedLoad" | "slow" | "partial";

export interface Handlers extends ListHandlers {
  readonly emit: Emit;
  close(): void;
  /** Shows the end of the story, after the last chapter. */
  finish(): void;
  /** Whether the story has gone on by itself a moment ago. */
  justTurned(): boolean;
  /** Starts the map again after a failure. */
  retry(): void;
  /** Shows a step of the story's time, which stops the story. */
  setTimeStep(step: number): void;
  /** See `EngineApi`. */
  absent(): string;
  /** Moves to a position on the timeline, in chapters. */
  seek(position: number): void;
  /** Shows the reader in a few words what was done, for some with a `{text}` in them. `done`: the button that has done it. */
  note(words: Note, text?: string, done?: HTMLElement): void;
  /** The size of the card changed. */
  furnish(): void;
  /** The canvas got the keyboard focus or lost it. */
  number(on: boolean): void;
  zoomBy(levels: number): void;
  /** Moves the view by steps to the right and down. */
  pan(x: number, y: number): void;
  fit(): void;
}

/** Keys of the texts about moving the map. */
export type Hint = "twoFingers" | "ctrlZoom" | "cmdZoom";

/** Keys of the texts about the result of sharing or copying, and of one that says that full screen failed. */
export type Note = "copied" | "notCopied" | "copiedText" | "notCopiedText" | "noFullScreen";

/** The part of the session that the playback uses. */
export interface PlaybackHost {
  readonly map: EngineApi | undefined;
  readonly outline: Outline | undefined;
  call(use: (engine: EngineApi) => void, interrupts?: boolean): void;
  say(text: string): void;
  readonly emit: Emit;
  /** The story has played to its end. */
  finish(): void;
}

/** The part of the basemap loader that loads the first picture which its other part uses. */
export interface BasemapFiles {
  readonly map: BasemapHost;
  /** `undefined` once the map has another engine. */
  readonly engine: EngineApi | undefined;
  readonly life: AbortSignal;
  /** Where the files of the basemap that the engine has now come from: another object for each basemap. */
  readonly source: object | undefined;
  /** Pieces that are loaded, but without their relief and sea tones. */
  readonly plain: MissingPiece[];
  loadPiece(piece: MissingPiece): Promise<void>;
  /** Loads a file and passes what `prepare` makes of it to the engine, unless another basemap was opened meanwhile. */
  load<T>(file: string, prepare: (bytes: Uint8Array<ArrayBuffer>) => T | Promise<T>, use: (engine: EngineApi, prepared: T) => void): Promise<void>;
  /** Reports the first failure of a basemap's pieces. */
  tell(source: object | undefined, reason: unknown): void;
}

/** The part of the session that the basemap loader uses. */
export interface BasemapHost {
  readonly engine: EngineApi | undefined;
  /** The size of the picture, in CSS px. */
  readonly size: { width: number; height: number };
  show(): Promise<void>;
  fail(code: ErrorCode, reason: unknown, needed: boolean): void;
}

/** The part of the session that the size of the map uses. */
export interface SizeHost {
  readonly engine: EngineApi | undefined;
  call(use: (engine: EngineApi) => void): void;
  paint(): void;
  /** Shows or hides the first screen. */
  open(): void;
  /** Tells the engine which parts of the map are covered. */
  furnish(): void;
  applyTheme(): void;
  applyReducedMotion(): void;
}

/** The part of the session that choosing uses. */
export interface ChoosingHost {
  readonly engine: EngineApi | undefined;
  readonly outline: Outline | undefined;
  readonly playback: {
    readonly tour: TourView;
    target(key: string): number | undefined;
    goTo(chapter: number): boolean;
  };
  call(use: (engine: EngineApi) => void, interrupts?: boolean): void;
  /** Returns false if there is no such place or leg, or if no story is shown yet. */
  select(id: string | null): boolean;
  /** Updates the card. Returns what it shows. */
  write(): CardView | LegCard | undefined;
  titleOf(card: CardView | LegCard): string;
  say(text: string): void;
  furnish(): void;
}

/** What an export is made from. */
export interface Source {
  /** The engine; its last picture is exported. */
  engine: EngineApi;
  outline: Outline;
  /** Size of the map, in CSS px. */
  width: number;
  height: number;
  emit: Emit;
}

/** Returns what an export is made from. It waits until the fonts are loaded or have failed to load. */
export type Take = () => Promise<readonly [Source, readonly Face[]]>;

export interface Face {
  family: string;
  weight: string;
  style: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** The letters in it, in CSS; absent for the first fonts, which are used for all texts. */
  range?: string;
}

/** Loads a file of the package. */
export type AlphabetLoader = (path: string, address: () => URL) => Promise<Uint8Array<ArrayBuffer>>;

/** The part of the element that links to the present view use. */
export interface Linked extends EventTarget {
  view: View | null;
  chapter: string | null;
  time: string | null;
  readonly away: boolean;
  readonly selected: string | null;
  select(id: string | null): boolean;
  project(place: LonLat): unknown;
  getAttribute(name: string): string | null;
}
