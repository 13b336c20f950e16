// Appends one entry to channel 1, says so, and keeps the store open until it is killed.
import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import { entry } from "./store-contract/samples.ts";

const store = await openSqliteStore({ path: process.argv[2] ?? "" });
await store.append([entry("the last")]);
process.stdout.write("appended\n");
