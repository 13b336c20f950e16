import { stat } from "node:fs/promises";

import { type Result, RESULT_VERSION, resultSchema } from "./result.ts";

/** A file is no result that can be read; the message is a sentence. */
export class ResultRefused extends Error {
  override name = "ResultRefused";
}

const MOST_MIB = 64;

/** Reads a result.json of 64 MiB at most. Rejects with ResultRefused. */
export async function readResult(file: string): Promise<Result> {
  await checkFile(file);
  let content: unknown;
  try {
    content = await Bun.file(file).json();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new ResultRefused(
      `${file} can't be read as JSON (${reason}): name a result of "hubbub load run --out".`,
    );
  }
  const version = versionOf(content);
  if (version !== undefined && version !== RESULT_VERSION) {
    throw new ResultRefused(
      `${file} is of version ${version} of the results, this program reads version ${RESULT_VERSION}: make it again, or use the Hubbub that made it.`,
    );
  }
  const { data, error } = resultSchema.safeParse(content);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  throw new ResultRefused(
    `${file} is no result of a load run${where}: name a result of "hubbub load run --out".`,
  );
}

/** Devices and pipes may never end. */
async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) {
    throw new ResultRefused(`${file} can't be read: name a result of "hubbub load run --out".`);
  }
  if (!found.isFile()) {
    throw new ResultRefused(`${file} is no ordinary file: name a result of "hubbub load run --out".`);
  }
  if (found.size > MOST_MIB * 2 ** 20) {
    throw new ResultRefused(
      `${file} has more than ${MOST_MIB} MiB, which is no result of a load run: name another.`,
    );
  }
}

function versionOf(content: unknown): number | undefined {
  if (typeof content !== "object" || content === null || !("hubbubLoadResult" in content)) return undefined;
  return typeof content.hubbubLoadResult === "number" ? content.hubbubLoadResult : undefined;
}
