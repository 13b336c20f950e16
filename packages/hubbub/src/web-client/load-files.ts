import { unpinned, type WebFile } from "@hubbub/server";
import { builtPack } from "@hubbub/web/built-pack";
import { readPack } from "@hubbub/web/pack";

/** What the executable has the built web client as. */
export const EMBEDDED = "web-client.pack";

/** The web client's files: of the executable those within it, otherwise built of the sources. Rejects as builtPack does. */
export async function loadFiles(signal: AbortSignal): Promise<readonly WebFile[]> {
  const pack = Bun.isStandaloneExecutable ? embedded() : unpinned(() => builtPack(signal));
  return readPack(await pack).files;
}

async function embedded(): Promise<Uint8Array> {
  const file = Bun.embeddedFiles.find((blob) => "name" in blob && blob.name === EMBEDDED);
  if (!file) throw new Error(`This executable was made without ${EMBEDDED}.`);
  return file.bytes();
}
