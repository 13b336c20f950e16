import { writeOutput } from "../output-refused.ts";
import { codecLines } from "./codec-lines.ts";
import { codecResultSchema } from "./codec-result.ts";
import { measureCodecs } from "./measure-codecs.ts";

export interface BenchCodecOptions {
  rounds: number;
  /** File for the result as JSON; undefined: none. */
  json: string | undefined;
  signal: AbortSignal;
}

/**
 * `hubbub bench codec`: measures, prints the tables, writes the result if a file is named, and gives whether the
 * target was met. Throws OutputRefused.
 */
export async function benchCodec({ rounds, json, signal }: BenchCodecOptions): Promise<boolean> {
  const progress = process.stderr.isTTY ? showProgress : () => {};
  const result = codecResultSchema.parse(await measureCodecs({ rounds, onProgress: progress, signal }));
  const color = process.stdout.isTTY;
  for (const line of codecLines(result, { color })) console.log(line);
  if (json !== undefined) {
    await writeOutput(json, `${JSON.stringify(result, undefined, 2)}\n`);
    console.log(`\n${json}: the result, with every pass.`);
  }
  return result.target.met;
}

function showProgress({ done, total }: { done: number; total: number }): void {
  process.stderr.write(done === total ? "\r\x1b[K" : `\rmeasuring … ${Math.floor((100 * done) / total)}%`);
}
