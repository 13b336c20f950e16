import type { Findings } from "../findings.ts";
import type { FileRecord } from "../records.ts";
import type { ImportTarget } from "./import-target.ts";
import type { Tally } from "./tally.ts";

/** The id of a file of the source; undefined, and told, if its bytes can't be had. */
export type TakeFile = (file: FileRecord, owner: number, at: number) => Promise<number | undefined>;

export function fileTaker(target: ImportTarget, source: string, tally: Tally, findings: Findings): TakeFile {
  return async ({ id: key, name, open }, owner, at) => {
    let local: Awaited<ReturnType<FileRecord["open"]>>;
    try {
      local = await open();
    } catch (error) {
      findings.fault(name, 0, `can't be read (${error instanceof Error ? error.message : String(error)})`);
      return undefined;
    }
    try {
      const id = await target.file({ source, key, owner, name, at, path: local.path });
      tally.files++;
      return id;
    } finally {
      await local.done();
    }
  };
}
