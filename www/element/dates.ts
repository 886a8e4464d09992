// ISO 8601 dates, whole, cut short or as intervals, in the words of the map's language.

type Precision = 1 | 2 | 3;

/** Bare "en" reads day before month, as the built-in story does; a region is obeyed as given. */
function locale(lang: string): string {
  return lang === "en" ? "en-GB" : lang;
}

function parse(iso: string): { date: Date; precision: Precision } | undefined {
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(iso);
  if (!match) return undefined;
  const [, year, month, day] = match;
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  return { date, precision: day ? 3 : month ? 2 : 1 };
}

function format(lang: string, precision: Precision): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale(lang), {
    timeZone: "UTC",
    year: "numeric",
    ...(precision > 1 && { month: "long" }),
    ...(precision > 2 && { day: "numeric" }),
  });
}

/** `2023-05-09` → "9 May 2023", `2024-06` → "June 2024", `2021/2024` → "2021–24"; else as it came. */
export function formatDate(iso: string, lang: string): string {
  const [first = "", second] = iso.split("/");
  const from = parse(first);
  if (!from) return iso;
  if (second === undefined) return format(lang, from.precision).format(from.date);
  const to = parse(second);
  if (!to) return iso;
  if (from.precision > 1 && from.precision === to.precision) {
    return format(lang, from.precision).formatRange(from.date, to.date);
  }
  if (from.precision === 1 && to.precision === 1) {
    return `${first}–${first.slice(0, 2) === second.slice(0, 2) ? second.slice(2) : second}`;
  }
  const end = (x: typeof from) => format(lang, x.precision).format(x.date);
  return `${end(from)} – ${end(to)}`;
}
