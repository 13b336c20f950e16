import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";

import { findPostgres, NO_POSTGRES, type PostgresServer, startPostgres } from "@hubbub/devkit";
import fc from "fast-check";

import type { Account, AccountStore, Revocation } from "../src/accounts/account-store.ts";
import { openAccountStore } from "../src/accounts/open-account-store.ts";
import { accountStoreContract } from "./account-store-contract.ts";
import { raceForRefreshTokens } from "./refresh-race.ts";
import { hash, session } from "./store-contract/samples.ts";

// Processes share their cores with whatever else runs.
setDefaultTimeout(60_000);

const isThere = findPostgres() !== undefined;
let server: Promise<PostgresServer> | undefined;

afterAll(async () => {
  await (await server)?.[Symbol.asyncDispose]();
});

async function newDatabase(): Promise<string> {
  server ??= startPostgres();
  return (await server).database();
}

interface Services extends AsyncDisposable {
  database: string;
  /** As many services have them. */
  stores: AccountStore[];
  /** The one of a number, over and over. */
  store(n: number): AccountStore;
  makeAccount(name: string): Promise<Account>;
}

async function openServices(count: number): Promise<Services> {
  const database = await newDatabase();
  // At once: one of them makes the schema.
  const stores = await Promise.all(
    Array.from({ length: count }, () => openAccountStore(database, { create: true })),
  );
  return {
    database,
    stores,
    store: (n) => stores[n % count]!,
    async makeAccount(name) {
      const made = await stores[0]!.createAccount(newAccount(name));
      if (made.outcome !== "created") throw new Error(made.outcome);
      return made.account;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(stores.map((store) => store.close()));
    },
  };
}

const newAccount = (name: string) => ({
  name,
  passwordHash: "hash",
  admin: false,
  setupCode: undefined,
  at: 5000,
});

const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

