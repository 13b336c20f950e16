import { type Candidate } from "../codec/candidates.ts";
import { AT, codecCases, TEXT } from "../codec/codec-cases.ts";
import { codecCandidates } from "./codec-candidates.ts";
import { timeEntries } from "./codec-entries.ts";
import { generateRivals } from "./codec-generate.ts";
import { type CodecTimes, timeCodec } from "./codec-time.ts";

const ROUNDS = 1_000_000;

/**
 * Times encoding and decoding of the performance report's test message and of Hubbub's hot messages with each
 * codec, and prints one table for each message: nanoseconds for one message, which is also milliseconds for a
 * million of them.
 */
export async function runCodecBench(): Promise<void> {
  const cases = codecCases();
  const candidates = await codecCandidates(await generateRivals());
  for (const each of cases) {
    const rounds = each.share * ROUNDS;
    const rows = candidates.map((candidate) => ({
      candidate,
      times: timeCodec(candidate.prepare(each), rounds),
    }));
    console.log(`\n${each.name}: ${rounds.toLocaleString("en")} rounds, nanoseconds a message`);
    printTable(rows);
  }
  timeEntries({ text: TEXT, at: AT });
}

function printTable(rows: readonly { candidate: Candidate; times: CodecTimes }[]): void {
  const cells = rows.map(({ candidate, times }) => [
    candidate.name,
    times.encodeNs.toFixed(0),
    times.decodeNs.toFixed(0),
    (times.encodeNs + times.decodeNs).toFixed(0),
    String(times.bytes),
  ]);
  const table = [["codec", "encode", "decode", "sum", "bytes"], ...cells];
  for (const [name = "", ...figures] of table) {
    console.log(name.padEnd(24) + figures.map((figure) => figure.padStart(10)).join(""));
  }
}
