import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { WriteStream } from "node:tty";
import { fileURLToPath } from "node:url";

import { ArchiveReader } from "../../src/transfer/archive/archive-reader.ts";
import { runExport } from "../../src/transfer/export/run-export.ts";
import { MattermostReader } from "../../src/transfer/mattermost/mattermost-reader.ts";
import type { Reader, ReaderOptions } from "../../src/transfer/reader.ts";
import { type ImportDone, type ImportOptions, runImport } from "../../src/transfer/run-import.ts";
import { SlackReader } from "../../src/transfer/slack/slack-reader.ts";

export const FIXTURES = fileURLToPath(new URL("../fixtures", import.meta.url));

const READERS: Record<string, (options: ReaderOptions) => Reader | Promise<Reader>> = {
  slack: (options) => new SlackReader(options),
  mattermost: (options) => new MattermostReader(options),
  hubbub: (options) => ArchiveReader.open(options),
};

export interface Imported extends ImportDone {
  /** What was written to the terminal. */
  told: string;
}

/** Imports in this process. */
export async function importInto(
  data: string,
  kind: keyof typeof READERS,
  path: string,
  more: Partial<ImportOptions> = {},
): Promise<Imported> {
  const terminal = plainStream();
  const done = await runImport({
    path,
    makeReader: READERS[kind]!,
    data,
    source: undefined,
    files: undefined,
    s3: undefined,
    sameNames: false,
    dryRun: false,
    strict: false,
    terminal,
    ...more,
  });
  return { ...done, told: terminal.text };
}

export type Line = Record<string, unknown>;

/** All that an export holds, lines as objects. */
export interface Exported {
  users: Line[];
  emoji: Line[];
  channels: (Line & { users: Line[]; messages: Line[]; pins: Line[]; follows: Line[] })[];
}

/** Exports a data folder into `out` and reads that. */
export async function exportOf(data: string, out: string): Promise<Exported> {
  await runExport({ data, out, s3: undefined, terminal: plainStream() });
  const lines = (path: string): Promise<Line[]> => linesOf(join(out, path));
  const channels = await lines("channels.jsonl");
  const whole = async (channel: Line): Promise<Exported["channels"][number]> => {
    const folder = `channels/${String(channel["id"])}`;
    return Object.assign(channel, {
      users: await lines(`${folder}/members.jsonl`),
      messages: await lines(`${folder}/messages.jsonl`),
      pins: await lines(`${folder}/pins.jsonl`),
      follows: await lines(`${folder}/follows.jsonl`),
    });
  };
  return {
    users: await lines("users.jsonl"),
    emoji: await lines("emoji.jsonl"),
    channels: await Promise.all(channels.map(whole)),
  };
}

/** Some fields of lines, as far as they have them. */
export function fieldsOf(lines: readonly Line[], ...names: string[]): Line[] {
  return lines.map((line) =>
    Object.fromEntries(names.filter((name) => name in line).map((name) => [name, line[name]])),
  );
}

async function linesOf(path: string): Promise<Line[]> {
  const text = await Bun.file(path).text();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}

/** All files below a folder with their bytes, as latin1. */
export async function contentOf(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(path.slice(folder.length + 1), Buffer.from(await Bun.file(path).bytes()).toString("latin1"));
  }
  return found;
}

function plainStream(): WriteStream & { text: string } {
  const stream = {
    isTTY: false,
    text: "",
    write(text: string) {
      stream.text += text;
      return true;
    },
  };
  return stream as unknown as WriteStream & { text: string };
}
