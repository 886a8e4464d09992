// Choosing: what opens a card by hand or key, and what follows when something else is chosen: card, announcement, focus, event.

import type { ChoosingHost, Emit, EngineEvent, MapOptions } from "./contracts.js";
import type { Furniture } from "./furniture.js";

type EventOf<Type extends EngineEvent["type"]> = Omit<Extract<EngineEvent, { type: Type }>, "type">;

export class Choosing {
  /** What had the focus when the card was opened; it gets the focus back. */
  #opener: HTMLElement | undefined;

  constructor(
    private readonly map: ChoosingHost,
    private readonly furniture: Furniture,
    private readonly options: MapOptions,
    private readonly emit: Emit,
  ) {}

  /** `choose` returns whether a card was opened. Without the keyboard, the focus stays where it is. */
  choose(byKey: boolean, choose: () => boolean): void {
    const { card } = this.furniture.slots;
    const from = this.furniture.focused;
    const inside = card.contains(from);
    if (!choose() || card.hidden) return;
    if (byKey && from && !inside) this.#opener = from;
    if (byKey) this.furniture.focusCard();
  }

  /** Home and End go to the first and the last chapter, Enter to the current one; a digit opens the place with this number. */
  press(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const { playback } = this.map;
    const to = playback.target(key);
    // Home and End would scroll the page.
    if (to !== undefined) event.preventDefault();
    if (to !== undefined) this.furniture.scrollTo(to) || this.choose(true, () => playback.goTo(to));
    else if (/^[1-9]$/.test(key)) this.choose(true, () => this.#selectNumber(Number(key)));
  }

  /** Asks which of several places is meant. Without the panels it is the nearest. */
  ask({ ids, x, y }: EventOf<"ask">): void {
    const { engine, outline } = this.map;
    const places = ids.flatMap((id) => engine?.card(id) ?? []);
    if (outline && !this.furniture.ask(places, x, y, outline)) this.map.select(ids[0] ?? null);
  }

  /** Something else is selected, or nothing. */
  changed({ id, kind }: EventOf<"select">): void {
    const { map, furniture } = this;
    const { canvas, slots } = furniture;
    this.options.selected = id;
    const held = slots.card.contains(furniture.focused);
    const card = map.write();
    // The title of a chapter is announced by the playback.
    const { chapter, away } = map.playback.tour;
    if (card && (chapter === null || away)) map.say(map.titleOf(card));
    if (slots.card.hidden) {
      // The list covers the map while it has the focus. A reader who does not use the keyboard wants to see the map.
      const hides = slots.list.contains(this.#opener ?? null) && !furniture.focused?.matches(":focus-visible");
      if (held && !hides) this.#opener?.focus({ preventScroll: true });
      // What opened the card may be gone, such as the button of the first screen: then it does not take the focus.
      if (held && !this.#opener?.matches(":focus")) canvas.focus({ preventScroll: true });
      this.#opener = undefined;
    }
    map.furnish();
    this.emit("select", { id, kind });
  }

  #selectNumber(number: number): boolean {
    let found = false;
    this.map.call((engine) => (found = engine.selectNumber(number)), true);
    return found;
  }
}
