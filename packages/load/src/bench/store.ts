import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { printTable } from "./print-table.ts";

/** The server's own script: the store is no part of what the load tester may import. */
const SCRIPT = fileURLToPath(new URL("../../../server/test/store-bench.process.ts", import.meta.url));

/** Times in µs, for all that was measured in the row. */
interface Used {
  wall: number;
  cpu: number;
  threadCpu: number;
  p50: number;
  p99: number;
  max: number;
}

interface Figures {
  batches: (Used & { size: number; commits: number })[];
  paced: (Used & { pace: number; rate: number; commits: number })[];
  pages: Used & { pages: number };
  bytesPerEntry: number;
  walBytes: number;
}

const ms = (micros: number) => (micros / 1000).toFixed(2);
const latencies = ({ p50, p99, max }: Used) => [ms(p50), ms(p99), ms(max)];
const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)}%`;

/**
 * Measures the SQLite store with one append under way at a time, in a folder of TMPDIR (which should be on the
 * disk that matters), and prints what a commit costs by the size of its batch, what a steady rate costs by the
 * time between commits, and what a page of history costs.
 */
export async function runStoreBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "hubbub-bench-"));
  try {
    const script = Bun.spawn([process.execPath, SCRIPT, folder], { stderr: "inherit" });
    const output = await new Response(script.stdout).text();
    if ((await script.exited) !== 0) throw new Error("the measurement of the store has failed");
    const figures: Figures = JSON.parse(output);
    printFigures(figures, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function printFigures({ batches, paced, pages, bytesPerEntry, walBytes }: Figures, folder: string): void {
  console.log(`\nOne append under way at a time, in ${folder}:`);
  printTable(
    ["entries", "entries/s", "ms p50", "p99", "max", "CPU µs/commit", "main µs/commit", "CPU µs/entry"],
    batches.map((row) => [
      String(row.size),
      ((row.size * row.commits * 1e6) / row.wall).toFixed(0),
      ...latencies(row),
      (row.cpu / row.commits).toFixed(0),
      (row.threadCpu / row.commits).toFixed(0),
      (row.cpu / row.commits / row.size).toFixed(2),
    ]),
  );
  console.log(
    `\n${paced[0]?.rate} entries/s, committed this long after the commit before, from their arrival:`,
  );
  printTable(
    ["ms apart", "commits/s", "ms p50", "p99", "max", "CPU", "main CPU"],
    paced.map((row) => [
      row.pace === 0 ? "at once" : String(row.pace),
      ((row.commits * 1e6) / row.wall).toFixed(0),
      ...latencies(row),
      share(row.cpu, row.wall),
      share(row.threadCpu, row.wall),
    ]),
  );
  console.log("\nPages of 100 entries:");
  printTable(
    ["pages/s", "ms p50", "p99", "max", "CPU µs/page", "main µs/page"],
    [
      [
        ((pages.pages * 1e6) / pages.wall).toFixed(0),
        ...latencies(pages),
        (pages.cpu / pages.pages).toFixed(0),
        (pages.threadCpu / pages.pages).toFixed(0),
      ],
    ],
  );
  console.log(
    `\n${bytesPerEntry.toFixed(0)} bytes on disk per entry; the WAL has ${(walBytes / 2 ** 20).toFixed(1)} MiB.`,
  );
}
