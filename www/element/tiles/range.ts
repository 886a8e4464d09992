// Reads ranges of a file by HTTP. A server that does not know ranges would send the whole file, which may have hundreds of gigabytes: its
// answer is not read.

import { resumable } from "../resume.js";
import type { ReadRange } from "./archive.js";

/** After this time without an answer the server is given up, in ms. */
const PATIENCE = 15_000;

/** Reads parts of the file at an address until `life` ends. */
export function overHttp(url: URL, life: AbortSignal): ReadRange {
  return (offset, length) => resumable(() => readOnce(url, offset, length, life));
}

async function readOnce(url: URL, offset: number, length: number, life: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const stop = new AbortController();
  const end = () => stop.abort(life.reason);
  life.addEventListener("abort", end);
  const timer = setTimeout(() => stop.abort(new Error(`got no answer within ${PATIENCE / 1000} seconds`)), PATIENCE);
  try {
    life.throwIfAborted();
    const headers = { range: `bytes=${offset}-${offset + length - 1}` };
    const response = await fetch(url, { headers, signal: stop.signal }).catch((reason: unknown) => {
      if (stop.signal.aborted) throw stop.signal.reason;
      throw new Error(`got no answer (${String(reason)}), expected the file: is its address right, and does its server allow this page to read it (CORS)?`);
    });
    if (response.status !== 206) {
      stop.abort();
      throw new Error(response.ok ? `got the whole file, expected a part of it: its server must know range requests` : `got the status ${response.status}, expected 206`);
    }
    return await part(response, length);
  } finally {
    clearTimeout(timer);
    life.removeEventListener("abort", end);
  }
}

/** The bytes of an answer, which has at most as many as were asked for. */
async function part({ body }: Response, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const reader = body?.getReader();
  let at = 0;
  for (let next; reader && !(next = await reader.read().catch(cutOff)).done; ) {
    if (at + next.value.length > length) {
      void reader.cancel();
      throw new Error(`got more bytes than the ${length} that were asked for`);
    }
    bytes.set(next.value, at);
    at += next.value.length;
  }
  return bytes.subarray(0, at);

  function cutOff(reason: unknown): never {
    throw new Error(`got ${at} of ${length} bytes, then the server cut off (${String(reason)})`);
  }
}
