// The pages that are measured, bundled and served.
// @ts-check
import { mkdir } from "node:fs/promises";
import { ROOT } from "../tools/setup.mjs";
import { bundle } from "./bundle.mjs";
import { makeScene } from "./scene.mjs";
import { serve } from "./server.mjs";

/** The bundled pages and the files of the scene. */
export const SITE = `${ROOT}bench/.cache/site`;

/** Makes the pages and serves them. */
export async function openSite() {
  await mkdir(`${SITE}/scene`, { recursive: true });
  await makeScene(`${SITE}/scene`);
  await bundle(SITE);
  return serve({ "/": `${SITE}/`, "/darien-map/": `${ROOT}dist/` });
}
