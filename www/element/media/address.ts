// The addresses of media.

/** The address of a file, relative to `base`; `undefined` if it is not one that readers may be sent to. */
export function addressOf(src: string, base: string): URL | undefined {
  try {
    const url = new URL(src, base);
    // The page may be a file itself.
    return /^https?:$/.test(url.protocol) || url.protocol === new URL(base).protocol ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the page may show a file: one that is not encrypted is refused, or shown with a warning, on a page that is. */
export const isShowable = (url: URL): boolean => url.protocol !== "http:" || location.protocol !== "https:";
