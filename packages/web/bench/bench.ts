/**
 * What `npm run bench -- web` starts: measures the web client in Chromium and gives the figures to who started it over IPC,
 * as `{type: "figures", chromium, figures}`. Options: `--seconds N` of the busy channel, `--profile DIR`.
 */
import { parseArgs } from "node:util";

import { findChromium, NO_CHROMIUM } from "@hubbub/devkit";
import { chromium } from "playwright-core";

import { measureBusyChannel } from "./busy-channel.ts";
import { measureLoading } from "./loading.ts";
import { openPlace } from "./place.ts";
import { measureSwitching } from "./switching.ts";

const { values } = parseArgs({ options: { seconds: { type: "string" }, profile: { type: "string" } } });
const { seconds = "60", profile } = values;

const executablePath = findChromium();
if (executablePath === undefined) throw new Error(NO_CHROMIUM);
// Root, as in containers, gets no sandbox; the pages are our own.
const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
await using place = await openPlace();
const figures = [
  ...(await measureLoading(browser, place)),
  ...(await measureSwitching(browser, place)),
  ...(await measureBusyChannel(browser, place, { seconds: Number(seconds), profile })),
];
process.send?.({ type: "figures", chromium: browser.version(), figures });
await browser.close();
