/**
 * What `npm run bench -- web` starts: measures the web client in Chromium and gives the figures to who started it over IPC,
 * as `{type: "figures", chromium, figures}`. Options: `--only loading|switching|busy`, `--seconds N` of the busy channel, `--profile DIR`.
 */
import { parseArgs } from "node:util";

import { findChromium, NO_CHROMIUM } from "@hubbub/devkit";
import { chromium } from "playwright-core";

import { measureBusyChannel } from "./busy-channel.ts";
import type { Figure } from "./figure.ts";
import { measureLoading } from "./loading.ts";
import { openPlace } from "./place.ts";
import { measureSwitching } from "./switching.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { only: text, seconds: text, profile: text } });
const { only, seconds = "60", profile } = values;

const executablePath = findChromium();
if (executablePath === undefined) throw new Error(NO_CHROMIUM);
// Root, as in containers, gets no sandbox; the pages are our own.
const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
await using place = await openPlace();
const parts = {
  loading: () => measureLoading(browser, place),
  switching: () => measureSwitching(browser, place),
  busy: () => measureBusyChannel(browser, place, { seconds: Number(seconds), profile }),
};
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts))
  if (only === undefined || only === name) figures.push(...(await measure()));
process.send?.({ type: "figures", chromium: browser.version(), figures });
await browser.close();
