// The map's own files: fetched once for all maps of the page, with an embedded copy as the spare.

import { FILES } from "../../target/glue/files.js";

export { FILES, FIRST_PIECE } from "../../target/glue/files.js";
export type FileName = keyof typeof FILES;

const files = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** One of the map's own files, fetched once; from the embedded copy where it cannot be fetched. */
export function loadFile(name: FileName): Promise<Uint8Array<ArrayBuffer>>;
export function loadFile(name: string, address: () => URL): Promise<Uint8Array<ArrayBuffer>>;
export function loadFile(name: string, address = FILES[name as FileName]): Promise<Uint8Array<ArrayBuffer>> {
  let file = files.get(name);
  if (!file) {
    file = fetchFile(address()).catch((reason: unknown) =>
      copied(name).catch(() => {
        files.delete(name);
        throw new Error(`${name}: ${String(reason)}`);
      }),
    );
    files.set(name, file);
  }
  return file;
}

/** The same, as text. */
export async function loadText(name: FileName): Promise<string> {
  return textOf(await loadFile(name));
}

/** The text in a file's bytes. */
export function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  return new TextDecoder().decode(bytes);
}

/** A file's bytes. Fails if what comes is an error, or the front page of an application. */
export async function fetchFile(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  // A bundler may have written a small file into its address, which a strict policy forbids to fetch.
  if (url.protocol === "data:") return unpacked(url.href.replace(/.*,/, ""));
  const response = await fetch(url);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A server of single-page applications answers a missing file with its front page and "200 OK".
  const page = bytes[0] === "<".charCodeAt(0);
  if (!response.ok || page) throw new Error(`got ${page ? "a web page" : response.status} from ${response.url}`);
  return bytes;
}

/** The copy of a file that the package has for where that cannot be fetched. */
async function copied(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return (await import("./embedded.js")).default(name);
}

/** The bytes that base64 text stands for. */
function unpacked(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
