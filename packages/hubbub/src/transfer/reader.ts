import type { Findings } from "./findings.ts";
import type { TransferRecord } from "./records.ts";
import type { SourceFiles } from "./source/source-files.ts";

/** What a reader is given. */
export interface ReaderOptions {
  source: SourceFiles;
  /** Files that the source only names, if the operator has them. */
  attachments: SourceFiles | undefined;
  /** A folder for what has to be put down for a while; the caller removes it. */
  scratch: string;
  findings: Findings;
}

/** Reads one kind of export. Rejects with TransferRefused if it isn't one. */
export interface Reader {
  /** What the source is called if the operator says nothing else. */
  readonly source: string;
  /** How much there is to read, in bytes of the source, and how much was. */
  readonly total: number;
  readonly done: number;
  /** All records, in an order in which each refers to earlier ones; the same again whenever it is called. */
  records(): AsyncGenerator<TransferRecord>;
}
