import { AccountsRefused, AccountsUnavailable } from "@hubbub/auth";
import { StartRefused, StoreRefused, StoreUnavailable } from "@hubbub/server";
import { Command, InvalidArgumentError, Option } from "commander";

import { type S3Flags, toS3Settings } from "../s3-flags.ts";
import { addS3Options } from "../s3-options.ts";
import { ArchiveReader } from "../transfer/archive/archive-reader.ts";
import { MattermostReader } from "../transfer/mattermost/mattermost-reader.ts";
import { type ImportOptions, runImport } from "../transfer/run-import.ts";
import { SlackReader } from "../transfer/slack/slack-reader.ts";
import { summaryLines } from "../transfer/summary-lines.ts";
import { TransferRefused } from "../transfer/transfer-refused.ts";

interface ImportFlags extends S3Flags {
  data: string;
  source?: string;
  files?: string;
  sameNames?: boolean;
  dryRun?: boolean;
  strict?: boolean;
}

/** `hubbub import …`: what other programs have exported, into a data folder that no server runs on. */
export function importCommand(): Command {
  const command = new Command("import").description(
    "import another program's export, while the server is stopped; run again, it goes on where it was",
  );
  from(
    command,
    "slack",
    "the export of a Slack workspace",
    "<zip|folder>",
    (options) => new SlackReader(options),
  ).option("--files <folder>", "the workspace's files, by their Slack ids; others stay links");
  from(
    command,
    "mattermost",
    "Mattermost's bulk export",
    "<jsonl|zip|folder>",
    (options) => new MattermostReader(options),
  );
  from(command, "hubbub", "what `hubbub export` wrote", "<folder|zip>", (options) =>
    ArchiveReader.open(options),
  );
  return command;
}

function from(
  parent: Command,
  name: string,
  about: string,
  path: string,
  makeReader: ImportOptions["makeReader"],
): Command {
  const command = parent
    .command(name)
    .description(`import ${about}`)
    .argument(path, "the export")
    .addOption(new Option("--data <dir>", "the data folder").env("HUBBUB_DATA").default("./hubbub-data"))
    .addOption(
      new Option("--source <name>", "what to call the source: another name, other people").argParser(
        sourceName,
      ),
    )
    .option(
      "--same-names",
      "people are who has an account of the same name; else they get accounts of their own",
    )
    .option("--dry-run", "read everything and say what would be imported, also while the server runs")
    .option("--strict", "import nothing if anything is damaged")
    .action((export_: string, flags: ImportFlags) => run(export_, flags, makeReader));
  return addS3Options(command);
}

async function run(path: string, flags: ImportFlags, makeReader: ImportOptions["makeReader"]): Promise<void> {
  const { data, source, files, sameNames = false, dryRun = false, strict = false } = flags;
  try {
    const s3 = toS3Settings(flags);
    const terminal = process.stderr;
    const done = await runImport({
      path,
      makeReader,
      data,
      source,
      files,
      s3,
      sameNames,
      dryRun,
      strict,
      terminal,
    });
    for (const line of summaryLines(done, dryRun)) console.log(line);
    if (!dryRun && done.tally.newUsers > 0) {
      console.log(
        "New accounts have no password: `hubbub user reset-password NAME` gives a code that lets its owner in.",
      );
    }
  } catch (error) {
    if (!isForeseen(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function isForeseen(error: unknown): error is Error {
  const kinds = [
    TransferRefused,
    StartRefused,
    StoreRefused,
    StoreUnavailable,
    AccountsRefused,
    AccountsUnavailable,
  ];
  return kinds.some((kind) => error instanceof kind);
}

function sourceName(text: string): string {
  if (!/^[a-z0-9][a-z0-9.-]{0,23}$/.test(text)) {
    throw new InvalidArgumentError("It has 1 to 24 of a-z, 0-9, . and -.");
  }
  return text;
}