describe.skipIf(!isThere)("with a Postgres server", () => {
  accountStoreContract("Postgres", async () => {
    const database = await newDatabase();
    return {
      open: () => openAccountStore(database, { create: true }),
      // The database ends with its server.
      [Symbol.dispose]() {},
    };
  });

  test("[A5.1] of many processes that spend the same refresh token at once, exactly one succeeds, on Postgres too", async () => {
    await using services = await openServices(1);
    await raceForRefreshTokens(services.database, services.store(0));
  });

  test("[A9.9] what is there once is given once, also by several services at once", async () => {
    await using services = await openServices(3);
    const { store } = services;
    await store(0).setSetupCode(hash(1));
    const named = await Promise.all(times(6, (n) => store(n).createAccount(newAccount("Ada"))));
    expect(named.map(({ outcome }) => outcome).toSorted()).toEqual([
      "created",
      ...Array(5).fill("name-taken"),
    ]);
    const bosses = await Promise.all(
      times(6, (n) => store(n).createAccount({ ...newAccount(`boss ${n}`), setupCode: hash(1) })),
    );
    expect(bosses.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
    expect(bosses.filter(({ outcome }) => outcome === "wrong-code")).toHaveLength(5);
    const identity = { issuer: "https://id.example.org", subject: "ann" };
    const anns = await Promise.all(
      times(6, (n) => store(n).createAccount({ ...newAccount(`ann ${n}`), identity })),
    );
    expect(anns.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
    expect(anns.filter(({ outcome }) => outcome === "identity-taken")).toHaveLength(5);
    const keys = await Promise.all(times(6, (n) => store(n).refreshKey()));
    expect(new Set(keys.map((key) => Buffer.from(key).toString("hex"))).size).toBe(1);
    const ada = await store(0).accountByName("Ada");
    await store(0).emails.set(ada!.id, "ada@example.org", false);
    const due = await Promise.all(times(6, (n) => store(n).emails.takeDue(10)));
    expect(due.flat()).toHaveLength(1);
  });

  test("[A9.9] signing keys are changed by one service at a time", async () => {
    await using services = await openServices(3);
    await Promise.all(
      times(12, (n) =>
        services.store(n).updateSigningKeys((keys) => ({
          add:
            keys.length === 0
              ? { kid: `k${n}`, activeFrom: n, publicKey: "{}", privateKey: "{}" }
              : undefined,
          drop: [],
        })),
      ),
    );
    const keys = await services.store(0).updateSigningKeys(() => ({ add: undefined, drop: [] }));
    expect(keys).toHaveLength(1);
  });

  test("[A9.10] limits of sessions, passkeys and bot tokens hold when several services fill them at once", async () => {
    await using services = await openServices(3);
    const { store } = services;
    const ada = await services.makeAccount("Ada");
    const started = times(12, (n) =>
      store(n).startSession(session(`s${n}`, ada, { limit: 3, at: 1000 + n })),
    );
    expect(await Promise.all(started)).toEqual(Array(12).fill(true));
    expect(await store(0).sessions(ada.id, 2000)).toHaveLength(3);
    expect(await store(1).revocations(0, 100)).toHaveLength(9);
    const passkey = {
      account: ada.id,
      publicKey: hash(1),
      counter: 0,
      transports: [],
      rpId: "chat.example.org",
      name: "phone",
      createdAt: 1000,
      usedAt: undefined,
    };
    await Promise.all(times(12, (n) => store(n).passkeys.add({ ...passkey, id: `p${n}` }, 3)));
    expect(await store(0).passkeys.list(ada.id)).toHaveLength(3);
    const bot = await store(0).createAccount({ ...newAccount("bot"), bot: true });
    if (bot.outcome !== "created") throw new Error(bot.outcome);
    const token = { bot: bot.account.id, name: "t", scopes: [], createdAt: 1, expiresAt: undefined };
    const added = times(12, (n) =>
      store(n).bots.addToken({ ...token, id: `t${n}`, usedAt: undefined }, hash(n), 3),
    );
    expect((await Promise.all(added)).filter(Boolean)).toHaveLength(3);
  });

  test("[A9.11] a setup code is never there beside an administrator, whoever makes either meanwhile", async () => {
    await using services = await openServices(2);
    const { store } = services;
    const ada = await services.makeAccount("Ada");
    for (let round = 0; round < 20; round++) {
      await store(0).setRole(ada.id, "member", 1000 + round);
      await Promise.all([
        store(0).setSetupCode(hash(round)),
        store(1).setRole(ada.id, "admin", 2000 + round),
      ]);
      expect(await store(0).setupCode()).toBeUndefined();
    }
  });

  test("[A6.6] who follows the feed misses no revocation, however many services write at once", async () => {
    await using services = await openServices(3);
    const { store } = services;
    let names = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ service: fc.nat(2), what: fc.constantFrom("end", "role", "disable") }), {
          minLength: 10,
          maxLength: 60,
        }),
        async (orders) => {
          const [before] = (await store(0).revocations(0, 1_000_000)).toReversed();
          const accounts = await Promise.all(times(5, () => services.makeAccount(`user ${++names}`)));
          const followers = times(3, (n) => follow(store(n), before?.id ?? 0));
          await Promise.all(
            orders.map(async ({ service, what }, n) => {
              const { id } = accounts[n % accounts.length]!;
              const at = store(service);
              if (what === "role") return at.setRole(id, n % 2 === 0 ? "guest" : "member", n);
              if (what === "disable") return at.setDisabled(id, n % 3 !== 0, n);
              const sid = `${names}-${n}`;
              await at.startSession(session(sid, { id }));
              return at.endSession(sid, n);
            }),
          );
          const all = await store(0).revocations(before?.id ?? 0, 1_000_000);
          for (const { stop } of followers) expect(await stop()).toEqual(all);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("[A9.3] while Postgres is away calls are rejected as unavailable, and are good again when it is back", async () => {
    await using postgres = await startPostgres();
    const store = await openAccountStore(await postgres.database(), { create: true });
    await store.createAccount(newAccount("Ada"));
    await postgres.kill();
    const away = [store.accountByName("Ada"), store.createAccount(newAccount("Bob"))];
    for (const { status, reason } of (await Promise.allSettled(away)) as PromiseRejectedResult[]) {
      expect({ status, name: (reason as Error).name }).toEqual({
        status: "rejected",
        name: "AccountsUnavailable",
      });
    }
    await postgres.start();
    expect(await store.accountByName("Bob")).toBeUndefined();
    expect(await store.accountByName("Ada")).toMatchObject({ id: 1 });
    await store.close();
  });

  test("[A9.12] what a text of Postgres can't hold is nobody's name, and no fault", async () => {
    await using services = await openServices(1);
    const store = services.store(0);
    await services.makeAccount("ab");
    expect(await store.passkeys.find("a\u0000b")).toBeUndefined();
    expect(await store.accountByName("a\u0000b")).toBeUndefined();
    expect(await store.endSession("\u0000", 1)).toBe(false);
    expect(await store.findAccounts("a\u0000", 0, 10)).toEqual([]);
  });

  test("[A9.4] a Postgres that can't be used is refused with a sentence", async () => {
    const database = await newDatabase();
    const none = database.replace(/\/\w+$/, "/none");
    await expect(openAccountStore(none, { create: true })).rejects.toMatchObject({
      name: "AccountsRefused",
      message: expect.stringMatching(
        /^Postgres can't be used \(.*none.*\): check the user, the password and the database in --database\.$/,
      ),
    });
  });
});

/** Follows the feed as a gateway does, from an id on. `stop` gives all that it was told, to the end. */
function follow(store: AccountStore, after: number): { stop(): Promise<Revocation[]> } {
  const told: Revocation[] = [];
  const stopped = new AbortController();
  const read = async (): Promise<void> => {
    told.push(...(await store.revocations(told.at(-1)?.id ?? after, 100)));
  };
  const following = (async () => {
    while (!stopped.signal.aborted) await read();
  })();
  return {
    async stop() {
      stopped.abort();
      await following;
      await read();
      return told;
    },
  };
}

if (!isThere) test.skip(NO_POSTGRES, () => {});
