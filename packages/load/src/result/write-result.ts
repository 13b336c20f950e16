import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { OutputRefused, writeOutput } from "../output-refused.ts";
import { type Result, resultSchema } from "./result.ts";

export const RESULT_FILE = "result.json";

/** Makes the folder for a result, so that it is known before the run whether it can be. Throws OutputRefused. */
export async function makeResultFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OutputRefused(`The folder ${folder} can't be made (${reason}): name another with --out.`);
  }
}

/** Writes result.json into the folder. Throws OutputRefused. */
export async function writeResult(folder: string, result: Result): Promise<void> {
  await writeOutput(join(folder, RESULT_FILE), `${JSON.stringify(resultSchema.parse(result))}\n`);
}
