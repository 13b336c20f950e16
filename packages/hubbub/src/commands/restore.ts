import { Command, Option } from "commander";

import { BackupRefused, readBackup } from "../backup-file.ts";

/** `hubbub restore FILE`: a backup, brought back into a folder that holds no data. */
export function restoreCommand(): Command {
  return new Command("restore")
    .description("bring a backup back into a new data folder")
    .argument("<file>", "a file that `hubbub backup` wrote")
    .addOption(new Option("--data <dir>", "the folder to fill").env("HUBBUB_DATA").default("./hubbub-data"))
    .action(async (file: string, { data }: { data: string }) => {
      try {
        await readBackup(file, data);
        console.log(`${data} is as it was. Start it with: npx hubbub serve --data ${data}`);
      } catch (error) {
        if (!(error instanceof BackupRefused)) throw error;
        console.error(error.message);
        process.exitCode = 1;
      }
    });
}
