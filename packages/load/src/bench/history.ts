import { SeedRandom } from "@hubbub/devkit";

import type { BenchOptions } from "./options.ts";
import { printTable } from "./print-table.ts";
import { percentile, type SeededServer, startSeededServer, timesOf } from "./seeded-server.ts";
import { checkTargets } from "./targets.ts";

const PAGES = 1_000;
const PAGE = 100;
const P95_MOST_MS = 20;

/** How long a page of 100 messages takes anywhere in a million, as events and as messages in their current state. */
export async function runHistoryBench(options: BenchOptions): Promise<boolean> {
  await using server = await startSeededServer(options, ["--no-worker"]);
  const places = await randomPlaces(server, options.seed);
  const { client } = server;
  const kinds = {
    events: ({ channel, before }: Place) => client.ask("history", { channel, before, limit: PAGE }),
    messages: ({ channel, before }: Place) => client.ask("listMessages", { channel, before, limit: PAGE }),
  };
  const measured: { kind: string; times: number[] }[] = [];
  for (const [kind, ask] of Object.entries(kinds)) {
    const times = await timesOf(PAGES, (number) => ask(places[number]!));
    measured.push({ kind, times });
  }
  console.log(`\nhistory: pages of ${PAGE} at ${PAGES} random places in ${server.messages} messages`);
  printTable(
    ["ms", "p50", "p95", "max"],
    measured.map(({ kind, times }) => [kind, ...[50, 95, 100].map((p) => percentile(times, p).toFixed(2))]),
  );
  return checkTargets(
    measured.map(({ kind, times }) => {
      const what = `latency p95 of a page of ${kind}`;
      return { what, value: percentile(times, 95), most: P95_MOST_MS, unit: " ms" };
    }),
  );
}

interface Place {
  channel: number;
  before: number;
}

/** Places in the public channels, each message as likely as any other. */
async function randomPlaces({ client }: SeededServer, seed: number): Promise<Place[]> {
  const random = new SeedRandom(seed);
  const heads: { id: number; head: number }[] = [];
  let after = "";
  for (;;) {
    const { channels, more } = await client.ask("listChannels", { after, limit: 500 });
    heads.push(...channels);
    after = channels.at(-1)?.name ?? "";
    if (!more) break;
  }
  const all = heads.reduce((sum, { head }) => sum + head, 0);
  return Array.from({ length: PAGES }, () => {
    let at = random.below(all);
    const { id } = heads.find(({ head }) => (at -= head) < 0)!;
    return { channel: id, before: at + heads.find((one) => one.id === id)!.head + 2 };
  });
}
