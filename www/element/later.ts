// Everything that the first picture does not need: controls, card, list, export. It is a separate bundle, loaded after the first
// picture. Modules that are in both bundles must keep no state; tools/build.mjs checks this.

import { Ask } from "./ask.js";
import { Card } from "./card.js";
import type { CardView, FurnitureView, Handlers, LegCard, Linked, Outline, PanelsView, Slots, TourView } from "./contracts.js";
import { icon } from "./dom.js";
import { FullScreen } from "./fullscreen.js";
import type { Layers } from "./layers.js";
import type { Unattended } from "./kiosk.js";
import type { Box } from "./layout.js";
import type { TimeBar } from "./time.js";
import type { DarienMapEventMap } from "./types.js";
import { copy, follow, shareLink } from "./links.js";
import { List } from "./list.js";
import { resumable } from "./resume.js";
import { Scroll, canScroll } from "./scroll.js";

export { Controls } from "./controls.js";
export { toPNG, toSVG } from "./export.js";
export { findLocale } from "./find-locale.js";
export { watchInherited } from "./inherited.js";
export { loadMedia } from "./media-loader.js";
export { nameCountries, titleOf } from "./phrases.js";
export { Pieces } from "./pieces.js";

/** Begins what belongs to a map that is ready: links to what is open and, for some, what it does unattended. `all`: the maps of the page. */
export async function begin(map: Linked & Unattended, all: Iterable<Linked>, signal: AbortSignal): Promise<void> {
  follow(map, all, signal);
  if (!["autoplay", "loop", "idle"].some((name) => map.hasAttribute(name))) return;
  const { runUnattended } = await resumable(() => import("./kiosk.js"));
  if (!signal.aborted) runUnattended(map, signal);
}

const LIST = "M2 5h2M7 5h11M2 10h2M7 10h11M2 15h2M7 15h11";

export class Panels implements PanelsView {
  readonly card: Card;
  readonly #list: List;
  readonly #ask: Ask;
  readonly #full: FullScreen | undefined;
  readonly #scroll: Scroll | undefined;
  /** Whether the reader opened the card of a scrolling chapter's place. */
  #opened = false;
  #shown: Parameters<PanelsView["show"]> | undefined;

  /** The button that opens the list, for those who do not use the Tab key. */
  readonly #contents: HTMLElement;
  /** Whether the card shows the end of the story. */
  #ending = false;
  readonly #handlers: Handlers;
  readonly #slots: Slots;
  readonly #root: HTMLElement;
  /** The slider of the story's time, for a story that shows time. */
  #time: TimeBar | undefined;
  /** What was folded before the page was printed. */
  #folded: HTMLDetailsElement[] = [];

