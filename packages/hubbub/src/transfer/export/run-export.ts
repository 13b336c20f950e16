import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { WriteStream } from "node:tty";

import { type Accounts, authDefaults, openAccounts } from "@hubbub/auth";
import { openBlobStore, openSnapshot, type S3Settings, type Snapshot, STORE_FILE } from "@hubbub/server";

import { ACCOUNTS_FILE } from "../../data-files.ts";
import { ProgressLine } from "../progress.ts";
import { TransferRefused } from "../transfer-refused.ts";
import {
  channelLine,
  type ChannelRow,
  channelRows,
  followLines,
  memberLines,
  messageLines,
  pinLines,
} from "./channel-lines.ts";
import { ExportedFiles } from "./exported-files.ts";
import { JsonLinesFile } from "./json-lines.ts";
import { userLines } from "./user-lines.ts";

export const EXPORT_FORMAT = "hubbub";
export const EXPORT_VERSION = 1;

export interface ExportOptions {
  data: string;
  /** The folder to make. */
  out: string;
  s3: S3Settings | undefined;
  terminal: WriteStream;
}

export interface ExportDone {
  users: number;
  channels: number;
  messages: number;
  files: ExportedFiles;
}

/**
 * Writes all of a chat into a new folder, as it stands at one moment, also while the server runs. The folder has its name
 * once all is in it. Rejects with TransferRefused, StoreRefused or AccountsRefused.
 */
export async function runExport({ data, out, s3, terminal }: ExportOptions): Promise<ExportDone> {
  const target = resolve(out);
  if (existsSync(target))
    throw new TransferRefused(`${out} exists and is never overwritten: name another folder.`);
  if (!existsSync(dirname(target)))
    throw new TransferRefused(`There is no folder ${dirname(target)}: make it first.`);
  const snapshot = openSnapshot(join(data, STORE_FILE));
  const accounts = await openExistingAccounts(data);
  const unfinished = `${target}.unfinished-${process.pid}`;
  const done: ExportDone = {
    users: 0,
    channels: 0,
    messages: 0,
    files: new ExportedFiles(snapshot, openBlobStore(data, s3), unfinished),
  };
  const position = { messages: 0, done: 0, total: 0 };
  const progress = new ProgressLine(terminal, () => ({ ...position, messages: done.messages }));
  try {
    await mkdir(unfinished, { mode: 0o700 });
    const instance = snapshot.read("exportInstance", {});
    await Bun.write(
      join(unfinished, "export.json"),
      `${JSON.stringify({ format: EXPORT_FORMAT, version: EXPORT_VERSION, instance })}\n`,
    );
    done.users = await writeLines(
      join(unfinished, "users.jsonl"),
      userLines(snapshot, accounts?.list(), done.files),
    );
    await writeLines(join(unfinished, "emoji.jsonl"), emojiLines(snapshot, done.files));
    done.channels = await writeLines(
      join(unfinished, "channels.jsonl"),
      lines(channelRows(snapshot), channelLine),
    );
    for (const { head } of channelRows(snapshot)) position.total += head;
    for (const channel of channelRows(snapshot)) {
      const before = position.done;
      await writeChannel(snapshot, channel, join(unfinished, "channels", String(channel.id)), done, (seq) => {
        position.done = before + seq;
      });
    }
    await rename(unfinished, target);
    return done;
  } finally {
    progress.end();
    await rm(unfinished, { recursive: true, force: true });
    await accounts?.close();
    snapshot.close();
  }
}

async function writeChannel(
  snapshot: Snapshot,
  { id, head }: ChannelRow,
  folder: string,
  done: ExportDone,
  cameTo: (seq: number) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeLines(join(folder, "members.jsonl"), memberLines(snapshot, id));
  const file = new JsonLinesFile(join(folder, "messages.jsonl"));
  for await (const { id: seq, line } of messageLines(snapshot, id, done.files)) {
    await file.write(line);
    done.messages++;
    cameTo(seq);
  }
  await file.close();
  await writeLines(join(folder, "pins.jsonl"), pinLines(snapshot, id));
  await writeLines(join(folder, "follows.jsonl"), followLines(snapshot, id));
  cameTo(head);
}

async function writeLines(path: string, all: Iterable<object> | AsyncIterable<object>): Promise<number> {
  const file = new JsonLinesFile(path);
  let count = 0;
  for await (const line of all) {
    await file.write(line);
    count++;
  }
  await file.close();
  return count;
}

function* lines<T>(rows: Iterable<T>, lineOf: (row: T) => object): Generator<object> {
  for (const row of rows) yield lineOf(row);
}

async function* emojiLines(snapshot: Snapshot, files: ExportedFiles): AsyncGenerator<object> {
  for (const { name, user, file } of snapshot.read("listEmoji", {}))
    yield { name, user, file: await files.one(file) };
}

/** Undefined if the accounts are elsewhere. */
async function openExistingAccounts(data: string): Promise<Accounts | undefined> {
  const path = join(data, ACCOUNTS_FILE);
  const { memoryCost, timeCost } = authDefaults;
  return existsSync(path) ? openAccounts(path, { create: false, cost: { memoryCost, timeCost } }) : undefined;
}
