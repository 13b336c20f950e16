import { expect } from "bun:test";

import { eventually } from "../browser/eventually.ts";
import { ADMIN, type World } from "../browser/world.ts";
import type { Shown } from "./sdk-page.ts";

/** What is expected to be exact. */
interface Window {
  scrollThrough(): Promise<Shown>;
  wrong(): Promise<string[]>;
}

/**
 * Waits until each window, scrolled through, shows the server's log and nothing else; the log is `sent`, each once. Then
 * expects that no window was wrong at any moment.
 */
export async function expectExact(
  world: World,
  channel: number,
  windows: readonly Window[],
  sent: readonly string[],
  { anyOrder = false, timeoutMs = 15_000 } = {},
): Promise<void> {
  const sorted = (texts: readonly string[]): readonly string[] => (anyOrder ? texts.toSorted() : texts);
  const opened = await (await world.client(ADMIN)).join(channel);
  const log = await eventually(async () => {
    const texts = await logOf(opened);
    expect(sorted(texts)).toEqual(sorted(sent));
    return texts;
  }, timeoutMs);
  for (const window of windows)
    await eventually(async () => {
      expect(await window.scrollThrough()).toEqual({ messages: log, unsent: [] });
    }, timeoutMs);
  for (const window of windows) expect(await window.wrong()).toEqual([]);
}

/** Texts of the channel's messages, in the log's order. */
async function logOf(
  channel: Awaited<ReturnType<Awaited<ReturnType<World["client"]>>["join"]>>,
): Promise<string[]> {
  const { events } = await channel.history({ limit: 500 });
  return events.flatMap((event) => (event.kind === "message" ? [event.text] : []));
}
