// Opens the store, says so, and keeps it open until it is killed.
import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";

await openSqliteStore({ path: process.argv[2] ?? "" });
process.stdout.write("open\n");
