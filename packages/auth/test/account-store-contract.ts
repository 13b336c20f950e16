import { afterEach, beforeEach, describe, expect, test } from "bun:test";

import type { AccountStore, NewSession, Rotation } from "../src/accounts/account-store.ts";
import { signInStoresContract } from "./sign-in-stores-contract.ts";

/** A database of its own, which several stores can open at once. */
export interface TestDatabase extends Disposable {
  open(): AccountStore;
}

/** Bytes of a hash's length that differ by `n`. */
const bytes = (n: number) => new Uint8Array(32).fill(n);

const PHONE = { address: "192.0.2.7", userAgent: "a phone" };

const session = (sid: string, of: { id: number }, more: Partial<NewSession> = {}): NewSession => ({
  sid,
  account: of.id,
  passwordVersion: 1,
  tokenHash: bytes(1),
  device: PHONE,
  at: 1000,
  expiresAt: 100_000,
  limit: 10,
  ...more,
});
const rotation = (sid: string, presented: number, at: number, more: Partial<Rotation> = {}): Rotation => ({
  sid,
  presented: bytes(presented),
  successor: bytes(presented + 1),
  nonce: bytes(100 + presented),
  device: PHONE,
  at,
  expiresAt: at + 100_000,
  graceMs: 10,
  ...more,
});
const key = (kid: string, activeFrom: number) => ({ kid, activeFrom, publicKey: "{}", privateKey: "{}" });

const names = async (store: AccountStore, after: number, limit: number) =>
  (await store.accounts(after, limit)).map(({ name }) => name);

const foundNames = async (store: AccountStore, text: string, after = 0, limit = 10) =>
  (await store.findAccounts(text, after, limit)).map(({ name }) => name);

