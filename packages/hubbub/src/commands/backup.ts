import { stat } from "node:fs/promises";

import { StoreRefused } from "@hubbub/server";
import { Command, Option } from "commander";

import { BackupRefused, writeBackup } from "../backup-file.ts";

/** `hubbub backup FILE`: all data in one file, also while the server runs. */
export function backupCommand(): Command {
  return new Command("backup")
    .description("write all data into one file, also while the server runs")
    .argument("<file>", "the file to write; must not exist")
    .addOption(new Option("--data <dir>", "the data folder").env("HUBBUB_DATA").default("./hubbub-data"))
    .action(async (file: string, { data }: { data: string }) => {
      try {
        await writeBackup(data, file);
        const { size } = await stat(file);
        console.log(`${file}: ${size} bytes. Bring it back with: npx hubbub restore ${file} --data DIR`);
      } catch (error) {
        if (!(error instanceof BackupRefused || error instanceof StoreRefused)) throw error;
        console.error(error.message);
        process.exitCode = 1;
      }
    });
}
