// The slider of a story's time, with a button that plays it. It is a bundle of its own, loaded only for stories that show time.

import type { Handlers, Locale, Outline } from "./contracts.js";
import { formatTime } from "./dates.js";
import { button, h, icon, label } from "./dom.js";
import type { Page } from "./watch.js";

const TRIANGLE = "M6 4v12l10-6z";
const BARS = "M7 4v12M13 4v12";

/** Rules for the slider. They come after those of furniture.css. */
const CSS = `
.time-bar{display:flex;align-items:center;gap:8px;margin:0 12px 8px;padding-inline:4px 16px;background:var(--surface);border-radius:4px;box-shadow:0 1px 4px #0003}
.time-bar .play{display:grid;flex:none;place-items:center;width:44px;height:44px}
.time-now{flex:none;font-variant-numeric:tabular-nums;white-space:nowrap}
.time-bar input{height:44px;min-width:0}
@container (min-width:max(720px,45rem)) and (aspect-ratio>=4/5){
.time-bar{--w:min(440*var(--px),100% - 32px);position:absolute;bottom:44px;inset-inline-start:calc((100% - var(--w))/2);width:var(--w);margin:0}
.map:has(.card:not([hidden])) .time-bar{--w:min(440*var(--px),100% - 48px - var(--side));inset-inline-start:calc((100% - 16px - var(--side) - var(--w))/2);bottom:16px}
}
@container (min-width:max(720px,45rem)) and (aspect-ratio>=4/5) and (aspect-ratio<1){.opened .time-bar{bottom:calc(44px + var(--first,0px))}}
@container (min-width:max(720px,45rem)) and (min-aspect-ratio:1/1){.opened .time-bar{--w:min(440*var(--px),100% - 32px - var(--panel));inset-inline-start:calc(var(--panel) + (100% - var(--panel) - var(--w))/2)}}
@container (min-width:max(1180px,73.75rem)) and (min-height:max(700px,43.75rem)){.opened .time-bar{--w:440px;inset-inline:auto;left:calc(50% - 220px)}}
@media (forced-colors:active){.time-bar{outline:1px solid}}
@media print{.time-bar{position:static;width:auto;margin:0;padding:0;box-shadow:none;background:none}.time-bar :is(.play,input){display:none}}
`;

/** The windows whose maps have these rules. */
const sheets = new WeakMap<Page, CSSStyleSheet>();

export class TimeBar {
  readonly #play = button("play", () => (this.#timer === undefined ? this.#start() : this.#stop()));
  readonly #now = h("b", "time-now");
  readonly #range = Object.assign(h("input", "time"), { type: "range", min: "0", step: "1" });
  readonly #element = Object.assign(h("div", "time-bar", this.#play, this.#now, this.#range), { role: "group" });
  #locale: Locale | undefined;
  #steps = 1;
  #seconds = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The step to which the time plays now. */
  #next = -1;

  /** `before`: what it stands in front of. */
  constructor(
    root: HTMLElement,
    before: HTMLElement,
    private readonly handlers: Pick<Handlers, "setTimeStep">,
  ) {
    const page = root.ownerDocument.defaultView as Page;
    let sheet = sheets.get(page);
    if (!sheet) {
      sheets.set(page, (sheet = new page.CSSStyleSheet()));
      sheet.replaceSync(CSS);
    }
    const shadow = root.getRootNode() as ShadowRoot;
    if (!shadow.adoptedStyleSheets.includes(sheet)) shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
    this.#range.oninput = () => {
      this.#stop();
      handlers.setTimeStep(this.#range.valueAsNumber);
    };
    before.before(this.#element);
  }

  fill({ time, locale }: Outline): void {
    this.#locale = locale;
    this.#element.hidden = !time;
    this.#stop();
    if (!time) return;
    this.#steps = time.steps;
    this.#seconds = time.seconds;
    this.#range.max = String(time.steps - 1);
    this.#element.ariaLabel = this.#range.ariaLabel = locale.strings.time;
    this.show(time);
  }

  /** Shows a step, by its index and as a date. */
  show({ step, time }: { step: number; time: string }): void {
    const text = formatTime(time, this.#locale?.lang ?? "");
    this.#now.textContent = this.#range.ariaValueText = text;
    // The slider keeps its length while the time plays.
    this.#now.style.minWidth = `${Math.max(parseFloat(this.#now.style.minWidth) || 0, text.length)}ch`;
    this.#range.valueAsNumber = step;
    // A chapter shows a time of its own.
    if (step !== this.#next) this.#stop();
  }

  #start(): void {
    const at = this.#range.valueAsNumber;
    this.#go(at + 1 < this.#steps ? at + 1 : 0);
  }

  #go(step: number): void {
    this.#next = step;
    this.handlers.setTimeStep(step);
    this.#timer = step + 1 < this.#steps ? setTimeout(() => this.#continue(), this.#seconds * 1000) : undefined;
    this.#write();
  }

  #continue(): void {
    if (this.#element.isConnected && !document.hidden) this.#go(this.#next + 1);
    else this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#write();
  }

  #write(): void {
    const strings = this.#locale?.strings;
    const playing = this.#timer !== undefined;
    this.#play.replaceChildren(icon(playing ? BARS : TRIANGLE));
    if (strings) label(this.#play, `${playing ? strings.pause : strings.play}: ${strings.time}`);
  }
}
