import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { LocalFile } from "../records.ts";
import type { SourceFile } from "./source-files.ts";

/** A file of a source as one on the disk: it is unpacked into `scratch` if it lies in an archive. */
export async function localFile(file: SourceFile, scratch: string): Promise<LocalFile> {
  if (file.local !== undefined) return { path: file.local, done: async () => {} };
  const path = join(scratch, crypto.randomUUID());
  const done = (): Promise<void> => rm(path, { force: true });
  try {
    await pipeline(Readable.from(await file.stream()), createWriteStream(path, { mode: 0o600 }));
    return { path, done };
  } catch (error) {
    await done();
    throw error;
  }
}
