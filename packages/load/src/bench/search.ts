import { SearchOrder } from "@hubbub/client";

import { parseMetrics } from "../measure/metrics-text.ts";
import type { BenchOptions } from "./options.ts";
import { printTable } from "./print-table.ts";
import { percentile, type SeededServer, startSeededServer, timesOf } from "./seeded-server.ts";
import { checkTargets } from "./targets.ts";

const QUERIES = 600;
const WARM_UP = 60;
const P95_MOST_MS = 50;
const POLL_MS = 500;
/** One query of so many is for the newest first; the others are by relevance. */
const BY_TIME_EVERY = 4;

/** How long searches take in a million messages, from the command to its reply, and how fast those are indexed. */
export async function runSearchBench(options: BenchOptions): Promise<boolean> {
  await using server = await startSeededServer(options, []);
  const seconds = await indexed(server);
  const { searchQueries } = await import("./search-queries.ts");
  const queries = searchQueries(WARM_UP + QUERIES, options.seed);
  const byKind = new Map<string, number[]>();
  let partial = 0;
  const ask = async (number: number): Promise<void> => {
    const { kind, query } = queries[number]!;
    const order = number % BY_TIME_EVERY === 0 ? SearchOrder.TIME : SearchOrder.RELEVANCE;
    const start = performance.now();
    const page = await server.client.search(query, { order });
    if (page.partial) partial++;
    if (number < WARM_UP) return;
    const times = byKind.get(kind) ?? [];
    byKind.set(kind, times);
    times.push(performance.now() - start);
  };
  await timesOf(WARM_UP, ask);
  partial = 0;
  const times = await timesOf(QUERIES, (number) => ask(WARM_UP + number));
  console.log(
    `\nsearch: ${QUERIES} searches in ${server.messages} messages, of 1,000 channels of 1,500; ${partial} were partial`,
  );
  const rows = [...byKind].map(([kind, own]) =>
    row(
      kind,
      own.toSorted((a, b) => a - b),
    ),
  );
  printTable(["ms", "searches", "p50", "p95", "max"], [...rows, row("all", times)]);
  console.log(`  indexed ${Math.round(server.messages / seconds)} messages a second`);
  return checkTargets([
    { what: "latency p95 of a search", value: percentile(times, 95), most: P95_MOST_MS, unit: " ms" },
  ]);
}

function row(kind: string, times: readonly number[]): string[] {
  const figures = [percentile(times, 50), percentile(times, 95), percentile(times, 100)];
  return [kind, String(times.length), ...figures.map((ms) => ms.toFixed(1))];
}

/** Waits until the worker has indexed all; gives the seconds since the server was up. */
async function indexed({ hubbub }: SeededServer): Promise<number> {
  const start = performance.now();
  for (;;) {
    const response = await fetch(new URL("/metrics", hubbub.url));
    const metrics = parseMetrics(await response.text());
    const waiting = ["hubbub_worker_search_backfilling", "hubbub_worker_search_pending"].map((name) =>
      metrics.get(name),
    );
    if (waiting.every((count) => count === 0)) return (performance.now() - start) / 1000;
    await Bun.sleep(POLL_MS);
  }
}
