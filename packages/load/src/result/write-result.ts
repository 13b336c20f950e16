import { join } from "node:path";

import { makeFolder, writeOutput } from "../output-refused.ts";
import { type Result, resultSchema } from "./result.ts";

export const RESULT_FILE = "result.json";

/** Makes the folder for a result, so that it is known before the run whether it can be. Throws OutputRefused. */
export async function makeResultFolder(folder: string): Promise<void> {
  await makeFolder(folder, "--out");
}

/** Writes result.json into the folder. Throws OutputRefused. */
export async function writeResult(folder: string, result: Result): Promise<void> {
  await writeOutput(join(folder, RESULT_FILE), `${JSON.stringify(resultSchema.parse(result))}\n`);
}
