// The files of the package. Each is fetched once for all maps of the page; if that fails, the embedded copy is used.

import { FILES } from "../../target/glue/files.js";

export { FILES, FIRST_PIECE } from "../../target/glue/files.js";
export type FileName = keyof typeof FILES;

const files = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** Whether a file was missing, so that the embedded copies are loaded. */
let copying = false;

/** Loads a file of the package once. Uses the embedded copy if the file cannot be fetched. */
export function loadFile(name: FileName): Promise<Uint8Array<ArrayBuffer>>;
export function loadFile(name: string, address: () => URL): Promise<Uint8Array<ArrayBuffer>>;
export function loadFile(name: string, address = FILES[name as FileName]): Promise<Uint8Array<ArrayBuffer>> {
  let file = files.get(name);
  if (!file) {
    // Where one file is missing, others are, too: a bundler may have left all of them behind. Some bundles have no addresses, so
    // that `address` throws.
    file = (copying ? copied(name) : Promise.reject<never>()).catch(() => fetchFile(address())).catch(async (reason: unknown) => {
      try {
        const bytes = await copied(name);
        copying = true;
        return bytes;
      } catch {
        files.delete(name);
        throw new Error(`${name}: ${String(reason)}`);
      }
    });
    files.set(name, file);
  }
  return file;
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
  const response = await fetch(url);
  const bytes = new Uint8Array(await limited(response).arrayBuffer());
  // The server of a single-page application may answer a request for a missing file with its HTML page and status 200.
  const page = bytes[0] === "<".charCodeAt(0);
  if (!response.ok || page) throw new Error(`got ${page ? "a web page" : response.status} from ${response.url}`);
  return bytes;
}

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
export async function copied(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return (await import("./embedded.js")).default(name);
}

/** Decodes base64. */
function unpacked(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
