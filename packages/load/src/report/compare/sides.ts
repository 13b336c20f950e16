import { existsSync } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";

import { readResult, ResultRefused } from "../../result/read-result.ts";
import { type Result, type RunOptions } from "../../result/result.ts";

/** One side of a comparison: a run, or repeats of it. */
export interface Side {
  /** As it was named. */
  label: string;
  /** At least one. */
  results: readonly Result[];
}

const RESULT_FILE = "result.json";

/**
 * Reads what one side of a comparison is named by: a result file, a folder with result.json, a folder with folders
 * that each have one (repeats), or several of these between commas. Rejects with ResultRefused if there is none, or
 * if they were not asked for alike, or one is named twice.
 */
export async function readSide(named: string): Promise<Side> {
  const names = existsSync(named) ? [named] : named.split(",").map((name) => name.trim());
  const files = (await Promise.all(names.map(resultFiles))).flat();
  await checkNamedOnce(files);
  const results = await Promise.all(files.map(readResult));
  for (const [at, result] of results.entries()) checkRepeat(files[0]!, results[0]!, files[at]!, result);
  return { label: named, results };
}

/** One run named twice would look like repeats that don't differ. */
async function checkNamedOnce(files: readonly string[]): Promise<void> {
  const seen = new Set<string>();
  for (const file of files) {
    const path = await realpath(file);
    if (seen.has(path)) {
      throw new ResultRefused(`${file} is named twice, and one run is no repeat of itself: name it once.`);
    }
    seen.add(path);
  }
}

async function resultFiles(name: string): Promise<string[]> {
  if (name === "") {
    throw new ResultRefused("A name is empty: name results, with nothing but one comma between two.");
  }
  if (!existsSync(name))
    throw new ResultRefused(`There is no file or folder ${name}: name a result of "hubbub load run --out".`);
  if (!(await stat(name)).isDirectory()) return [name];
  if (existsSync(join(name, RESULT_FILE))) return [join(name, RESULT_FILE)];
  const repeats = (await readdir(name)).toSorted().map((entry) => join(name, entry, RESULT_FILE));
  const found = repeats.filter((file) => existsSync(file));
  if (found.length > 0) return found;
  throw new ResultRefused(
    `The folder ${name} has no ${RESULT_FILE}, and none of its folders has: name another.`,
  );
}

function checkRepeat(firstFile: string, first: Result, file: string, result: Result): void {
  const other = differingOptions(first.options, result.options).find((option) => option !== "seed");
  if (other === undefined) return;
  const value = (options: RunOptions) => JSON.stringify(options[other]);
  throw new ResultRefused(
    `${firstFile} and ${file} are no repeats of one run: ${other} is ${value(first.options)} and ${value(result.options)}. Compare them with each other instead.`,
  );
}

/** Options in which the two differ. */
export function differingOptions(a: RunOptions, b: RunOptions): (keyof RunOptions)[] {
  return (Object.keys(a) as (keyof RunOptions)[]).filter((option) => !Bun.deepEquals(a[option], b[option]));
}
