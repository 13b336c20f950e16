import { SeedRandom } from "@hubbub/devkit";
import type { Browser, Page } from "playwright-core";

import { type Figure, percentile } from "./figure.ts";
import { usable } from "./loading.ts";
import { newBrowser } from "./page.ts";
import { lastTextOf, type Place } from "./place.ts";

const SWITCHES = 50;
const P95_MOST_MS = 100;

/** From a click on a channel that wasn't looked at yet to its newest message, painted; then back to those. */
export async function measureSwitching(browser: Browser, place: Place): Promise<Figure[]> {
  const context = await newBrowser(browser, place.url, await place.login("busy"));
  const page = await context.newPage();
  await page.goto(`/c/${place.channel}`, { waitUntil: "commit" });
  await usable(page);
  const random = new SeedRandom(1);
  const seen = new Set([place.channel]);
  const first: number[] = [];
  const again: number[] = [];
  let before = await findNew(page, seen, random);
  await switchBy(page, before);
  for (let number = 0; number < SWITCHES; number++) {
    const next = await findNew(page, seen, random);
    first.push(await switchBy(page, next));
    again.push(await switchBy(page, before));
    await switchBy(page, next);
    before = next;
  }
  await context.close();
  const of = `to another of ${place.channels.length} channels`;
  return [
    { what: `click ${of}, p50`, value: percentile(first, 50), unit: " ms" },
    { what: `click ${of}, p95`, value: percentile(first, 95), unit: " ms", most: P95_MOST_MS },
    { what: `click back to a channel, p95`, value: percentile(again, 95), unit: " ms", most: P95_MOST_MS },
  ];
}

/** A channel, and how far the sidebar is scrolled where it is clicked, from 0 to 1. */
interface Row {
  channel: number;
  chance: number;
}

/** Clicks where the sidebar shows it. */
async function switchBy(page: Page, { channel, chance }: Row): Promise<number> {
  const link = await page.evaluateHandle(scrollAndPick, chance);
  return page.evaluate(({ link: target, text }) => hubbubBench.switchTo(target, text), {
    link,
    text: lastTextOf(channel),
  });
}

/** One of those that the sidebar shows after it was scrolled somewhere. */
async function findNew(page: Page, seen: Set<number>, random: SeedRandom): Promise<Row> {
  for (;;) {
    const chance = random.next();
    const link = await page.evaluateHandle(scrollAndPick, chance);
    const channel = await link.evaluate(({ pathname }) => Number(pathname.split("/").at(-1)));
    if (seen.has(channel)) continue;
    seen.add(channel);
    return { channel, chance };
  }
}

/** Carried out in the page. */
async function scrollAndPick(chance: number): Promise<HTMLAnchorElement> {
  const nav = document.querySelector("nav")!;
  const scroller =
    [nav, ...nav.querySelectorAll("*")].find(
      ({ scrollHeight, clientHeight }) => scrollHeight > 2 * clientHeight,
    ) ?? nav;
  scroller.scrollTop = chance * (scroller.scrollHeight - scroller.clientHeight);
  await hubbubBench.painted();
  await hubbubBench.painted();
  const { top, bottom } = scroller.getBoundingClientRect();
  const visible = [...nav.querySelectorAll<HTMLAnchorElement>("a[href^='/c/']")].filter((link) => {
    const box = link.getBoundingClientRect();
    return box.top >= top && box.bottom <= bottom;
  });
  return visible[Math.floor(chance * 997) % visible.length]!;
}
