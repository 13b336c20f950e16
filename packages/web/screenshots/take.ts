/**
 * `npm run screenshots [-- NAME…]`: pictures of the main screens, made in Chromium from a small team's chat on a server of
 * its own, into docs/screenshots/. Without names, all of them.
 */
import { fileURLToPath } from "node:url";

import { findChromium, NO_CHROMIUM } from "@hubbub/devkit";
import { type Browser, chromium } from "playwright-core";

import { serveFresh } from "./fresh-server.ts";
import { drawPictures } from "./pictures.ts";
import { type Scene, SCENES } from "./scenes.ts";
import { type ServedTeam, serveTeam } from "./served-team.ts";

const FOLDER = fileURLToPath(new URL("../../../docs/screenshots/", import.meta.url));
const VIEWPORTS = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};
/** Everything that is loaded late is there. */
const SETTLED_MS = 1_500;

async function take(browser: Browser, team: ServedTeam, scene: Scene): Promise<void> {
  await scene.prepare?.(team);
  await using fresh = scene.isFresh === true ? await serveFresh() : undefined;
  const url = fresh?.url ?? team.url;
  const isStranger = scene.isStranger === true || fresh !== undefined;
  const session = isStranger ? undefined : JSON.stringify(await team.login("mara"));
  const localStorage = session === undefined ? [] : [{ name: "hubbub-session", value: session }];
  const context = await browser.newContext({
    ...VIEWPORTS[scene.viewport],
    baseURL: url,
    colorScheme: scene.theme,
    reducedMotion: "reduce",
    locale: "en-GB",
    storageState: { cookies: [], origins: [{ origin: url, localStorage }] },
  });
  const page = await context.newPage();
  await page.goto(fresh?.setupPath ?? scene.path);
  await scene.act?.(page);
  await page.waitForTimeout(SETTLED_MS);
  const bytes = await page.screenshot({ animations: "disabled", caret: "hide" });
  await context.close();
  const file = `${FOLDER}${scene.name}.png`;
  await new Bun.Image(bytes).png({ palette: true, colors: 256, compressionLevel: 9 }).write(file);
  console.log(`${scene.name}.png: ${Math.round(Bun.file(file).size / 1000)} KB`);
}

const executablePath = findChromium();
if (executablePath === undefined) throw new Error(NO_CHROMIUM);
const names = process.argv.slice(2);
// Root, as in containers, gets no sandbox; the pages are our own.
const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
{
  await using team = await serveTeam(await drawPictures(browser));
  for (const scene of SCENES)
    if (names.length === 0 || names.includes(scene.name)) await take(browser, team, scene);
}
await browser.close();
