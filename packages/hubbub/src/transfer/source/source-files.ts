import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { TransferRefused } from "../transfer-refused.ts";
import { openFolder } from "./folder.ts";
import { openZip } from "./zip.ts";

/** Bytes of a file that is read as one text, at most. */
export const TEXT_BYTES = 256 * 2 ** 20;

const DATA = "data";

/** A file of an export. */
export interface SourceFile {
  /** Path within the source, with slashes, never upwards. */
  readonly path: string;
  /** Bytes; reading gives as many, or fails. */
  readonly size: number;
  stream(): Promise<AsyncIterable<Uint8Array>>;
  /** Where it is on the disk; undefined inside of an archive. */
  readonly local: string | undefined;
}

/** An export: a folder, or a zip archive. */
export interface SourceFiles {
  readonly files: ReadonlyMap<string, SourceFile>;
  close(): Promise<void>;
}

/** Opens an export. Rejects with TransferRefused. */
export async function openSource(path: string): Promise<SourceFiles> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new TransferRefused(`There is no ${path}: name the export's file or folder.`);
  if (found.isDirectory()) return openFolder(path);
  if (found.isFile()) return (await isZip(path)) ? openZip(path, found.size) : openSingle(path, found.size);
  throw new TransferRefused(`${path} is neither a file nor a folder.`);
}

/** How a zip archive begins, and an empty one. */
const ZIP = new Set(["PK\u0003\u0004", "PK\u0005\u0006"]);

async function isZip(path: string): Promise<boolean> {
  return ZIP.has(await Bun.file(path).slice(0, 4).text());
}

/** One file, and what lies in the folder `data` beside it. */
async function openSingle(path: string, size: number): Promise<SourceFiles> {
  const name = basename(path);
  const files = new Map<string, SourceFile>();
  files.set(name, { path: name, size, local: path, stream: async () => createReadStream(path) });
  const beside = join(dirname(path), DATA);
  if ((await stat(beside).catch(() => undefined))?.isDirectory()) {
    for (const [below, file] of (await openFolder(beside)).files) files.set(`${DATA}/${below}`, file);
  }
  return { files, close: async () => {} };
}

/**
 * The export whose file `marker` lies highest, without the folders above: archives are often packed with their folder.
 * Undefined if there is no such file.
 */
export function rootedAt(source: SourceFiles, marker: string): SourceFiles | undefined {
  const found = [...source.files.keys()]
    .filter((path) => path === marker || path.endsWith(`/${marker}`))
    .toSorted((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1))[0];
  if (found === undefined) return undefined;
  const prefix = found.slice(0, found.length - marker.length);
  if (prefix === "") return source;
  const files = new Map<string, SourceFile>();
  for (const [path, file] of source.files) {
    if (path.startsWith(prefix)) files.set(path.slice(prefix.length), file);
  }
  return { files, close: () => source.close() };
}

/** The whole of a file as text. Rejects with TransferRefused if it is too large, or no UTF-8. */
export async function readText(file: SourceFile): Promise<string> {
  if (file.size > TEXT_BYTES) {
    throw new TransferRefused(
      `${file.path} has ${file.size} bytes; files of its kind have ${TEXT_BYTES} at most.`,
    );
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of await file.stream()) chunks.push(chunk);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof TypeError) throw new TransferRefused(`${file.path} is no text in UTF-8.`);
    throw error;
  }
}
