import { mkdir } from "node:fs/promises";

/** A file or folder can't be written; the message is a sentence. */
export class OutputRefused extends Error {
  override name = "OutputRefused";
}

/** Makes a folder, with those above it, if there is none; the flag names another. Throws OutputRefused. */
export async function makeFolder(folder: string, flag: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new OutputRefused(
      `The folder ${folder} can't be made (${reasonOf(error)}): name another with ${flag}.`,
    );
  }
}

/** Writes a file, with the folders above it. Throws OutputRefused. */
export async function writeOutput(path: string, content: string): Promise<void> {
  try {
    await Bun.write(path, content);
  } catch (error) {
    throw new OutputRefused(`${path} can't be written (${reasonOf(error)}): name another place.`);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
