// npm start: installs what is missing, builds, and serves the demo. After each change of a file it builds again and reloads.
// @ts-check
import { existsSync, watch } from "node:fs";
import { Failure, ROOT, command, ensurePackages, ensureRust } from "./setup.mjs";

const WATCHED = ["src", "www", "assets", "Cargo.toml", "Cargo.lock", "tools/bindgen"];

await command(async () => {
  await ensurePackages();
  await ensureRust();
  const { build } = await import("./build.mjs");
  const { SITE, serve } = await import("./serve.mjs");

  console.log("Building (the first time takes a few minutes) …");
  let good = await succeeds(() => build({ quick: true }));
  if (!good) console.log("The build failed, see above; what is in dist/ is served until it succeeds.");
  const site = await serve({ mounts: SITE, port: 4321, live: true });
  console.log(`\n  The map is at ${site.url}\n\nCtrl-C ends. Waiting for changes …`);

  let building = false;
  let changed = false;
  async function rebuild() {
    if (building) return;
    building = true;
    while (changed) {
      changed = false;
      good = await succeeds(() => build({ quick: true }));
      if (good) site.reload();
      else console.log("The build failed; the pages stay as they were.");
    }
    building = false;
  }

  // An editor may save in several steps: wait until there are no more changes.
  /** @type {NodeJS.Timeout | undefined} */
  let rest;
  const watchers = WATCHED.filter((path) => existsSync(ROOT + path)).map((path) =>
    watch(ROOT + path, { recursive: true }, () => {
      changed = true;
      clearTimeout(rest);
      rest = setTimeout(rebuild, 100);
    }),
  );

  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, async () => {
      for (const watcher of watchers) watcher.close();
      clearTimeout(rest);
      await site.close();
      process.exit(0);
    });
  }
});

/**
 * @param {() => Promise<void>} build
 * @returns {Promise<boolean>} whether the build succeeded; if not, the reason has been printed
 */
async function succeeds(build) {
  try {
    await build();
    return true;
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    return false;
  }
}
