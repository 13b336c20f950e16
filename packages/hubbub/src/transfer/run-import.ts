import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WriteStream } from "node:tty";

import { authDefaults, openAccounts } from "@hubbub/auth";
import {
  createLog,
  FileIntake,
  openBlobStore,
  openSqliteStore,
  type S3Settings,
  STORE_FILE,
} from "@hubbub/server";

import { ACCOUNTS_FILE } from "../data-files.ts";
import { ownCommand } from "../own-command.ts";
import { faultLine, Findings } from "./findings.ts";
import { DataFolderTarget } from "./importer/data-folder-target.ts";
import { DryRun } from "./importer/dry-run.ts";
import type { ImportTarget } from "./importer/import-target.ts";
import { Importer } from "./importer/importer.ts";
import type { Tally } from "./importer/tally.ts";
import { ProgressLine } from "./progress.ts";
import type { Reader, ReaderOptions } from "./reader.ts";
import { openSource, type SourceFiles } from "./source/source-files.ts";
import { TransferRefused } from "./transfer-refused.ts";

const SCRATCH = "import-scratch";

export interface ImportOptions {
  /** The export, a file or folder. */
  path: string;
  makeReader(options: ReaderOptions): Reader | Promise<Reader>;
  data: string;
  /** What the source is called; undefined: as its reader says. */
  source: string | undefined;
  /** A folder of files that the source only names. */
  files: string | undefined;
  s3: S3Settings | undefined;
  sameNames: boolean;
  /** Reads everything and writes nothing. */
  dryRun: boolean;
  /** Reads everything first, and writes nothing if any of it is damaged. */
  strict: boolean;
  /** Where progress and faults go. */
  terminal: WriteStream;
}

export interface ImportDone {
  tally: Tally;
  findings: Findings;
}

/** Imports an export into a data folder that no server runs on. Rejects with TransferRefused or StoreRefused. */
export async function runImport(options: ImportOptions): Promise<ImportDone> {
  const source = await openSource(options.path);
  const attachments = options.files === undefined ? undefined : await openSource(options.files);
  try {
    if (options.dryRun) return await dryRun(options, source, attachments);
    if (options.strict) await refuseDamaged(options, source, attachments);
    return await writeAll(options, source, attachments);
  } finally {
    await source.close();
    await attachments?.close();
  }
}

async function dryRun(
  options: ImportOptions,
  source: SourceFiles,
  attachments: SourceFiles | undefined,
): Promise<ImportDone> {
  const scratch = await mkdtemp(join(tmpdir(), "hubbub-import-"));
  try {
    return await transfer(options, { source, attachments, scratch }, new DryRun());
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function refuseDamaged(
  options: ImportOptions,
  source: SourceFiles,
  attachments: SourceFiles | undefined,
): Promise<void> {
  const { findings } = await dryRun(options, source, attachments);
  if (findings.faults === 0) return;
  throw new TransferRefused(
    `${options.path} is damaged in ${findings.faults} places; nothing was imported. Without --strict the rest is.`,
  );
}

async function writeAll(
  options: ImportOptions,
  source: SourceFiles,
  attachments: SourceFiles | undefined,
): Promise<ImportDone> {
  const { data, s3, sameNames } = options;
  await mkdir(data, { recursive: true, mode: 0o700 });
  if (existsSync(join(data, STORE_FILE)) && !existsSync(join(data, ACCOUNTS_FILE))) {
    throw new TransferRefused(
      `${data} has a chat, but its accounts are elsewhere: bring ${ACCOUNTS_FILE} there for the import, and back after it.`,
    );
  }
  await using opened = new AsyncDisposableStack();
  const { memoryCost, timeCost } = authDefaults;
  const accountsPath = join(data, ACCOUNTS_FILE);
  // Before the chat, which is never without accounts then.
  const accounts = await openAccounts(accountsPath, { create: true, cost: { memoryCost, timeCost } });
  opened.defer(() => accounts.close());
  // It refuses a folder that a server runs on.
  const store = await openSqliteStore({ path: join(data, STORE_FILE) });
  opened.defer(() => store.close());
  const files = new FileIntake({
    store,
    blobs: openBlobStore(data, s3),
    data,
    inspectorCommand: [...ownCommand(), "inspect-files"],
    log: createLog("error"),
  });
  opened.defer(() => files.close());
  const scratch = join(data, SCRATCH);
  opened.defer(() => rm(scratch, { recursive: true, force: true }));
  // What a run that was killed has left.
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { mode: 0o700 });
  const target = new DataFolderTarget({ accounts, store, files, sameNames });
  return await transfer(options, { source, attachments, scratch }, target);
}

async function transfer(
  { makeReader, source: named, terminal }: ImportOptions,
  parts: Omit<ReaderOptions, "findings">,
  target: ImportTarget,
): Promise<ImportDone> {
  const position = () => ({
    messages: importer?.tally.messages ?? 0,
    done: reader?.done ?? 0,
    total: reader?.total ?? 0,
  });
  const progress = new ProgressLine(terminal, position);
  const findings = new Findings((fault) => progress.print(faultLine(fault)));
  let importer: Importer | undefined;
  let reader: Reader | undefined;
  try {
    reader = await makeReader({ ...parts, findings });
    importer = new Importer({ target, source: named ?? reader.source, findings });
    const tally = await importer.run(reader.records());
    if (findings.untold > 0) progress.print(`… and ${findings.untold} more places that are damaged`);
    return { tally, findings };
  } finally {
    progress.end();
  }
}
