// Dates and numbers as they are written in a language.

/** By language and number of letters. To make one takes a millisecond and a hundred kilobytes. */
const formats: Record<string, Intl.DateTimeFormat> = {};

/** `2023-05-09` → "9 May 2023", `2024-06` → "June 2024", `2021/2024` → "2021–24"; else as it came. */
export function formatDate(iso: string, lang: string): string {
  const [from = iso, to = from] = iso.split("/");
  // An interval is as fine as the coarser of its ends.
  const length = Math.min(from.length, to.length);
  const parts: Intl.DateTimeFormatOptions = { timeZone: "UTC", year: "numeric", numberingSystem: "latn" };
  if (length > 4) parts.month = "long";
  if (length > 7) parts.day = "numeric";
  try {
    // Bare "en" reads day before month, as the built-in story does; a region is obeyed as given.
    const format = (formats[`${lang} ${length}`] ??= new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, parts));
    const text = format.formatRange(new Date(from), new Date(to));
    return text.replace(/^(\d\d)(\d\d)\W+\1(\d\d)$/, "$1$2–$3");
  } catch {
    return iso; // no date, or no such language
  }
}

/** A number, in Latin digits. */
export function formatNumber(number: number, lang: string): string {
  try {
    return new Intl.NumberFormat(lang, { numberingSystem: "latn" }).format(number);
  } catch {
    return String(number); // no such language
  }
}

/** Kilometres, rounded to what a drawn line can tell: `83.4` → "85", `4373` → "4,370". */
export function formatKm(km: number, lang: string): string {
  const step = km < 1000 ? 5 : 10;
  return formatNumber(Math.round(km / step) * step, lang);
}
