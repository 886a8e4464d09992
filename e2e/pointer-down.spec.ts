// No control acts on pointer down (WCAG 2.2, 2.5.2), and single clicks can do everything that a drag can (2.5.7).

import { expect, part, settled, test, titleOf, viewOf } from "./helpers.js";
import { openIn, STATES, whatActionsChange as state } from "./states.js";

for (const [width, height] of [[1280, 800], [390, 844]] as const) {
  test(`no control acts on pointer down, or if the pointer is moved away before it is lifted (${width} × ${height})`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height });
    const map = await openIn(page, "en", "light");
    const tried = new Set<string>();
    for (const name of ["nothing chosen", "card", "chapter", "exploring", "arrows and keys"]) {
      await STATES[name]?.(map);
      for (const control of await map.locator("button,summary,input,canvas").all()) {
        if (!(await control.isVisible()) || (await control.evaluate((e) => e.matches(".place,.skip,.leave,.handle")))) continue;
        const box = await control.boundingBox();
        if (!box) continue;
        // The slider's end, away from its knob; the canvas where nothing is over it.
        const canvas = await control.evaluate((e) => e.localName === "canvas");
        const at = canvas ? { x: width / 3, y: height / 2.4 } : { x: box.x + box.width - 6, y: box.y + box.height / 2 };
        await settled(map);
        const before = await state(map);
        await page.mouse.move(at.x, at.y);
        await page.mouse.down();
        expect(await state(map), await control.evaluate((e) => e.className)).toBe(before);
        const range = await control.evaluate((e) => e.localName === "input");
        // A native slider follows the pointer, so it goes back where it was by a key.
        if (range) await page.keyboard.press("Escape");
        if (!canvas && !range) await page.mouse.move(1, height - 1);
        await page.mouse.up();
        if (!canvas && !range) expect(await state(map)).toBe(before);
        tried.add(await control.evaluate((e) => e.className || e.localName));
        if (canvas || range) await STATES[name]?.(map);
      }
    }
    const all = [...tried].join();
    for (const name of ["start", "zoom-in", "play", "next", "chapters", "close", "go", "move", "arrow up", "canvas"]) expect(all).toContain(name);
  });
}

test("arrow buttons, opened by a click, pan the map in all directions", async ({ page }) => {
  const map = await openIn(page, "en", "light");
  await STATES["exploring"]?.(map);
  await part(map, "move").click();
  for (const [name, axis, sign] of [["right", "lon", 1], ["left", "lon", -1], ["up", "lat", 1], ["down", "lat", -1]] as const) {
    const before = await settled(map);
    await part(map, `arrow.${name}`.replace(".", "][part~=")).click();
    await expect.poll(async () => Math.sign(Math.round(1e6 * ((await viewOf(map))[axis] - before[axis])))).toBe(sign);
    await settled(map);
  }
  await page.keyboard.press("Escape");
  await expect(part(map, "moves")).toBeHidden();
  await expect(part(map, "move")).toBeFocused();
});

test("the map's keys are listed on the screen and described to screen readers", async ({ page }) => {
  const map = await openIn(page, "en", "light");
  const canvas = map.locator("canvas");
  await expect(canvas).toHaveRole("application");
  await expect(canvas).toHaveAccessibleName(/^Map: /);
  for (const key of ["arrows", "+ and −", "0", "1 to 9", "Home", "End", "Enter", "Escape"]) {
    await expect(canvas).toHaveAccessibleDescription(new RegExp(key.replace("+", "\\+")));
  }
  await part(map, "move").click();
  await expect(part(map, "moves")).toContainText("places in sight carry a number, and digits 1 to 9 open them");
  await expect(part(map, "moves")).toContainText("Hold Ctrl and scroll to zoom");
  // Each key does what its description says.
  await canvas.focus();
  await page.keyboard.press("Home");
  const first = await titleOf(map).innerText();
  await expect(map.getByRole("status")).toHaveText(first);
  await expect(titleOf(map)).toBeFocused();
  await canvas.focus();
  // Digits open places in sight: the chapter's flight has to end.
  await settled(map);
  await page.keyboard.press("3");
  await expect(titleOf(map)).toBeFocused();
  await expect(map.getByRole("status")).toHaveText(await titleOf(map).innerText());
  await canvas.focus();
  await page.keyboard.press("Enter");
  await expect(titleOf(map)).toHaveText(first);
});