  /** `scrolls`: whether scrolling the page moves through the story, where that is possible. */
  constructor({ slots, root, canvas, handlers }: FurnitureView, layers: Layers, scrolls: boolean, signal: AbortSignal) {
    const { card, list, go, contents, steps, zoom } = slots;
    this.#slots = slots;
    this.#root = root;
    const goTo = (chapter: number | null, byKey: boolean) => {
      handlers.goTo(chapter, byKey);
      // From the end of the story back to the last chapter, the engine sends no event.
      this.#ending = false;
      if (this.#shown) this.show(...this.#shown);
      if (chapter !== null) this.#scroll?.show(chapter, byKey);
    };
    // With scrolling chapters the reader sets the pace, so the story does not play.
    const play = (on: boolean) => this.#scroll || handlers.play(on);
    const step = (to: number) => {
      // Who is a moment too late means the chapter that was shown until then.
      const at = handlers.justTurned() ? Math.max(0, to - 1) : to;
      if (at < (this.#shown?.[2].chapters.length ?? 0)) goTo(at, false);
      else handlers.finish();
    };
    const explore = () => {
      handlers.goTo(null, false);
      this.#list.showPlaces();
    };
    // The shadow root may belong to another window.
    const host = (root.getRootNode() as Partial<ShadowRoot>).host as HTMLElement | undefined;
    this.#handlers = handlers;
    for (const slot of [card, steps]) {
      slot.addEventListener("click", async ({ target }) => {
        const button = (target as Element).closest<HTMLButtonElement>(".copy");
        if (!button) return;
        const text = button.value;
        if (await copy(text)) {
          handlers.note("copiedText", text, button);
          handlers.emit("copytext", { text });
        } else handlers.note("notCopiedText", text);
      }, { signal });
    }
    const close = () => this.close();
    this.card = new Card(card, go, { ...handlers, close, goTo, step, play, explore, share: (click) => void shareLink(handlers, click) });
    this.#list = new List(list, { ...handlers, goTo }, canvas, layers);
    this.#ask = new Ask(root, canvas, handlers, layers);
    this.#contents = contents;
    contents.onclick = () => this.#list.show();
    if (host) {
      host.addEventListener("timechange", (event) => {
        this.#list.date(handlers.absent());
        this.#time?.show((event as DarienMapEventMap["timechange"]).detail);
      }, { signal });
      this.#full = new FullScreen(host, handlers, signal);
      zoom.append(this.#full.element);
    }
    if (scrolls && canScroll(root.ownerDocument)) this.#scroll = new Scroll(steps, root, handlers.seek, (i) => this.#open(i), handlers.retry, signal);
  }

  /** The box of the scrolling chapters, in CSS px from the corner of the map's element. */
  get steps(): Box | undefined {
    return this.#scroll?.box;
  }

  fill(outline: Outline): void {
    const { chapters, locale: { strings } } = outline;
    this.#contents.replaceChildren(icon(LIST), chapters.length ? strings.chapters : strings.places);
    this.#contents.hidden = false;
    this.#list.fill(outline);
    this.#full?.fill(outline.locale.strings);
    this.#scroll?.fill(outline);
    this.#list.date(this.#handlers.absent());
    if (outline.time ?? this.#time) void this.#fillTime(outline);
  }

  /** Shows the slider of a story's time. */
  async #fillTime(outline: Outline): Promise<void> {
    const { TimeBar } = await resumable(() => import("./time.js"));
    this.#time ??= new TimeBar(this.#root, this.#slots.first, this.#handlers);
    this.#time.fill(outline);
    this.#handlers.furnish();
  }

  scrollTo(chapter: number): boolean {
    this.#scroll?.show(chapter, true);
    return this.#scroll !== undefined;
  }

  print(on: boolean): void {
    const { head, first } = this.#slots;
    head.hidden = !on && first.hidden;
    if (on) {
      this.#list.complete();
      this.card.complete();
      this.#folded = [...this.#root.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    }
    for (const box of this.#folded) box.open = on;
  }

  /** Shows the card of a place or a leg. Without one it closes the card. */
  show(card: CardView | LegCard | undefined, tour: TourView, outline: Outline): void {
    const [before, { chapter } = { chapter: null }] = this.#shown ?? [];
    if (tour.chapter !== chapter) this.#opened = this.#ending = false;
    // The end of the story stays, whatever the reader does with the map, until another card is opened or this one is closed.
    if (card?.id !== before?.id) this.#ending = false;
    this.#shown = [card, tour, outline];
    // A scrolling chapter already shows its text, so the card stays closed beside it.
    const there = this.#scroll && !this.#opened && !tour.away && tour.chapter !== null;
    if (this.#ending) this.card.showEnding(tour, outline);
    else if (card && !there) this.card.show(card, tour, outline);
    else this.card.hide();
    this.card.tour.showGo(tour, outline);
    this.#list.mark(card?.id, tour.chapter);
  }

  ask(...question: Parameters<PanelsView["ask"]>): void {
    this.#ask.ask(...question);
  }

  moved(): void {
    this.#ask.close();
  }

  close(): void {
    const handlers = this.#handlers;
    // After the end of the story, the whole map is shown.
    if (this.#ending) return handlers.goTo(null, false);
    if (!this.#opened || !this.#shown) return handlers.close();
    this.#opened = false;
    this.show(...this.#shown);
    handlers.furnish();
  }

  finish(): void {
    if (!this.#shown?.[0]) return;
    this.#ending = true;
    this.show(...this.#shown);
  }

  #open(chapter: number): void {
    if (this.#shown?.[1].chapter !== chapter) this.#scroll?.show(chapter, false);
    this.#opened = true;
    if (this.#shown) this.show(...this.#shown);
    this.#handlers.furnish();
    this.card.focus();
  }
}
