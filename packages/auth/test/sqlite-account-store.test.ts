import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { openSqliteAccounts } from "../src/accounts/sqlite/open-sqlite-accounts.ts";
import { APPLICATION_ID, MIGRATIONS } from "../src/accounts/sqlite/schema.ts";
import { accountStoreContract } from "./account-store-contract.ts";
import { raceForRefreshTokens } from "./refresh-race.ts";
import { tempFolder } from "./temp-folder.ts";

// Hashes and processes share their cores with whatever else runs.
setDefaultTimeout(60_000);

accountStoreContract("SQLite", () => {
  const folder = tempFolder();
  const path = join(folder.path, "accounts.sqlite");
  return {
    open: () => openSqliteAccounts(path, { create: true }),
    [Symbol.dispose]: folder[Symbol.dispose],
  };
});

const open = (path: string) => () => openSqliteAccounts(path, { create: true });
const refusal = (sentence: RegExp) =>
  expect.objectContaining({ name: "AccountsRefused", message: expect.stringMatching(sentence) });

test("[A9.1] the database is in WAL mode, and only its owner can read it", async () => {
  using folder = tempFolder();
  const path = join(folder.path, "new", "accounts.sqlite");
  const store = openSqliteAccounts(path, { create: true });
  const look = new Database(path, { readonly: true });
  expect(look.query("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  look.close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder.path, "new")).mode & 0o777).toBe(0o700);
  await store.close();
});

test("[A9.2] a database of a newer release is refused and left as it is", async () => {
  using folder = tempFolder();
  const path = join(folder.path, "accounts.sqlite");
  await openSqliteAccounts(path, { create: true }).close();
  const newer = new Database(path);
  newer.run("PRAGMA user_version = 99");
  newer.close();
  expect(open(path)).toThrow(refusal(/newer release \(schema 99, this one knows \d+\): update this program/));
  const after = new Database(path);
  expect(after.query("PRAGMA user_version").get()).toEqual({ user_version: 99 });
  after.close();
});

test("[A9.8] a database of the first release is brought up to date with its accounts and sessions", async () => {
  using folder = tempFolder();
  const path = join(folder.path, "accounts.sqlite");
  const first = new Database(path);
  first.run(MIGRATIONS[0]!);
  first.run(`PRAGMA application_id = ${APPLICATION_ID}`);
  first.run("PRAGMA user_version = 1");
  first.run(
    `INSERT INTO accounts (name, name_key, password_hash, admin, created_at) VALUES ('Ada', 'ada', 'h', 1, 5)`,
  );
  first.run(
    "INSERT INTO sessions (sid, account, token_hash, used_at, expires_at) VALUES ('s', 1, x'01', 700, 9000)",
  );
  first.close();
  const store = openSqliteAccounts(path, { create: false });
  expect(await store.accountByName("Ada")).toMatchObject({
    admin: true,
    guest: false,
    bot: false,
    passwordHash: "h",
  });
  expect(await store.findAccounts("ada", 0, 1)).toHaveLength(1);
  expect(await store.sessions(1, 800)).toEqual([
    { sid: "s", createdAt: 700, usedAt: 700, address: "", userAgent: "" },
  ]);
  await store.close();
});

test("[A9.2] a database of another program is refused", () => {
  using folder = tempFolder();
  const path = join(folder.path, "other.sqlite");
  const other = new Database(path);
  other.run("CREATE TABLE things (id)");
  other.close();
  expect(open(path)).toThrow(refusal(/is not an accounts database: name another/));
});

test("[A9.2] a damaged database is refused: no database at all, cut short, overwritten", async () => {
  using folder = tempFolder();
  const path = join(folder.path, "accounts.sqlite");
  writeFileSync(path, "not a database, but longer than a header would be: ".repeat(100));
  expect(open(path)).toThrow(refusal(/is damaged.*: restore it from a backup/));

  const cut = join(folder.path, "cut.sqlite");
  await openSqliteAccounts(cut, { create: true }).close();
  truncateSync(cut, 10_000);
  expect(open(cut)).toThrow(refusal(/is damaged.*: restore it from a backup/));

  const page = join(folder.path, "page.sqlite");
  await openSqliteAccounts(page, { create: true }).close();
  const content = new Uint8Array(await Bun.file(page).arrayBuffer());
  content.fill(0xab, 4096, 16_384);
  writeFileSync(page, content);
  expect(open(page)).toThrow(refusal(/is damaged.*: restore it from a backup/));
});

test("[A9.2] a path that can't be a file, or can't be written, is refused", () => {
  using folder = tempFolder();
  writeFileSync(join(folder.path, "file"), "");
  expect(open(join(folder.path, "file", "accounts.sqlite"))).toThrow(refusal(/name another data folder/));
  expect(open(folder.path)).toThrow(refusal(/name another data folder/));
  expect(open("/proc/none/accounts.sqlite")).toThrow(refusal(/name another data folder/));
});

test("[A9.2] a database that another program holds locked is refused", async () => {
  using folder = tempFolder();
  const path = join(folder.path, "accounts.sqlite");
  await openSqliteAccounts(path, { create: true }).close();
  const holder = new Database(path);
  holder.run("PRAGMA locking_mode = EXCLUSIVE");
  holder.run("BEGIN EXCLUSIVE");
  expect(open(path)).toThrow(refusal(/is locked by another program: end that program/));
  holder.close();
});

test("[A5.1] of many processes that spend the same refresh token at once, exactly one succeeds", async () => {
  using folder = tempFolder();
  const path = join(folder.path, "accounts.sqlite");
  const store = openSqliteAccounts(path, { create: true });
  await raceForRefreshTokens(path, store);
  await store.close();
});
