// The files of the package, by their paths in dist/. Each is loaded once for all maps of the page; if that fails, the embedded copy is used.

import { FILES } from "../../target/glue/files.js";
import { WASM, configured } from "./configuration.js";
import { resumable } from "./resume.js";

export { FILES, FIRST_PIECE } from "../../target/glue/files.js";
export type FileName = keyof typeof FILES;

const files = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** Whether the embedded copies are used first, because other files are missing; `undefined` until the first file is needed. */
let copying: boolean | undefined;

/** Whether the embedded copy of a file is used, and not the file. */
export const usesCopy = (path: string): boolean => (copying ??= leftBehind()) && !configured(path);

/**
 * Whether a bundler has put this code into another script and left the files behind: then their addresses have no new names, or there are
 * none at all. Asking for them would only fill the console with errors.
 */
function leftBehind(): boolean {
  try {
    const here = import.meta.url;
    return !/\/element\.js/.test(here) && FILES[WASM]().href === here.replace(/[^/]*$/, WASM);
  } catch {
    return true;
  }
}

/** Loads a file of the package once. Uses the embedded copy if the file cannot be loaded. */
export function loadFile(path: FileName): Promise<Uint8Array<ArrayBuffer>>;
export function loadFile(path: string, address: () => URL): Promise<Uint8Array<ArrayBuffer>>;
export function loadFile(path: string, address = FILES[path as FileName]): Promise<Uint8Array<ArrayBuffer>> {
  let file = files.get(path);
  if (!file) {
    file = (usesCopy(path) ? copied(path) : Promise.reject<never>()).catch(() => read(path, address)).catch(async (reason: unknown) => {
      try {
        const bytes = await copied(path);
        // Where one file is missing, others are, too.
        copying = true;
        return bytes;
      } catch {
        files.delete(path);
        throw new Error(`${path}: ${String(reason)}`);
      }
    });
    files.set(path, file);
    // The basemap of the whole Earth is many files. What is let go and needed again comes from the browser's cache.
    const forget = () => !(path in FILES) && files.delete(path);
    file.then(forget, forget);
  }
  return file;
}

async function read(path: string, address: () => URL): Promise<Uint8Array<ArrayBuffer>> {
  const source = configured(path) ?? address();
  const bytes = source instanceof URL ? await fetchFile(source) : new Uint8Array(await new Response(source as BufferSource).arrayBuffer());
  // Parcel turns JSON files into scripts.
  if (/json$/.test(path) && !/^\s*{/.test(textOf(bytes.subarray(0, 99)))) throw new Error("got something else, expected JSON");
  return bytes;
}

/** The same, as text. */
export async function loadText(name: FileName): Promise<string> {
  return textOf(await loadFile(name));
}

/** Decodes UTF-8 text. */
export function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  return new TextDecoder().decode(bytes);
}

/** Fetches a file. Rejects if the response is an HTTP error or a web page. */
export async function fetchFile(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  // A bundler may turn a small file into a `data:` URL, and a strict CSP forbids fetching that.
  if (url.protocol === "data:") return unpacked(url.href.replace(/.*,/, ""));
  const bytes = new Uint8Array(await resumable(async () => limited(await request(url)).arrayBuffer()));
  // The server of a single-page application may answer a request for a missing file with its HTML page and status 200.
  if (bytes[0] === "<".charCodeAt(0)) throw refusal("a web page", url);
  return bytes;
}

/** Requests a file. Rejects with its address, unless the server answers with success. */
export async function request(url: URL, signal: AbortSignal | null = null): Promise<Response> {
  let got: unknown;
  try {
    const response = await fetch(url, { signal });
    if (response.ok) return response;
    got = response.status;
  } catch (reason) {
    got = reason;
  }
  throw refusal(got, url);
}

/** The browser does not say whether a file is out of reach, or is one that this page may not read. */
const refusal = (got: unknown, { href }: URL) => new Error(`got ${got} from ${href}, expected a file that this page may read`);

/** The largest size of a file from any address, in bytes. The core has the same limit for stories, but checks it only after the download. */
const MOST_BYTES = 64 << 20;

/** The same response, which fails as soon as it has more bytes than a file may have. A server may send them without end. */
export function limited({ body, headers }: Response): Response {
  let length = Number(headers.get("content-length"));
  const refuse = () => new Error(`got ${length} bytes or more, expected at most ${MOST_BYTES}`);
  if (length > MOST_BYTES) {
    void body?.cancel();
    throw refuse();
  }
  length = 0;
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(part, parts) {
      length += part.length;
      if (length > MOST_BYTES) parts.error(refuse());
      else parts.enqueue(part);
    },
  });
  return new Response(body?.pipeThrough(count));
}

/** Loads the embedded copy of a file. */
export async function copied(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return (await resumable(() => import("./embedded.js"))).default(path);
}

/** Decodes base64. */
function unpacked(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
