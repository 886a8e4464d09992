// A picture, a sound or a film, with its caption and credit. If its file does not come, its words and a link to it stay.

import type { Outline } from "../contracts.js";
import { h, link, plainText, storyText, type Child } from "../dom.js";
import { addressOf, isShowable } from "./address.js";
import type { Medium } from "./medium.js";
import { open } from "./viewer.js";

/** The ratio of a picture and of a film whose size the story does not give. */
const RATIOS = { image: "3/2", video: "16/9" };

/** About how wide a picture is in a card: browsers that cannot measure it themselves choose its size by this. */
const SIZES = "auto,(min-width:45rem) 300px,100vw";

export function figure(media: Medium, outline: Outline): HTMLElement {
  const { kind, src } = media;
  const url = addressOf(src, outline.base);
  const element = h("figure", `media ${kind}`);
  const shown = url && isShowable(url) ? SHOW[kind](media, url, outline) : without(media, url);
  element.append(shown, ...captionOf(media, url !== undefined && shown.tagName !== "A"));
  return element;
}

/** The words of what cannot be shown, as a link to it. */
const without = ({ words }: Medium, url: URL | undefined): HTMLElement =>
  url ? Object.assign(link(url.href, storyText(words)), { className: "without" }) : h("p", "without", storyText(words));

/** The caption: the title of a sound or a film, what the story says about it, and who made it. */
function captionOf({ kind, words, caption, credit }: Medium, titled: boolean): Child[] {
  const title = titled && kind !== "image" ? h("b", "", storyText(words)) : "";
  const parts = [plainText(caption) && h("span", "", storyText(caption)), plainText(credit) && h("small", "credit", storyText(credit))];
  return [title, ...parts].some(Boolean) ? [h("figcaption", "", title, ...parts)] : [];
}

/** A picture, as a link that opens it large. Until it is loaded, its words are in its place. */
function picture(media: Medium, url: URL, outline: Outline): HTMLElement {
  const { sizes, size, words } = media;
  const waiting = h("span", "waiting", storyText(words));
  waiting.ariaHidden = "true";
  const image = Object.assign(h("img", ""), { loading: "lazy", decoding: "async", alt: plainText(words) });
  if (typeof words !== "string" && words[1]) image.lang = words[1];
  const box = Object.assign(h("a", "picture", waiting, image), { href: url.href, target: "_blank", rel: "noopener" });
  box.ariaHasPopup = "dialog";
  box.style.aspectRatio = size || RATIOS.image;
  const opens = (event: MouseEvent) => {
    // With a key pressed, a click opens the file beside the page, as on every link.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(box, outline);
  };
  box.addEventListener("click", opens);
  image.onload = () => waiting.remove();
  image.onerror = () => {
    const held = box.matches(":focus");
    const words = without(media, url);
    box.replaceWith(words);
    if (held) words.focus({ preventScroll: true });
  };
  const others = sizes.split(",").flatMap((size) => {
    const [src = "", width = ""] = size.trim().split(/\s+/);
    const other = src && addressOf(src, outline.base);
    return other && isShowable(other) ? [`${other.href} ${width}`] : [];
  });
  // The attributes before the address: browsers begin to load as soon as they have it.
  if (others.length) {
    image.sizes = SIZES;
    image.srcset = [...others, ...(size ? [`${url.href} ${parseInt(size)}w`] : [])].join(", ");
  }
  image.src = url.href;
  return box;
}

function sound(media: Medium, url: URL): HTMLElement {
  return player(Object.assign(h("audio", ""), { preload: "none", src: url.href }), media, url);
}

function film(media: Medium, url: URL, { base, locale }: Outline): HTMLElement {
  const element = Object.assign(h("video", ""), { preload: "none", playsInline: true });
  element.style.aspectRatio = media.size || RATIOS.video;
  for (const { src, lang } of media.captions) {
    const file = addressOf(src, base);
    if (!file || !isShowable(file)) continue;
    const track = Object.assign(h("track", ""), { kind: "captions", src: file.href, srclang: lang, label: nameOf(lang, locale.lang) });
    // As the default track it would be loaded before the film plays.
    if (lang.split("-")[0] === locale.lang.split("-")[0]) element.addEventListener("play", () => (track.track.mode = "showing"), { once: true });
    // A browser reads captions of another origin only if that allows it, and then the film has to allow it, too.
    if (file.origin !== location.origin) element.crossOrigin = "anonymous";
    element.append(track);
  }
  element.src = url.href;
  const poster = media.poster && addressOf(media.poster, base);
  if (poster && isShowable(poster)) {
    const seen = new IntersectionObserver((all) => {
      if (!all.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      element.poster = poster.href;
    });
    seen.observe(element);
  }
  return player(element, media, url);
}

/** The name of a language in another one. */
function nameOf(lang: string, inLang: string): string {
  try {
    return new Intl.DisplayNames(inLang, { type: "language" }).of(lang) ?? lang;
  } catch {
    return lang; // an unknown language
  }
}

/** What plays now. */
let playing: HTMLMediaElement | undefined;

/** What is not shown any more, in a card that was closed, stops. */
const sizes = new ResizeObserver((all) => {
  for (const { target, contentRect } of all) if (!contentRect.width) (target as HTMLMediaElement).pause();
});

function player(element: HTMLMediaElement, media: Medium, url: URL): HTMLElement {
  element.controls = true;
  element.ariaLabel = plainText(media.words);
  element.onplay = () => {
    if (playing !== element) playing?.pause();
    playing = element;
    sizes.observe(element);
  };
  element.onpause = () => {
    sizes.unobserve(element);
    if (playing === element) playing = undefined;
  };
  element.onerror = () => {
    const title = element.parentElement?.querySelector("figcaption b");
    element.replaceWith(without(media, url));
    title?.remove();
  };
  return element;
}

const SHOW = { image: picture, audio: sound, video: film };
