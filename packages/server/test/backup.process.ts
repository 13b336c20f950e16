// Makes a backup: SOURCE TARGET; prints "done", or the refusal.
import { backupSqlite } from "../src/store/sqlite/backup.ts";

const [source = "", target = ""] = process.argv.slice(2);
try {
  await backupSqlite(source, target);
  process.stdout.write("done\n");
} catch (error) {
  process.stdout.write(`${String(error)}\n`);
}
