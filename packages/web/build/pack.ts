import { deserialize, serialize } from "node:v8";

import type { WebFile } from "./web-file.ts";

/** All files of the web client in one: how they go from one process to another, into the cache and into the executable. */
export interface Pack {
  /** What it was made of; see `sourceKey`. */
  key: string;
  files: WebFile[];
}

/** For the same Bun only: the format is the runtime's own. */
export function writePack(pack: Pack): Uint8Array {
  return serialize(pack);
}

/** Throws for bytes that are no pack. */
export function readPack(bytes: Uint8Array): Pack {
  return deserialize(bytes) as Pack;
}
