import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import type { Page } from "playwright-core";

/** Keeps a picture of the page as NAME.png in the folder that HUBBUB_SCREENSHOTS names; without it nothing happens. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env["HUBBUB_SCREENSHOTS"];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  // Fonts and pictures are there, and nothing is animated half way.
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", caret: "hide" });
}