/** What every AccountStore has to do. `make` gives an empty database each time. */
export function accountStoreContract(kind: string, make: () => TestDatabase): void {
  signInStoresContract(kind, make);
  describe(`AccountStore on ${kind}`, () => {
    let database: TestDatabase;
    let store: AccountStore;
    /** A second connection, as another process would have. */
    let other: AccountStore;

    beforeEach(() => {
      database = make();
      store = database.open();
      other = database.open();
    });
    afterEach(async () => {
      await store.close();
      await other.close();
      database[Symbol.dispose]();
    });

    const account = (name: string, setupCode?: Uint8Array) =>
      store.createAccount({ name, passwordHash: "hash", admin: false, setupCode, at: 5000 });
    const makeAccount = async (name: string) => {
      const result = await account(name);
      if (result.outcome !== "created") throw new Error(result.outcome);
      return result.account;
    };
    const ends = async () => (await store.revocations(0, 100)).map(({ sid, reason }) => [sid, reason]);

    test("[A1.1] ids count from 1; names are unique without regard to case and compatibility form", async () => {
      expect(await account("Ada")).toMatchObject({ outcome: "created", account: { id: 1, name: "Ada" } });
      expect(await account("aDA")).toEqual({ outcome: "name-taken" });
      expect(await account("Ａｄａ")).toEqual({ outcome: "name-taken" });
      expect(await account("Bob")).toMatchObject({
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
      for (const name of ["a", "b", "c"]) await account(name);
      expect(await names(store, 0, 2)).toEqual(["a", "b"]);
      expect(await names(store, 2, 2)).toEqual(["c"]);
      expect(await names(store, 3, 2)).toEqual([]);
    });

    test("[A1.6] accounts are found by any part of their name or address, also when it was changed, in pages by id", async () => {
      for (const name of ["Ada", "Bob Adams", "Zoë", '"quoted"', "100%"]) await account(name);
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
      expect(await store.setSetupCode(bytes(1))).toBe(true);
      expect(await store.setSetupCode(bytes(2))).toBe(true);
      expect(await account("old code", bytes(1))).toEqual({ outcome: "wrong-code" });
      expect(await account("plain")).toMatchObject({ account: { admin: false } });
      expect(await account("boss", bytes(2))).toMatchObject({ account: { admin: true } });
      expect(await store.setupCode()).toBeUndefined();
      expect(await account("late", bytes(2))).toEqual({ outcome: "wrong-code" });
      expect(await store.accountByName("late")).toBeUndefined();
      expect(await store.setSetupCode(bytes(3))).toBe(false);
      expect(await store.setupCode()).toBeUndefined();
    });

    test("[A2.1] an administrator made otherwise voids the setup code", async () => {
      const { id } = await makeAccount("Ada");
      await store.setSetupCode(bytes(1));
      expect(await other.setRole(id, "admin", 6000)).toBe(true);
      expect(await store.setupCode()).toBeUndefined();
      expect(await store.account(id)).toMatchObject({ admin: true });
    });

    test("[A20.1] a change of role voids the tokens made until then and keeps the sessions", async () => {
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
      await account("Ada");
      await store.setSetupCode(bytes(1));
      expect(await account("ada", bytes(1))).toEqual({ outcome: "name-taken" });
      expect(await store.setupCode()).toEqual(bytes(1));
    });

    test("[A5.1] a token is spent once; its successor is live then", async () => {
      const ada = await makeAccount("Ada");
      expect(await store.startSession(session("s", ada))).toBe(true);
      expect(await store.rotateSession(rotation("s", 1, 2000))).toMatchObject({
        outcome: "rotated",
        account: ada,
      });
      expect(await other.rotateSession(rotation("s", 2, 3000))).toMatchObject({ outcome: "rotated" });
      expect(await store.sessionAccount("s", 3000)).toEqual(ada);
    });

    test("[A5.2] within the grace the predecessor of the live token repeats the same successor", async () => {
      await store.startSession(session("s", await makeAccount("Ada")));
      await store.rotateSession(rotation("s", 1, 2000));
      const again = await other.rotateSession(rotation("s", 1, 2009, { nonce: bytes(200) }));
      expect(again).toMatchObject({ outcome: "repeated", nonce: bytes(101) });
      expect(await ends()).toEqual([]);
      expect(await store.rotateSession(rotation("s", 2, 2009))).toMatchObject({ outcome: "rotated" });
    });

    test("[A5.3] a spent token after the grace ends the session, once", async () => {
      await store.startSession(session("s", await makeAccount("Ada")));
      await store.rotateSession(rotation("s", 1, 2000));
      expect(await store.rotateSession(rotation("s", 1, 2010))).toMatchObject({ outcome: "reused" });
      expect(await ends()).toEqual([["s", "reuse"]]);
      expect(await store.rotateSession(rotation("s", 2, 2011))).toEqual({ outcome: "ended" });
      expect(await store.rotateSession(rotation("s", 1, 2011))).toEqual({ outcome: "ended" });
      expect(await ends()).toHaveLength(1);
    });

    test("[A5.3] a spent token whose successor is spent too ends the session even within the grace", async () => {
      await store.startSession(session("s", await makeAccount("Ada")));
      await store.rotateSession(rotation("s", 1, 2000));
      await store.rotateSession(rotation("s", 2, 2001));
      expect(await store.rotateSession(rotation("s", 1, 2002))).toMatchObject({ outcome: "reused" });
      expect(await ends()).toEqual([["s", "reuse"]]);
    });

    test("[A5.4] a session not used for its idle time is expired, and forgotten by the sweep", async () => {
      await store.startSession(session("s", await makeAccount("Ada"), { expiresAt: 5000 }));
      expect(await store.sessionAccount("s", 4999)).toBeDefined();
      expect(await store.sessionAccount("s", 5000)).toBeUndefined();
      expect(await store.rotateSession(rotation("s", 1, 5000))).toEqual({ outcome: "expired" });
      await store.sweep({ now: 5000, nonceBefore: 0, revokedBefore: 0 });
      expect(await store.rotateSession(rotation("s", 1, 5000))).toEqual({ outcome: "ended" });
    });

    test("[A5.2] the sweep forgets nonces, and with them the repetition", async () => {
      await store.startSession(session("s", await makeAccount("Ada")));
      await store.rotateSession(rotation("s", 1, 2000, { graceMs: 5000 }));
      await store.sweep({ now: 2500, nonceBefore: 2001, revokedBefore: 0 });
      expect(await store.rotateSession(rotation("s", 1, 2500, { graceMs: 5000 }))).toMatchObject({
        outcome: "reused",
      });
    });

    test("[A5.5] past its bound of sessions an account loses those unused longest", async () => {
      const ada = await makeAccount("Ada");
      await store.startSession(session("first", ada, { at: 1000, limit: 2 }));
      await store.startSession(session("second", ada, { at: 1001, limit: 2 }));
      await store.rotateSession(rotation("first", 1, 1002));
      await store.startSession(session("third", ada, { at: 1003, limit: 2 }));
      expect(await ends()).toEqual([["second", "replaced"]]);
      expect(await store.sessionAccount("first", 1004)).toBeDefined();
      expect(await store.sessionAccount("third", 1004)).toBeDefined();
    });

    test("[A6.1] ending a session enters it in the feed once", async () => {
      const ada = await makeAccount("Ada");
      await store.startSession(session("s", ada));
      expect(await other.endSession("s", 2000)).toBe(true);
      expect(await store.endSession("s", 2001)).toBe(false);
      expect(await store.revocations(0, 10)).toEqual([
        { id: 1, user: ada.id, sid: "s", at: 2000, reason: "logout" },
      ]);
    });

    test("[A6.2] disabling ends all sessions, voids the tokens made until then, and refuses new sessions", async () => {
      const ada = await makeAccount("Ada");
      await store.startSession(session("s", ada));
      await other.setDisabled(ada.id, true, 2500);
      expect(await store.rotateSession(rotation("s", 1, 2600))).toEqual({ outcome: "ended" });
      expect(await store.startSession(session("t", ada))).toBe(false);
      expect(await store.revocations(0, 10)).toEqual([
        { id: 1, user: ada.id, sid: null, at: 2500, reason: "disabled" },
      ]);
      await store.setDisabled(ada.id, false, 2700);
      await store.setDisabled(ada.id, false, 2800);
      expect(await store.revocations(1, 10)).toEqual([
        { id: 2, user: ada.id, sid: null, at: 2700, reason: "enabled" },
      ]);
      expect(await store.startSession(session("t", ada))).toBe(true);
      expect(await store.account(ada.id)).toMatchObject({ disabled: false, tokensFromSeconds: 3 });
    });

    test("[A6.5] tokens are void that were made after others were in the same second", async () => {
      const ada = await makeAccount("Ada");
      await store.setRole(ada.id, "admin", 2100);
      const { tokensFromSeconds } = (await store.account(ada.id))!;
      await store.setDisabled(ada.id, true, 2300);
      const [, last] = await store.revocations(0, 10);
      expect(last!.at).toBeGreaterThanOrEqual(tokensFromSeconds * 1000);
      const { tokensFromSeconds: from } = (await store.account(ada.id))!;
      expect(from * 1000).toBeGreaterThan(last!.at);
    });

    test("[A6.3] a password change keeps one session and revokes each of the others by name", async () => {
      const ada = await makeAccount("Ada");
      for (const sid of ["a", "b", "c"]) await store.startSession(session(sid, ada));
      const change = { id: ada.id, passwordHash: "new", version: 1, keep: "b", at: 3000 };
      expect(await store.changePassword(change)).toBe(true);
      expect((await ends()).toSorted()).toEqual([
        ["a", "password"],
        ["c", "password"],
      ]);
      expect(await store.rotateSession(rotation("b", 1, 3001))).toMatchObject({ outcome: "rotated" });
      expect(await store.account(ada.id)).toMatchObject({ passwordHash: "new", passwordVersion: 2 });
      expect(await store.changePassword(change)).toBe(false);
    });

    test("[A6.3] a password set without a session to keep voids everything", async () => {
      const ada = await makeAccount("Ada");
      await store.startSession(session("s", ada));
      const change = { id: ada.id, passwordHash: "new", version: undefined, keep: undefined, at: 3000 };
      expect(await store.changePassword(change)).toBe(true);
      expect(await ends()).toEqual([[null, "password"]]);
      expect(await store.account(ada.id)).toMatchObject({ tokensFromSeconds: 4 });
    });

    test("[A6.3] a login that checked the old password starts no session after the change", async () => {
      const ada = await makeAccount("Ada");
      await store.changePassword({ id: ada.id, passwordHash: "new", version: 1, keep: undefined, at: 1 });
      expect(await store.startSession(session("s", ada))).toBe(false);
      expect(await store.startSession(session("s", ada, { passwordVersion: 2 }))).toBe(true);
    });

    test("[A3.4] a rehash replaces only the hash that it was made from, and ends nothing", async () => {
      const ada = await makeAccount("Ada");
      expect(await store.rehash(ada.id, "hash", "hash 2")).toBe(true);
      expect(await store.rehash(ada.id, "hash", "hash 3")).toBe(false);
      expect(await store.account(ada.id)).toMatchObject({ passwordHash: "hash 2", passwordVersion: 1 });
      expect(await store.startSession(session("s", ada))).toBe(true);
      expect(await ends()).toEqual([]);
    });

    test("[A6.4] the feed is read by pages; forgotten ids do not come again", async () => {
      const ada = await makeAccount("Ada");
      for (const at of [1, 2, 3]) {
        await store.startSession(session(`s${at}`, ada));
        await store.endSession(`s${at}`, at * 1000);
      }
      expect((await store.revocations(0, 2)).map(({ id }) => id)).toEqual([1, 2]);
      expect((await store.revocations(2, 2)).map(({ id }) => id)).toEqual([3]);
      await store.sweep({ now: 0, nonceBefore: 0, revokedBefore: 3001 });
      expect(await store.revocations(0, 10)).toEqual([]);
      await store.startSession(session("s4", ada));
      await store.endSession("s4", 4000);
      expect((await store.revocations(0, 10)).map(({ id }) => id)).toEqual([4]);
    });

    test("[A7.1] signing keys are changed in one transaction and kept in order", async () => {
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

    test("[A5.6] every process of a database has the same key for refresh tokens", async () => {
      const key = await store.refreshKey();
      expect(key).toHaveLength(32);
      expect(await other.refreshKey()).toEqual(key);
    });

    test("[A9.3] a closed store says that it is unavailable", async () => {
      const closed = database.open();
      await closed.check();
      await closed.close();
      await expect(closed.check()).rejects.toMatchObject({ name: "AccountsUnavailable" });
      await expect(closed.endSession("s", 1)).rejects.toMatchObject({ name: "AccountsUnavailable" });
    });
  });
}
