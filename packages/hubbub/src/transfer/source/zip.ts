import { type Entry, openPromise, type ZipFile } from "yauzl";

import { TransferRefused } from "../transfer-refused.ts";
import type { SourceFile, SourceFiles } from "./source-files.ts";

/** An archive that unpacks to more than so many times its size, and more than so many bytes, is a trap. */
const RATIO = 200;
const TRAP_BYTES = 2 ** 30;
const ENCRYPTED = 1;

/**
 * A packed export; nothing is unpacked but what is read. The library refuses names that lead out of the archive, and ends
 * the reading of a file that is longer than its entry says. Rejects with TransferRefused.
 */
export async function openZip(path: string, size: number): Promise<SourceFiles> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { autoClose: false });
    const files = new Map<string, SourceFile>();
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith("/")) continue;
      if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) {
        throw new TransferRefused(`${path} is encrypted: unpack it, and name the folder.`);
      }
      if (files.has(entry.fileName)) throw new TransferRefused(`${path} has two files ${entry.fileName}.`);
      total += entry.uncompressedSize;
      files.set(entry.fileName, fileOf(zip, entry));
    }
    if (total > TRAP_BYTES && total > size * RATIO) {
      const times = Math.round(total / size);
      throw new TransferRefused(
        `${path} unpacks to ${total} bytes, ${times} times its size, as no export does. If it is right, unpack it yourself and name the folder.`,
      );
    }
    const opened = zip;
    return { files, close: async () => opened.close() };
  } catch (error) {
    zip?.close();
    if (error instanceof TransferRefused) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new TransferRefused(
      `${path} is no zip archive that can be read (${reason}): name another one, or a folder.`,
    );
  }
}

function fileOf(zip: ZipFile, entry: Entry): SourceFile {
  return {
    path: entry.fileName,
    size: entry.uncompressedSize,
    local: undefined,
    stream: () => zip.openReadStreamPromise(entry),
  };
}
