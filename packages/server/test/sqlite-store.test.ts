import { join } from "node:path";

import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import { storeContract } from "./store-contract.ts";
import { tempFolder } from "./temp-folder.ts";

storeContract("SQLite", async () => {
  const folder = tempFolder();
  const path = join(folder.path, "hubbub.db");
  return {
    open: () => openSqliteStore({ path }),
    child: { module: import.meta.resolve("./open-sqlite-test-store.ts"), argument: path },
    [Symbol.asyncDispose]: async () => folder[Symbol.dispose](),
  };
});
