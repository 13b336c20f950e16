import { afterAll, describe, test } from "bun:test";

import { findPostgres, NO_POSTGRES, type PostgresServer, startPostgres } from "@hubbub/devkit";

import { openPostgresStore } from "../src/store/postgres/open-postgres-store.ts";
import { storeContract } from "./store-contract.ts";

const isThere = findPostgres() !== undefined;
let server: Promise<PostgresServer> | undefined;

afterAll(async () => {
  await (await server)?.[Symbol.asyncDispose]();
});

describe.skipIf(!isThere)("with a Postgres server", () => {
  storeContract("Postgres", async () => {
    server ??= startPostgres();
    const url = await (await server).database();
    return {
      open: () => openPostgresStore({ url }),
      child: { module: import.meta.resolve("./open-postgres-test-store.ts"), argument: url },
      // The database ends with its server.
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  });
});

if (!isThere) test.skip(NO_POSTGRES, () => {});
