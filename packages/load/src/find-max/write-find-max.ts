import { join } from "node:path";

import { writeOutput } from "../output-refused.ts";
import { type FindMaxResult, findMaxSchema } from "./find-max-result.ts";

/** Writes find-max.json into the folder. Throws OutputRefused. */
export async function writeFindMax(folder: string, result: FindMaxResult): Promise<void> {
  await writeOutput(join(folder, "find-max.json"), `${JSON.stringify(findMaxSchema.parse(result))}\n`);
}
