// How a child process of the contract suite opens its store.
import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";

export const openTestStore = (path: string) => openSqliteStore({ path });
