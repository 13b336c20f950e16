import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";

import { findPostgres, NO_POSTGRES, type PostgresServer, startPostgres } from "@hubbub/devkit";

import { openPostgres, type Postgres, sqlState } from "../src/postgres/index.ts";

setDefaultTimeout(60_000);

const isThere = findPostgres() !== undefined;
const SCHEMA = { name: "numbers", migrations: ["CREATE TABLE numbers (n bigint PRIMARY KEY);\n"] };
const INSERT = "INSERT INTO numbers (n) VALUES ($1::bigint)";

describe.skipIf(!isThere)("transactions on Postgres", () => {
  let server: PostgresServer;
  let postgres: Postgres;
  beforeAll(async () => {
    server = await startPostgres();
    postgres = await openPostgres({ url: await server.database() }, SCHEMA);
  });
  afterAll(async () => {
    await postgres?.close();
    await server?.[Symbol.asyncDispose]();
  });

  const add = (...numbers: number[]) =>
    postgres.transactions.write(async (session) => {
      for (const n of numbers) session.sendBlind(INSERT, [n]);
      return Promise.resolve(numbers);
    });
  const kept = async () => {
    const rows = await postgres.transactions.read((session) =>
      session.send("SELECT n FROM numbers ORDER BY n"),
    );
    return rows.map(({ n }) => n);
  };

  test("[N8.1] a transaction of which a statement failed is never said to be committed, also if nobody waited for it", async () => {
    expect(await add(1, 2)).toEqual([1, 2]);
    const error = await add(3, 2, 4).catch((thrown: unknown) => thrown);
    expect(sqlState(error)).toBe("23505");
    expect(await kept()).toEqual([1, 2]);
  });

  test("[N8.2] of many that add the same at once, one is committed, and the others are told that it is there", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => add(10)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await kept()).toEqual([1, 2, 10]);
  });

  test("[N8.3] what may pass is tried again until it does", async () => {
    let tries = 0;
    const value = await postgres.transactions.write(
      (session) => {
        session.sendBlind(INSERT, [++tries < 3 ? 1 : 20]);
        return Promise.resolve(tries);
      },
      (error) => sqlState(error) === "23505",
    );
    expect(value).toBe(3);
    expect(await kept()).toContain(20);
  });
});

if (!isThere) test.skip(NO_POSTGRES, () => {});
