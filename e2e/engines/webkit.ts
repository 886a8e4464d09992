// WebKit: the small browser of WebKitGTK on a screen of its own, driven by WebDriver.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { findWebKit } from "../../tools/browser.mjs";
import type { Engine, Json, Key, Tab } from "./driver.js";

/** WebDriver's codes of the keys that write nothing. */
const KEYS: Partial<Record<Key, string>> = {
  Tab: "\ue004", Enter: "\ue007", Escape: "\ue00c", End: "\ue010", Home: "\ue011", ArrowRight: "\ue014",
};

/** How long the driver may take to start, in ms. */
const PATIENCE = 20_000;

type Call = (method: "GET" | "POST" | "DELETE", path: string, body?: Json) => Promise<unknown>;

export async function launch(): Promise<Engine> {
  const found = findWebKit();
  if (!found) throw new Error("got no WebKit, expected WebKitWebDriver, MiniBrowser and Xvfb");
  const screen = spawn(found.screen, ["-displayfd", "3", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const pipe = screen.stdio[3];
  if (!pipe) throw new Error("got no pipe from the screen");
  const display = `:${String((await once(pipe, "data"))[0]).trim()}`;
  const port = await freePort();
  const driver = spawn(found.driver, [`--port=${port}`], { stdio: "ignore", env: { ...process.env, DISPLAY: display, GDK_BACKEND: "x11" } });
  const close = async () => {
    for (const process of [driver, screen]) await end(process);
  };
  try {
    const call = caller(`http://127.0.0.1:${port}`);
    await started(call);
    const options = { "webkitgtk:browserOptions": { binary: found.browser, args: ["--automation"] } };
    const { sessionId, capabilities } = (await call("POST", "/session", { capabilities: { alwaysMatch: options } })) as Session;
    return {
      version: `WebKitGTK ${capabilities.browserVersion}`,
      // A driver has one browser with one window; the map keeps nothing in it from one page to the next.
      open: () => Promise.resolve(tabOf(call, sessionId)),
      close: async () => {
        await call("DELETE", `/session/${sessionId}`);
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Session {
  sessionId: string;
  capabilities: { browserVersion: string };
}

function tabOf(call: Call, id: string): Tab {
  const post = (path: string, body: Json) => call("POST", `/session/${id}${path}`, body);
  const run = async (script: string): Promise<string> => {
    const wrapped = `const done = arguments[0]; (${script}).then((value) => done([value]), (error) => done([null, String(error?.stack ?? error)]))`;
    const [value, error] = (await post("/execute/async", { script: wrapped, args: [] })) as [string, string?];
    if (error !== undefined) throw new Error(error);
    return value;
  };
  const pointer = (...actions: readonly Json[]) =>
    post("/actions", { actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }] });
  return {
    goto: async (url) => void (await post("/url", { url })),
    run,
    resize: async (width, height) => {
      // The window has a toolbar.
      let [w, h] = [width, height];
      for (let i = 0; i < 3; i++) {
        await post("/window/rect", { x: 0, y: 0, width: w, height: h });
        const inner = JSON.parse(await run("new Promise((done) => requestAnimationFrame(() => done(JSON.stringify([innerWidth, innerHeight]))))")) as [number, number];
        if (inner[0] === width && inner[1] === height) return;
        [w, h] = [w + width - inner[0], h + height - inner[1]];
      }
    },
    move: async (x, y) => {
      await pointer({ type: "pointerMove", duration: 0, origin: "viewport", x: Math.round(x), y: Math.round(y) });
    },
    down: async () => void (await pointer({ type: "pointerDown", button: 0 })),
    up: async () => void (await pointer({ type: "pointerUp", button: 0 })),
    doubleClick: async (x, y) => {
      const [down, up] = [{ type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
      await pointer({ type: "pointerMove", duration: 0, origin: "viewport", x: Math.round(x), y: Math.round(y) }, down, up, down, up);
    },
    back: async () => void (await post("/back", {})),
    wheel: async (x, y, by) => {
      const scroll = { type: "scroll", duration: 0, origin: "viewport", x: Math.round(x), y: Math.round(y), deltaX: 0, deltaY: by };
      await post("/actions", { actions: [{ type: "wheel", id: "wheel", actions: [scroll] }] });
      // Otherwise the same turn again would be no change, and no event.
      await call("DELETE", `/session/${id}/actions`);
    },
    press: async (key) => {
      const value = KEYS[key] ?? key;
      await post("/actions", { actions: [{ type: "key", id: "keys", actions: [{ type: "keyDown", value }, { type: "keyUp", value }] }] });
    },
    screenshot: async () => Buffer.from((await call("GET", `/session/${id}/screenshot`)) as string, "base64"),
    close: async () => void (await post("/url", { url: "about:blank" })),
  };
}

function caller(base: string): Call {
  return async (method, path, body) => {
    const response = await fetch(base + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
}

async function started(call: Call): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      await call("GET", "/status");
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = once(process, "exit");
  process.kill();
  await ended;
}
