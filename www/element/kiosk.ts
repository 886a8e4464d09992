// A map that runs unattended, as in an exhibition: it plays by itself (`autoplay`), again after its end (`loop`), and goes back to its start when
// nobody uses it (`idle`). It is a bundle of its own, loaded only for maps with one of these attributes.

/** The part of the element that is used here. */
export interface Unattended extends HTMLElement {
  readonly playing: boolean;
  readonly selected: string | null;
  readonly chapter: string | null;
  play(): void;
  reset(): void;
}

/** How long the end of the story stays before it begins again, in seconds. */
const END = 8;

/** The longest time for `idle`, in seconds: a day. */
const LONGEST = 86_400;

/** How much of the map must be in sight before it plays by itself: this part of it, or of the window. */
const PART = 0.5;

/** What counts as using the map. */
const INPUT = ["pointerdown", "pointermove", "pointerup", "wheel", "keydown", "touchmove", "focusin"];

export function runUnattended(map: Unattended, signal: AbortSignal): void {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let idle: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  /** Whether anything was done since the start. */
  let used = false;
  let ended = false;

  const start = () => {
    const wanted = map.hasAttribute("autoplay") && map.getAttribute("mode") !== "scroll";
    if (wanted && !still.matches && !document.hidden) map.play();
  };
  const waitForNobody = () => {
    clearTimeout(idle);
    const seconds = Math.min(Number(map.getAttribute("idle")), LONGEST);
    if (!(seconds > 0)) return;
    idle = setTimeout(() => {
      // While the story plays, somebody may be watching it. Its end, or a pause, begins to count again.
      if (map.playing || !used) return;
      map.reset();
      used = ended = false;
      clearTimeout(again);
      start();
    }, seconds * 1000);
  };
  const waitAtEnd = () => {
    clearTimeout(again);
    if (ended && map.hasAttribute("loop")) again = setTimeout(() => document.hidden || map.play(), END * 1000);
  };
  const use = () => {
    used = true;
    waitForNobody();
    waitAtEnd();
  };
  const leave = (type: string) => {
    ended = type === "end";
    use();
  };
  for (const type of INPUT) map.addEventListener(type, use, { signal, passive: true });
  for (const type of ["end", "play", "pause", "chapter", "select"]) map.addEventListener(type, () => leave(type), { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(idle);
    clearTimeout(again);
  });

  const seen = new IntersectionObserver(
    (entries) => {
      const enough = ({ intersectionRatio, intersectionRect }: IntersectionObserverEntry) => intersectionRatio >= PART || intersectionRect.height >= innerHeight * PART;
      if (!entries.some(enough)) return;
      seen.disconnect();
      // Who has begun to read decides.
      if (!used && map.chapter === null && map.selected === null) start();
    },
    { threshold: [0, PART / 2, PART] },
  );
  seen.observe(map);
  signal.addEventListener("abort", () => seen.disconnect());
}
