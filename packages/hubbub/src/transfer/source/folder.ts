import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import type { SourceFile, SourceFiles } from "./source-files.ts";

/** An unpacked export. Symbolic links are left out: they could lead anywhere. */
export async function openFolder(folder: string): Promise<SourceFiles> {
  const files = new Map<string, SourceFile>();
  for await (const path of walk(folder, "")) {
    const local = join(folder, path);
    const { size } = await stat(local);
    files.set(path, { path, size, local, stream: async () => createReadStream(local) });
  }
  return { files, close: async () => {} };
}

async function* walk(folder: string, below: string): AsyncGenerator<string> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(folder, path);
    else if (entry.isFile()) yield path;
  }
}
