/** A file or folder can't be written; the message is a sentence. */
export class OutputRefused extends Error {
  override name = "OutputRefused";
}

/** Writes a file, with the folders above it. Throws OutputRefused. */
export async function writeOutput(path: string, content: string): Promise<void> {
  try {
    await Bun.write(path, content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OutputRefused(`${path} can't be written (${reason}): name another place.`);
  }
}
