import { expect, test } from "bun:test";

import type { AccountStore } from "../../src/accounts/account-store.ts";
import { type MakeDatabase, openEach } from "./opened.ts";
import { hash, session } from "./samples.ts";

const key = (kid: string, activeFrom: number) => ({ kid, activeFrom, publicKey: "{}", privateKey: "{}" });

const names = async (store: AccountStore, after: number, limit: number) =>
  (await store.accounts(after, limit)).map(({ name }) => name);

const foundNames = async (store: AccountStore, text: string, after = 0, limit = 10) =>
  (await store.findAccounts(text, after, limit)).map(({ name }) => name);

/** What accounts are, and the keys that the service keeps beside them. */
export function accountsContract(make: MakeDatabase): void {
  const opened = openEach(make);

  test("[A1.1] ids count from 1; names are unique without regard to case and compatibility form", async () => {
    const { other, create } = opened();
    expect(await create("Ada")).toMatchObject({ outcome: "created", account: { id: 1, name: "Ada" } });
    expect(await create("aDA")).toEqual({ outcome: "name-taken" });
    expect(await create("Ａｄａ")).toEqual({ outcome: "name-taken" });
    expect(await create("Bob")).toMatchObject({
      account: { id: 2, admin: false, disabled: false, createdAt: 5000 },
    });
    expect(await other.accountByName("ADA")).toMatchObject({
      id: 1,
      passwordHash: "hash",
      passwordVersion: 1,
    });
    expect(await other.account(3)).toBeUndefined();
    expect(await other.accountByName("Eve")).toBeUndefined();
  });

  test("[A1.1] accounts are listed by id in pages", async () => {
    const { store, create } = opened();
    for (const name of ["a", "b", "c"]) await create(name);
    expect(await names(store, 0, 2)).toEqual(["a", "b"]);
    expect(await names(store, 2, 2)).toEqual(["c"]);
    expect(await names(store, 3, 2)).toEqual([]);
  });

  test("[A1.6] accounts are found by any part of their name or address, also when it was changed, in pages by id", async () => {
    const { store, other, create, makeAccount } = opened();
    for (const name of ["Ada", "Bob Adams", "Zoë", '"quoted"', "100%"]) await create(name);
    const { id } = await makeAccount("Carla");
    await store.emails.set(id, "Carla@Adagio.example", true);
    expect(await foundNames(other, "ADA")).toEqual(["Ada", "Bob Adams", "Carla"]);
    expect(await foundNames(other, " ａda ", 1, 1)).toEqual(["Bob Adams"]);
    expect(await foundNames(other, "adagio.EXAMPLE")).toEqual(["Carla"]);
    expect(await foundNames(other, "ZOË")).toEqual(["Zoë"]);
    expect(await foundNames(other, "z")).toEqual(["Zoë"]);
    expect(await foundNames(other, "@a")).toEqual(["Carla"]);
    expect(await foundNames(other, '"quo')).toEqual(['"quoted"']);
    expect(await foundNames(other, "0%")).toEqual(["100%"]);
    expect(await foundNames(other, "name_key: ada")).toEqual([]);
    await store.emails.set(id, undefined, false);
    expect(await foundNames(other, "adagio")).toEqual([]);
  });

  test("[A2.1] the setup code makes one administrator and is void then", async () => {
    const { store, create } = opened();
    expect(await store.setSetupCode(hash(1))).toBe(true);
    expect(await store.setSetupCode(hash(2))).toBe(true);
    expect(await create("old code", { setupCode: hash(1) })).toEqual({ outcome: "wrong-code" });
    expect(await create("plain")).toMatchObject({ account: { admin: false } });
    expect(await create("boss", { setupCode: hash(2) })).toMatchObject({ account: { admin: true } });
    expect(await store.setupCode()).toBeUndefined();
    expect(await create("late", { setupCode: hash(2) })).toEqual({ outcome: "wrong-code" });
    expect(await store.accountByName("late")).toBeUndefined();
    expect(await store.setSetupCode(hash(3))).toBe(false);
    expect(await store.setupCode()).toBeUndefined();
  });

  test("[A2.1] an administrator made otherwise voids the setup code", async () => {
    const { store, other, makeAccount } = opened();
    const { id } = await makeAccount("Ada");
    await store.setSetupCode(hash(1));
    expect(await other.setRole(id, "admin", 6000)).toBe(true);
    expect(await store.setupCode()).toBeUndefined();
    expect(await store.account(id)).toMatchObject({ admin: true });
  });

  test("[A20.1] a change of role voids the tokens made until then and keeps the sessions", async () => {
    const { store, other, makeAccount } = opened();
    const { id } = await makeAccount("Ada");
    await store.startSession(session("s", { id }));
    expect(await other.setRole(id, "member", 2000)).toBe(true);
    expect(await store.account(id)).toMatchObject({ admin: false, guest: false, tokensFromSeconds: 0 });
    expect(await other.setRole(id, "admin", 2500)).toBe(true);
    expect(await store.account(id)).toMatchObject({ admin: true, guest: false, tokensFromSeconds: 3 });
    expect(await other.setRole(id, "guest", 3500)).toBe(true);
    expect(await store.sessionAccount("s", 3600)).toMatchObject({ admin: false, guest: true });
    expect((await store.revocations(0, 10)).map(({ sid, reason }) => [sid, reason])).toEqual([
      [null, "role"],
      [null, "role"],
    ]);
    expect(await store.setRole(99, "admin", 4000)).toBe(false);
  });

  test("[A2.1] a name that is taken does not use up the setup code", async () => {
    const { store, create } = opened();
    await create("Ada");
    await store.setSetupCode(hash(1));
    expect(await create("ada", { setupCode: hash(1) })).toEqual({ outcome: "name-taken" });
    expect(await store.setupCode()).toEqual(hash(1));
  });

  test("[A3.4] a rehash replaces only the hash that it was made from, and ends nothing", async () => {
    const { store, makeAccount, ends } = opened();
    const ada = await makeAccount("Ada");
    expect(await store.rehash(ada.id, "hash", "hash 2")).toBe(true);
    expect(await store.rehash(ada.id, "hash", "hash 3")).toBe(false);
    expect(await store.account(ada.id)).toMatchObject({ passwordHash: "hash 2", passwordVersion: 1 });
    expect(await store.startSession(session("s", ada))).toBe(true);
    expect(await ends()).toEqual([]);
  });

  test("[A7.1] signing keys are changed in one transaction and kept in order", async () => {
    const { store, other } = opened();
    await store.updateSigningKeys(() => ({ add: key("b", 2), drop: [] }));
    await other.updateSigningKeys(() => ({ add: key("a", 1), drop: [] }));
    const seen: string[][] = [];
    const rows = await store.updateSigningKeys((before) => {
      seen.push(before.map(({ kid }) => kid));
      return { add: key("c", 3), drop: ["a"] };
    });
    expect(seen).toEqual([["a", "b"]]);
    expect(rows).toEqual([key("b", 2), key("c", 3)]);
  });

  test("[A9.3] a closed store says that it is unavailable", async () => {
    const { database } = opened();
    const closed = await database.open();
    await closed.check();
    await closed.close();
    await expect(closed.check()).rejects.toMatchObject({ name: "AccountsUnavailable" });
    await expect(closed.endSession("s", 1)).rejects.toMatchObject({ name: "AccountsUnavailable" });
  });
}
