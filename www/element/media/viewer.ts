// A picture as large as the window, in a dialog: arrows lead to the other pictures of its card, Escape closes.

import type { Outline } from "../contracts.js";
import { CROSS, button, fill, h, icon, label } from "../dom.js";

const BACK = "M12.5 4l-6 6 6 6";
const ON = "M7.5 4l6 6-6 6";

/** How far a finger moves to turn to another picture, and to close, in CSS px. */
const TURN = 40;
const CLOSE = 80;

/** Opens the picture of `link`. */
export function open(link: HTMLAnchorElement, { locale: { strings } }: Outline): void {
  const around = link.closest(".card,.step") ?? link.parentElement;
  const place = link.closest<HTMLElement>(".map,.steps");
  if (!around || !place) return;
  const all = [...around.querySelectorAll<HTMLAnchorElement>(".picture")];
  const image = h("img", "");
  const stage = h("div", "viewer-stage", image);
  const caption = h("div", "viewer-caption");
  const count = h("span", "viewer-count");
  const status = Object.assign(h("p", "status"), { role: "status" });
  const close = button("viewer-close", () => dialog.close(), icon(CROSS));
  const [back, on] = [button("viewer-back", () => go(at - 1), icon(BACK)), button("viewer-on", () => go(at + 1), icon(ON))];
  const dialog = h("dialog", "viewer", h("div", "viewer-bar", back, count, on, close), stage, caption, status);
  const wordsOf = (i: number) => all[i]?.querySelector("img")?.alt ?? "";
  const nameOf = (i: number) => (all.length > 1 ? fill(strings.chapterTitle, { n: i + 1, of: all.length, title: wordsOf(i) }) : wordsOf(i));
  let at = -1;
  const go = (to: number) => {
    const target = all[to];
    if (!target || to === at) return;
    const turned = at >= 0;
    at = to;
    image.src = target.href;
    image.alt = wordsOf(to);
    dialog.ariaLabel = nameOf(to);
    if (turned) status.textContent = nameOf(to);
    count.textContent = `${to + 1}/${all.length}`;
    const words = target.parentElement?.querySelector("figcaption")?.cloneNode(true);
    caption.replaceChildren(...(words ? [words] : []));
    for (const [element, i] of [[back, to - 1], [on, to + 1]] as const) {
      element.ariaDisabled = all[i] ? null : "true";
      label(element, all[i] ? nameOf(i) : nameOf(to));
    }
  };
  for (const element of [back, on, count]) element.hidden = all.length < 2;
  label(close, strings.close);
  // A picture that does not come, such as one in a size that only this shows, has its words.
  image.onerror = () => stage.replaceChildren(h("p", "", image.alt));
  const ahead = strings.dir === "rtl" ? -1 : 1;
  dialog.onkeydown = (event) => {
    const to = { ArrowRight: at + ahead, ArrowLeft: at - ahead, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) go(to);
    if (event.key === "Escape") dialog.close();
    else if (to === undefined) return event.stopPropagation();
    // Neither the card nor a dialog of the page closes with it.
    event.preventDefault();
    event.stopPropagation();
  };
  dialog.onclick = ({ target }) => (target === stage || target === dialog) && dialog.close();
  dialog.onclose = () => {
    dialog.remove();
    link.focus({ preventScroll: true });
  };
  swipes(stage, (x, y) => {
    if (Math.abs(x) > TURN && Math.abs(x) > Math.abs(y)) go(at - Math.sign(x) * ahead);
    else if (y > CLOSE) dialog.close();
  });
  go(all.indexOf(link));
  place.append(dialog);
  dialog.showModal();
  close.focus();
}

/** Reports how far one finger has moved. While the reader has zoomed in, a finger moves the picture. */
function swipes(element: HTMLElement, done: (x: number, y: number) => void): void {
  let start: Touch | undefined;
  element.addEventListener("touchstart", ({ touches }) => {
    start = touches.length === 1 && (visualViewport?.scale ?? 1) < 1.01 ? touches[0] : undefined;
  }, { passive: true });
  element.addEventListener("touchend", ({ changedTouches: [end] }) => {
    if (start && end) done(end.clientX - start.clientX, end.clientY - start.clientY);
    start = undefined;
  });
}
