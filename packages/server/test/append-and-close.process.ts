// Opens a store, appends, reads, closes and ends: compiled into an executable by sqlite-threads.test.ts.
import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import { addChannel, addUsers, entry, log } from "./store-contract/samples.ts";

const store = await openSqliteStore({ path: process.argv[2] ?? "" });
await addUsers(store, 1);
const channel = await addChannel(store, "a");
await store.append([entry("x", { channel })]);
console.log(`${(await log(store, channel)).length} entries`);
await store.close();
