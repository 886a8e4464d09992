// Serves the bench's pages as a good web server would, compressed with brotli; the browser caches nothing.
// @ts-check
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".geojson": "application/geo+json; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};
/** Formats that are compressed already. */
const PACKED = new Set([".png", ".webp", ".woff2"]);

/**
 * @param {Record<string, string>} mounts URL path to file or, with a slash at its end, to directory
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serve(mounts) {
  /** @type {Map<string, Promise<Buffer | undefined>>} */
  const bodies = new Map();
  const prefixes = Object.keys(mounts).sort((a, b) => b.length - a.length);

  /** @param {string} path */
  function body(path) {
    let found = bodies.get(path);
    if (!found) bodies.set(path, (found = load(path).catch(() => undefined)));
    return found;
  }

  /** @param {string} path */
  async function load(path) {
    const prefix = prefixes.find((p) => path.startsWith(p)) ?? "/";
    const rest = path.slice(prefix.length);
    const raw = await readFile(rest ? join(mounts[prefix] ?? "", normalize(`/${rest}`)) : (mounts[prefix] ?? ""));
    if (PACKED.has(extname(path))) return raw;
    // Large files as a server compresses them at the request, others as one that has them compressed in advance.
    const params = { [constants.BROTLI_PARAM_QUALITY]: raw.length > 1e6 ? 5 : 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
    return brotliCompressSync(raw, { params });
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const found = await body(path);
    if (!found) return void response.writeHead(404).end();
    if (!PACKED.has(extname(path))) response.setHeader("content-encoding", "br");
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
    response.setHeader("content-length", found.length);
    response.setHeader("cache-control", "no-store");
    response.end(found);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
