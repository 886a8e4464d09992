// A small static server. It sends the strictest security headers with which the map must work.
//
//   node tools/serve.mjs [--port 4321] [--tests]      (port 0: any free one; --tests: also serve /e2e/pages/)
// @ts-check
import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, resolve, sep } from "node:path";
import { Failure, ROOT, command, isMain } from "./setup.mjs";

/** No other origins, nothing inline, no eval except compiling WebAssembly, and no text that becomes HTML or a script. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const HEADERS = { "content-security-policy": POLICY, "cache-control": "no-cache", "x-content-type-options": "nosniff" };

/** The demo site, with the directories that a user of the package would have. */
export const SITE = { "/": `${ROOT}www`, "/darien-map/": `${ROOT}dist` };
const TESTS = { "/e2e/pages/": `${ROOT}e2e/pages`, "/e2e/stories/": `${ROOT}examples/stories`, "/e2e/tiles/": `${ROOT}target/tiles`, "/e2e/basemaps/": `${ROOT}tests/fixtures/basemaps` };

/** @type {Record<string, string>} */
const TYPES = {
  ".bin": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".geojson": "application/geo+json; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".vtt": "text/vtt; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const RELOAD = 'new EventSource("/events").addEventListener("reload", () => location.reload());\n';

/**
 * Serves directories on 127.0.0.1.
 * @param {object} options
 * @param {Record<string, string>} options.mounts URL path, with a slash at its end, to directory
 * @param {number} [options.port] if it is in use, the next free one is taken; 0: any free port
 * @param {boolean} [options.live] pages reload when `reload()` is called
 * @param {Record<string, string>} [options.headers] sent with every answer, in place of the server's own of the same name
 */
export async function serve({ mounts, port = 0, live = false, headers = {} }) {
  /** @type {Set<import("node:http").ServerResponse>} */
  const pages = new Set();
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries({ ...HEADERS, ...headers })) response.setHeader(name, value);
    answer(request, response).catch((error) => {
      console.error(error);
      send(response, 500, "text/plain", "The server failed; its terminal says why.\n");
    });
  });

  /** @type {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => Promise<void>} */
  async function answer(request, response) {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return send(response, 405, "text/plain", "Only GET and HEAD are known here.\n");
    }
    const path = pathOf(request.url ?? "/");
    if (live && path === "/events") return listen(response);
    if (live && path === "/dev-reload.js") return send(response, 200, TYPES[".js"], RELOAD);
    const file = path === undefined ? undefined : await find(mounts, path);
    // Browsers request this file without being asked. A 404 would be an error in every console.
    if (!file && path === "/favicon.ico") return void response.writeHead(204).end();
    if (!file) return send(response, 404, "text/plain", `Nothing is at ${path ?? request.url}\n`);
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    /** @type {Buffer | string} */
    let body = await readFile(file);
    if (live && type.startsWith("text/html")) {
      // The script is a file, because the CSP of this server forbids inline scripts.
      body = body.toString().replace(/(?=<\/head>)|$/, '<script src="/dev-reload.js"></script>');
    }
    const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    response.setHeader("etag", tag);
    if (request.headers["if-none-match"] === tag) return void response.writeHead(304).end();
    // A part of a file, as maps read files of tiles.
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    if (!range) return send(response, 200, type, body);
    const [from, to] = [Number(range[1]), Number(range[2])];
    const size = Buffer.byteLength(body);
    if (from >= size || from > to) return send(response, 416, "text/plain", `The file has ${size} bytes\n`);
    const part = Buffer.from(body).subarray(from, to + 1);
    response.setHeader("content-range", `bytes ${from}-${from + part.length - 1}/${size}`);
    send(response, 206, type, part);
  }

  /** @param {import("node:http").ServerResponse} response */
  function listen(response) {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write("retry: 500\n\n");
    pages.add(response);
    response.on("close", () => pages.delete(response));
  }

  const taken = await open(server, port);
  return {
    url: `http://127.0.0.1:${taken}/`,
    /** Reloads every open page. */
    reload() {
      for (const page of pages) page.write("event: reload\ndata:\n\n");
    },
    /** @returns {Promise<void>} */
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {string | undefined} type
 * @param {Buffer | string} body
 */
function send(response, status, type = "text/plain", body) {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) });
  // For HEAD requests Node leaves out the body.
  response.end(body);
}

/**
 * The decoded path of a request; undefined if it cannot be decoded.
 * @param {string} url
 */
function pathOf(url) {
  try {
    return decodeURIComponent(url.replace(/[?#].*$/s, ""));
  } catch {
    return undefined;
  }
}

/**
 * The file for a path. It is always below its mount, even if the path contains dots or symbolic links.
 * @param {Record<string, string>} mounts
 * @param {string} path
 */
async function find(mounts, path) {
  const mount = Object.keys(mounts)
    .filter((prefix) => path.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0];
  const directory = mount === undefined ? undefined : mounts[mount];
  if (mount === undefined || directory === undefined || path.includes("\0")) return undefined;
  const rest = path.slice(mount.length) + (path.endsWith("/") ? "index.html" : "");
  try {
    const base = await realpath(directory);
    const file = await realpath(resolve(base, `.${sep}${rest}`));
    return file.startsWith(base + sep) && (await stat(file)).isFile() ? file : undefined;
  } catch {
    return undefined; // There is no such file.
  }
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @returns {Promise<number>} the port in use
 */
function open(server, port) {
  return new Promise((done, fail) => {
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE" && port !== 0 && port < 65535) done(open(server, port + 1));
      else fail(new Failure(`127.0.0.1:${port}: ${error.message}`));
    });
    server.listen(port, "127.0.0.1", () => {
      server.removeAllListeners("error");
      const address = server.address();
      done(typeof address === "object" && address ? address.port : port);
    });
  });
}

if (isMain(import.meta.url)) {
  await command(async () => {
    const words = process.argv.slice(2);
    const at = words.indexOf("--port");
    const port = at < 0 ? 4321 : Number(words[at + 1]);
    if (!Number.isInteger(port)) throw new Failure(`--port: got ${words[at + 1]}, expected a number`);
    const mounts = words.includes("--tests") ? { ...SITE, ...TESTS } : SITE;
    const { url } = await serve({ mounts, port });
    console.log(`Serving at ${url}`);
  });
}
