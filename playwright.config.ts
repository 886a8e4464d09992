// The browser tests: `map` opens the pages of e2e/pages/, `package` what npm would publish. The projects named after engines do
// the same in each of them (`npm run engines`).
import { defineConfig } from "@playwright/test";
import { ENGINES, type EngineName } from "./e2e/engines/test.js";
import { ARGUMENTS, findBrowser } from "./tools/browser.mjs";

const executablePath = findBrowser();

export default defineConfig<{}, { engineName: EngineName }>({
  outputDir: "test-results",
  forbidOnly: true,
  retries: 0,
  workers: 2,
  fullyParallel: true,
  reporter: process.env["CI"] ? "list" : "line",
  use: {
    // The server below says which port it got.
    baseURL: `http://127.0.0.1:${process.env["DARIEN_PORT"] ?? 0}/`,
    browserName: "chromium",
    launchOptions: { args: ARGUMENTS, ...(executablePath === undefined ? {} : { executablePath }) },
    trace: "off",
    viewport: { width: 1280, height: 800 },
  },
  webServer: {
    command: "node tools/serve.mjs --port 0 --tests",
    wait: { stdout: /Serving at http:\/\/127\.0\.0\.1:(?<darien_port>\d+)/ },
  },
  projects: [
    { name: "map", testDir: "e2e", testIgnore: ["package/**", "engines/**"] },
    { name: "package", testDir: "e2e/package", timeout: 180_000 },
    // Each file has a browser of its own, for all of its tests.
    ...ENGINES.map((engineName) => ({ name: engineName, testDir: "e2e/engines", fullyParallel: false, timeout: 120_000, expect: { timeout: 15_000 }, use: { engineName } })),
  ],
});
