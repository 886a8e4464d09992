// A button for full screen, in browsers that allow it.

import { button, icon, label } from "./dom.js";
import type { Strings } from "./types.js";

const OUT = "M12 4h4v4M16 4l-5 5M8 16H4v-4M4 16l5-5";
const IN = "M16 9h-5V4M11 9l5-5M4 11h5v5M9 11l-5 5";

export class FullScreen {
  readonly element = button("full", () => void this.#toggle(), icon(OUT));
  #strings: Strings | undefined;

  constructor(
    private readonly host: Element,
    signal: AbortSignal,
  ) {
    this.element.hidden = !document.fullscreenEnabled;
    document.addEventListener("fullscreenchange", () => this.#write(), { signal });
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
    try {
      await (this.#on ? document.exitFullscreen() : this.host.requestFullscreen());
    } catch {
      // The page does not allow full screen.
      this.element.hidden = true;
    }
  }
}
