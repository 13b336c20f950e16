import { bytesPath } from "../export/exported-files.ts";
import type { FileRecord } from "../records.ts";
import { type Json, object, text, whole } from "../source/json.ts";
import { localFile } from "../source/local-file.ts";
import type { SourceFiles } from "../source/source-files.ts";

const SHA256 = /^[0-9a-f]{64}$/;

/** Gives the files that lines of an export name. */
export class ArchiveFiles {
  readonly #source: SourceFiles;
  readonly #scratch: string;

  constructor(source: SourceFiles, scratch: string) {
    this.#source = source;
    this.#scratch = scratch;
  }

  /** The file in a field; undefined if there is none. Opening one whose bytes the export doesn't have fails. */
  of(fields: Json, name: string): FileRecord | undefined {
    const file = object(fields, name);
    return whole(file, "id") > 0 ? this.record(file) : undefined;
  }

  record(file: Json): FileRecord {
    const sha256 = text(file, "sha256");
    const bytes = SHA256.test(sha256) ? this.#source.files.get(bytesPath(sha256)) : undefined;
    return {
      id: String(whole(file, "id")),
      name: text(file, "name"),
      open: async () => {
        if (bytes === undefined) throw new Error("its bytes are not in the export");
        return localFile(bytes, this.#scratch);
      },
    };
  }
}

/** The id in a field as records have it; empty if it is none. */
export function idIn(fields: Json, name: string): string {
  const id = whole(fields, name);
  return id > 0 ? String(id) : "";
}

/** The value that a table has for a field's name; 0 if it has none. */
export function valueIn(table: Readonly<Record<string, number>>, fields: Json, name: string): number {
  const given = text(fields, name);
  return Object.hasOwn(table, given) ? (table[given] ?? 0) : 0;
}
