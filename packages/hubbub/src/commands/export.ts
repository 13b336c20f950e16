import { AccountsRefused, AccountsUnavailable } from "@hubbub/auth";
import { StartRefused, StoreRefused } from "@hubbub/server";
import { type Command, Option } from "commander";

import { type S3Flags, toS3Settings } from "../s3-flags.ts";
import { addS3Options } from "../s3-options.ts";
import { runExport } from "../transfer/export/run-export.ts";
import { count } from "../transfer/progress.ts";
import { TransferRefused } from "../transfer/transfer-refused.ts";

interface ExportFlags extends S3Flags {
  data: string;
  out?: string;
}

/** `hubbub export --out DIR`: all of the chat, in a form that others read. */
export function exportAllOptions(command: Command): Command {
  command
    .description("write all of the chat, or what is kept of a user, in a form that others read")
    // Flags behind the name of a subcommand are the subcommand's.
    .enablePositionalOptions()
    .addOption(new Option("--data <dir>", "the data folder").env("HUBBUB_DATA").default("./hubbub-data"))
    .option("--out <folder>", "the folder to write all into; must not exist (docs/EXPORT.md)")
    .action((flags: ExportFlags) => exportAll(command, flags));
  return addS3Options(command);
}

async function exportAll(command: Command, flags: ExportFlags): Promise<void> {
  const { data, out } = flags;
  if (out === undefined) return command.error("error: required option '--out <folder>' not specified");
  try {
    const { users, channels, messages, files } = await runExport({
      data,
      out,
      s3: toS3Settings(flags),
      terminal: process.stderr,
    });
    const parts = [`${count(users)} users`, `${count(channels)} channels`, `${count(messages)} messages`];
    console.log(`${out}: ${parts.join(", ")}, ${count(files.copied)} files.`);
    if (files.missing > 0) console.log(`The bytes of ${count(files.missing)} files are gone.`);
  } catch (error) {
    const foreseen = [TransferRefused, StartRefused, StoreRefused, AccountsRefused, AccountsUnavailable];
    if (!(error instanceof Error && foreseen.some((kind) => error instanceof kind))) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
