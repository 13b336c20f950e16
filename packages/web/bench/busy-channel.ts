import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { Browser, CDPSession, Page } from "playwright-core";

import { type Figure, percentile } from "./figure.ts";
import type { Counted } from "./in-page.ts";
import { usable } from "./loading.ts";
import { newBrowser } from "./page.ts";
import type { Place } from "./place.ts";
import { startStream } from "./stream.ts";

const PER_SECOND = 300;
/** Until the window holds as many messages as it ever does, and everything is compiled. */
const WARM_UP_MS = 15_000;
/** Readings of the heap, which is collected for that; frames aren't counted meanwhile. */
const PARTS = 6;
const KEY_EVERY_MS = 200;
/** A draft of usual length: then it is begun again. */
const KEYS_MOST = 60;
const PROFILE_MS = 10_000;

const FRAMES_LEAST = 55;
const GROWTH_MOST = 1.2;
const KEY_MOST_MS = 100;
const SHOWN_WITHIN_MS = 10_000;

interface Reading {
  heapMb: number;
  nodes: number;
}

/** 300 messages a second into the channel that is open, while its user writes: frames, memory, and how soon keys are seen. */
export async function measureBusyChannel(
  browser: Browser,
  place: Place,
  { seconds, profile }: { seconds: number; profile: string | undefined },
): Promise<Figure[]> {
  const context = await newBrowser(browser, place.url, await place.login("modest"));
  const page = await context.newPage();
  await page.goto(`/c/${place.channel}`, { waitUntil: "commit" });
  await usable(page);
  const devtools = await context.newCDPSession(page);
  const stream = startStream(place, PER_SECOND);
  await page.getByRole("textbox", { name: /^Message/ }).click();
  await sleep(WARM_UP_MS);
  const [parts, readings]: [Counted[], Reading[]] = [[], [await read(devtools)]];
  const begin = { at: performance.now(), sent: stream.sent };
  for (let part = 0; part < PARTS; part++) {
    await page.evaluate(() => hubbubBench.start());
    await typeFor(page, (seconds * 1000) / PARTS);
    parts.push(await page.evaluate(() => hubbubBench.stop()));
    readings.push(await read(devtools));
  }
  const rate = (stream.sent - begin.sent) / ((performance.now() - begin.at) / 1000);
  if (profile !== undefined) await keepProfile(devtools, profile);
  const last = await stream.stop();
  await page.getByRole("log").getByText(last).waitFor({ timeout: SHOWN_WITHIN_MS });
  await context.close();
  return figuresOf(parts, readings, rate);
}

function figuresOf(parts: readonly Counted[], readings: readonly Reading[], rate: number): Figure[] {
  const frames = parts.flatMap((part) => part.frames);
  const keys = parts.flatMap((part) => part.keys);
  const longTasks = parts.flatMap((part) => part.longTasks);
  const ms = frames.reduce((sum, frame) => sum + frame, 0);
  const growth = (of: (reading: Reading) => number): number => of(readings.at(-1)!) / of(readings[0]!);
  return [
    { what: "messages into the open channel", value: rate, unit: " a second", least: PER_SECOND * 0.95 },
    { what: "frames", value: (frames.length / ms) * 1000, unit: " a second", least: FRAMES_LEAST },
    { what: "between two frames, p99", value: percentile(frames, 99), unit: " ms" },
    { what: "tasks over 50 ms", value: (longTasks.length / ms) * 60_000, unit: " a minute" },
    { what: "key to paint meanwhile, p95", value: percentile(keys, 95), unit: " ms", most: KEY_MOST_MS },
    { what: "script heap at the end", value: readings.at(-1)!.heapMb, unit: " MB" },
    { what: "its growth over the run", value: growth(({ heapMb }) => heapMb), unit: "×", most: GROWTH_MOST },
    { what: "nodes in the document at the end", value: readings.at(-1)!.nodes, unit: "" },
    { what: "their growth over the run", value: growth(({ nodes }) => nodes), unit: "×", most: GROWTH_MOST },
  ];
}

async function typeFor(page: Page, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  for (let key = 1; performance.now() < end; key++) {
    if (key % KEYS_MOST === 0) await page.keyboard.press("Control+A");
    await page.keyboard.press(key % 6 === 0 ? "Space" : "e");
    await sleep(Math.min(KEY_EVERY_MS, Math.max(0, end - performance.now())));
  }
}

async function read(devtools: CDPSession): Promise<Reading> {
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  const { nodes } = await devtools.send("Memory.getDOMCounters");
  return { heapMb: usedSize / 1_000_000, nodes };
}

async function keepProfile(devtools: CDPSession, folder: string): Promise<void> {
  await devtools.send("Profiler.enable");
  await devtools.send("Profiler.start");
  await sleep(PROFILE_MS);
  const { profile } = await devtools.send("Profiler.stop");
  await Bun.write(join(folder, "web-busy-channel.cpuprofile"), JSON.stringify(profile));
}
