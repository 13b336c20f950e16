import { afterEach, beforeEach } from "bun:test";

import type { Account, AccountStore, NewAccount } from "../../src/accounts/account-store.ts";

/** A database of its own, which several stores can open at once. */
export interface TestDatabase extends Disposable {
  open(): AccountStore | Promise<AccountStore>;
}

/** Makes an empty one. */
export type MakeDatabase = () => TestDatabase | Promise<TestDatabase>;

export interface Opened {
  database: TestDatabase;
  store: AccountStore;
  /** A second connection, as another process would have. */
  other: AccountStore;
  create: (name: string, more?: Partial<NewAccount>) => ReturnType<AccountStore["createAccount"]>;
  makeAccount: (name: string, more?: Partial<NewAccount>) => Promise<Account>;
  /** The feed of revocations: whose, which session, and why. */
  feed: () => Promise<unknown[][]>;
  /** The feed without users. */
  ends: () => Promise<unknown[][]>;
}

/** Opens an empty database for each test of the block, and closes it after the test. */
export function openEach(make: MakeDatabase): () => Opened {
  let opened: Opened;
  beforeEach(async () => {
    const database = await make();
    opened = over(database, await database.open(), await database.open());
  });
  afterEach(async () => {
    await opened.store.close();
    await opened.other.close();
    opened.database[Symbol.dispose]();
  });
  return () => opened;
}

function over(database: TestDatabase, store: AccountStore, other: AccountStore): Opened {
  const create: Opened["create"] = (name, more = {}) =>
    store.createAccount({
      name,
      passwordHash: "hash",
      admin: false,
      setupCode: undefined,
      at: 5000,
      ...more,
    });
  const feed = async () =>
    (await store.revocations(0, 100)).map(({ user, sid, reason }) => [user, sid, reason]);
  return {
    database,
    store,
    other,
    create,
    async makeAccount(name, more) {
      const result = await create(name, more);
      if (result.outcome !== "created") throw new Error(result.outcome);
      return result.account;
    },
    feed,
    ends: async () => (await feed()).map(([, ...end]) => end),
  };
}
