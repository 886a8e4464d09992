// A button for full screen, in browsers that allow it.

import type { Handlers } from "./contracts.js";
import { button, icon, label } from "./dom.js";
import type { Strings } from "./types.js";

/** Four corners, as video players have them: outwards to open, inwards to close. */
const OUT = "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5";
const IN = "M8 3v5H3M17 8h-5V3M12 17v-5h5M3 12h5v5";

export class FullScreen {
  readonly element = button("full", () => void this.#toggle(), icon(OUT));
  #strings: Strings | undefined;

  constructor(
    private readonly host: Element,
    private readonly handlers: Pick<Handlers, "note">,
    signal: AbortSignal,
  ) {
    const { ownerDocument } = host;
    this.element.hidden = !ownerDocument.fullscreenEnabled;
    ownerDocument.addEventListener("fullscreenchange", () => this.#write(), { signal });
  }

  fill(strings: Strings): void {
    this.#strings = strings;
    this.#write();
  }

  get #on(): boolean {
    return this.host.matches(":fullscreen");
  }

  #write(): void {
    this.element.replaceChildren(icon(this.#on ? IN : OUT));
    if (this.#strings) label(this.element, this.#on ? this.#strings.leaveFullScreen : this.#strings.fullScreen);
  }

  async #toggle(): Promise<void> {
    const before = this.#on;
    try {
      await (before ? this.host.ownerDocument.exitFullscreen() : this.host.requestFullscreen());
    } catch {
      // One refusal says nothing about the next, so the button stays: a browser refuses a second press while the first is being
      // carried out. Then there is nothing to tell.
      if (this.#on === before) this.handlers.note("noFullScreen");
    }
  }
}
