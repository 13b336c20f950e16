import { EXPORT_FORMAT, EXPORT_VERSION } from "../export/run-export.ts";
import type { Findings } from "../findings.ts";
import type { Reader, ReaderOptions } from "../reader.ts";
import type { ReadRecord, TransferRecord } from "../records.ts";
import { readLines } from "../source/json-files.ts";
import { isObject, type Json, text } from "../source/json.ts";
import { readText, rootedAt, type SourceFiles } from "../source/source-files.ts";
import { TransferRefused } from "../transfer-refused.ts";
import { ArchiveFiles } from "./archive-fields.ts";
import { messageRecord } from "./archive-message.ts";
import {
  channelRecord,
  emojiRecord,
  followRecord,
  memberRecords,
  pinRecord,
  userRecord,
} from "./archive-records.ts";

const HEAD = "export.json";

/** Reads what `hubbub export` has written (docs/EXPORT.md). */
export class ArchiveReader implements Reader {
  readonly source: string;
  readonly total: number;
  readonly #source: SourceFiles;
  readonly #findings: Findings;
  readonly #files: ArchiveFiles;
  readonly #names = new Map<string, string>();
  #done = 0;

  private constructor(source: SourceFiles, instance: string, { scratch, findings }: ReaderOptions) {
    // Ids are those of the server that wrote it.
    this.source = instance === "" ? "hubbub" : `hubbub-${instance}`;
    this.#source = source;
    this.#findings = findings;
    this.#files = new ArchiveFiles(source, scratch);
    this.total = [...source.files].reduce(
      (sum, [path, { size }]) => sum + (path.endsWith(".jsonl") ? size : 0),
      0,
    );
  }

  /** Rejects with TransferRefused if this is no such export. */
  static async open(options: ReaderOptions): Promise<ArchiveReader> {
    const source = rootedAt(options.source, HEAD);
    if (source === undefined)
      throw new TransferRefused(`There is no ${HEAD}: this is no export of Hubbub's.`);
    const head = parseHead(await readText(source.files.get(HEAD)!));
    if (head === undefined || text(head, "format") !== EXPORT_FORMAT) {
      throw new TransferRefused(`${HEAD} says of no export of Hubbub's.`);
    }
    if (head["version"] !== EXPORT_VERSION) {
      throw new TransferRefused(
        `The export is of version ${JSON.stringify(head["version"])}; this program knows version ${EXPORT_VERSION}.`,
      );
    }
    const instance = /^[0-9a-f]{1,32}$/.exec(text(head, "instance"))?.[0] ?? "";
    return new ArchiveReader(source, instance, options);
  }

  get done(): number {
    return this.#done;
  }

  async *records(): AsyncGenerator<TransferRecord> {
    this.#done = 0;
    for await (const user of this.#lines("users.jsonl", (line) => userRecord(line, this.#files))) {
      this.#names.set(user.id, user.name);
      yield user;
    }
    yield* this.#lines("emoji.jsonl", (line) => emojiRecord(line, this.#files));
    for await (const channel of this.#lines("channels.jsonl", channelRecord)) {
      yield channel;
      yield* this.#channel(channel.id);
    }
  }

  async *#channel(id: string): AsyncGenerator<TransferRecord> {
    const folder = `channels/${id}`;
    const reads: ReadRecord[] = [];
    for await (const { member, read } of this.#lines(`${folder}/members.jsonl`, (line) =>
      memberRecords(line, id),
    )) {
      yield member;
      reads.push(read);
    }
    yield* this.#lines(`${folder}/messages.jsonl`, (line) =>
      messageRecord(line, id, this.#names, this.#files),
    );
    yield* this.#lines(`${folder}/pins.jsonl`, (line) => pinRecord(line, id));
    yield* reads;
    yield* this.#lines(`${folder}/follows.jsonl`, (line) => followRecord(line, id));
    yield { kind: "end", channel: id, readAll: false };
  }

  /** What `make` makes of the lines of a file; of a line that it says a sentence of, that is told. */
  async *#lines<T>(path: string, make: (line: Json) => T | string): AsyncGenerator<Exclude<T, string>> {
    const file = this.#source.files.get(path);
    if (file === undefined) {
      this.#findings.fault(path, 0, "is missing");
      return;
    }
    for await (const placed of readLines(file, this.#findings)) {
      const made = make(placed.value);
      if (typeof made === "string") this.#findings.fault(path, placed.line, made);
      else yield made as Exclude<T, string>;
    }
    this.#done += file.size;
  }
}

function parseHead(content: string): Json | undefined {
  try {
    const head: unknown = JSON.parse(content);
    return isObject(head) ? head : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
