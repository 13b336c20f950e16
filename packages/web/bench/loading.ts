import { setTimeout as sleep } from "node:timers/promises";

import type { Browser, Page } from "playwright-core";

import { type Figure, percentile } from "./figure.ts";
import { newBrowser } from "./page.ts";
import type { Place } from "./place.ts";

const LOADS = 11;
/** A new window's own pages, of its address bar and so on, are loaded within this, and would be measured, too. */
const WINDOW_MS = 2_000;
const USABLE_MOST_MS = 1_000;
/** Scripts before the page is usable, as they come over the line. */
const SCRIPT_MOST_KB = 200;

/** From the navigation's beginning to a page that shows channels and messages and takes words, with and without a cache. */
export async function measureLoading(browser: Browser, place: Place): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [who, channels] of [
    ["modest", 20],
    ["busy", place.channels.length],
  ] as const) {
    const { cold, warm, script } = await loads(browser, place, who);
    if (who === "modest") {
      const what = "scripts loaded before the page is usable, compressed";
      figures.push({ what, value: script / 1000, unit: " KB", most: SCRIPT_MOST_KB });
    }
    const ms = { unit: " ms", most: USABLE_MOST_MS };
    const to = `usable with ${channels} channels, median`;
    figures.push({ what: `empty cache to ${to}`, value: percentile(cold, 50), ...ms });
    figures.push({ what: `reload to ${to}`, value: percentile(warm, 50), ...ms });
  }
  return figures;
}

async function loads(browser: Browser, place: Place, who: "busy" | "modest") {
  const [cold, warm]: number[][] = [[], []];
  let script = 0;
  for (let load = 0; load < LOADS; load++) {
    const context = await newBrowser(browser, place.url, await place.login(who));
    const page = await context.newPage();
    await sleep(WINDOW_MS);
    await page.goto(`/c/${place.channel}`, { waitUntil: "commit" });
    cold!.push(await usable(page));
    script = Math.max(script, await page.evaluate(scriptBytes));
    await page.reload({ waitUntil: "commit" });
    warm!.push(await usable(page));
    await context.close();
  }
  return { cold: cold!, warm: warm!, script };
}

export function usable(page: Page): Promise<number> {
  return page.evaluate(() => hubbubBench.usable);
}

function scriptBytes(): number {
  const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  const scripts = entries.filter(({ name }) => new URL(name).pathname.endsWith(".js"));
  return scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
}
