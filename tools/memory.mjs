// Measures what a page needs when everything that can be freed is freed. For tests and tools.
// @ts-check

/** @typedef {{ heap: number, wasm: number, nodes: number, listeners: number }} Needs heap and wasm in bytes, the others are counts */

/** Keeps track of the memories of WASM instances. It runs in the page, before the page's own scripts, and must not use anything outside itself. */
export function recordMemories() {
  /** @type {WeakRef<WebAssembly.Memory>[]} */
  const memories = [];
  Object.assign(globalThis, { memories });
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(Plain, [module, imports]) {
      const instance = new Plain(module, imports);
      for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.push(new WeakRef(value));
      return instance;
    },
  });
}

/**
 * Frees what can be freed, then measures. WASM memory is 0 without `recordMemories`.
 * @param {import("@playwright/test").Page} page
 * @returns {Promise<Needs>}
 */
export async function needsOf(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  // Twice: what the first collection finalizes, the second one frees.
  for (let i = 0; i < 2; i++) {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    await cdp.send("HeapProfiler.collectGarbage");
  }
  const { metrics } = await cdp.send("Performance.getMetrics");
  await cdp.detach();
  const wasm = await page.evaluate(() => {
    const { memories = [] } = /** @type {{ memories?: WeakRef<WebAssembly.Memory>[] }} */ (/** @type {unknown} */ (globalThis));
    return memories.reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0);
  });
  const of = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { heap: of("JSHeapUsedSize"), wasm, nodes: of("Nodes"), listeners: of("JSEventListeners") };
}
