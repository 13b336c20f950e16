import { afterEach, beforeEach, describe, expect, test } from "bun:test";

import type { Account, AccountStore, NewAccount } from "../src/accounts/account-store.ts";
import type { BotToken } from "../src/accounts/bot-store.ts";
import type { ImportedPerson } from "../src/accounts/import-store.ts";
import type { Passkey } from "../src/accounts/passkey-store.ts";
import type { Ticket, TicketPurpose } from "../src/accounts/ticket-store.ts";
import type { TestDatabase } from "./account-store-contract.ts";

/** A hash that differs by `n`. */
const hash = (n: number) => {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, n);
  return bytes;
};

const passkey = (id: string, { id: account }: Account, more: Partial<Passkey> = {}): Passkey => ({
  id,
  account,
  publicKey: hash(1),
  counter: 0,
  transports: ["internal", "hybrid"],
  rpId: "chat.example.org",
  name: "phone",
  createdAt: 1000,
  usedAt: undefined,
  ...more,
});

const botToken = (id: string, { id: bot }: Account, more: Partial<BotToken> = {}): BotToken => ({
  id,
  bot,
  name: "deploy",
  scopes: ["messages:write", "users:read"],
  createdAt: 1000,
  expiresAt: undefined,
  usedAt: undefined,
  ...more,
});

const person = (key: string, more: Partial<ImportedPerson> = {}): ImportedPerson => ({
  key,
  name: key,
  email: undefined,
  admin: false,
  guest: false,
  bot: false,
  disabled: false,
  createdAt: 4000,
  ...more,
});

const putLatest = (
  { tickets }: AccountStore,
  n: number,
  account: number,
  purpose: TicketPurpose = "password-reset",
) => tickets.put(hash(n), { purpose, account, data: "{}", expiresAt: 9000 }, { latest: true, keep: 3 });

const isGood = async ({ tickets }: AccountStore, n: number, purpose: TicketPurpose = "password-reset") =>
  (await tickets.look(purpose, hash(n), 1000)) !== undefined;

/** The part of the contract that is about second factors, passkeys, identities, bots, invitations, addresses, tickets. */
export function signInStoresContract(kind: string, make: () => TestDatabase): void {
  describe(`Sign-in stores on ${kind}`, () => {
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

    const create = (name: string, more: Partial<NewAccount> = {}) =>
      store.createAccount({
        name,
        passwordHash: "hash",
        admin: false,
        setupCode: undefined,
        at: 5000,
        ...more,
      });
    const makeAccount = async (name: string, more: Partial<NewAccount> = {}) => {
      const result = await create(name, more);
      if (result.outcome !== "created") throw new Error(result.outcome);
      return result.account;
    };
    const feed = async () =>
      (await store.revocations(0, 100)).map(({ user, sid, reason }) => [user, sid, reason]);

    test("[A29.1] a ticket is good for its purpose, until its end, and is taken once", async () => {
      const ticket: Ticket = { purpose: "sso-start", account: undefined, data: '{"a":1}', expiresAt: 2000 };
      await store.tickets.put(hash(1), ticket, { latest: false, keep: 3 });
      expect(await other.tickets.look("sso-start", hash(1), 1999)).toEqual(ticket);
      expect(await other.tickets.look("sso-start", hash(1), 2000)).toBeUndefined();
      expect(await other.tickets.look("passkey-login", hash(1), 1000)).toBeUndefined();
      expect(await other.tickets.take("passkey-login", hash(1), 1000)).toBeUndefined();
      const takers = [store, other, store].map(({ tickets }) => tickets.take("sso-start", hash(1), 1000));
      expect((await Promise.all(takers)).filter((taken) => taken !== undefined)).toEqual([ticket]);
      await store.tickets.put(hash(2), ticket, { latest: false, keep: 3 });
      expect(await store.tickets.take("sso-start", hash(2), 2000)).toBeUndefined();
    });

    test("[A29.2] the latest ticket of an account voids its earlier ones of the purpose, and nobody else's", async () => {
      await putLatest(store, 1, 1);
      await putLatest(store, 2, 2);
      await putLatest(store, 3, 1, "email");
      await putLatest(store, 4, 1);
      expect([
        await isGood(store, 1),
        await isGood(store, 2),
        await isGood(store, 3, "email"),
        await isGood(store, 4),
      ]).toEqual([false, true, true, true]);
    });

    test("[A29.3] of a purpose only the newest tickets are kept, whatever there are of others", async () => {
      const ticket = { purpose: "passkey-login", account: undefined, data: "{}", expiresAt: 9000 } as const;
      await store.tickets.put(hash(1), { ...ticket, purpose: "email" }, { latest: false, keep: 3 });
      for (let n = 2; n <= 6; n++) await store.tickets.put(hash(n), ticket, { latest: false, keep: 3 });
      expect(await store.tickets.look("email", hash(1), 1000)).toBeDefined();
      expect(await store.tickets.look("passkey-login", hash(3), 1000)).toBeUndefined();
      expect(await store.tickets.look("passkey-login", hash(4), 1000)).toBeDefined();
      await store.sweep({ now: 9000, nonceBefore: 0, revokedBefore: 0 });
      expect(await store.tickets.look("passkey-login", hash(4), 1000)).toBeUndefined();
    });

    test("[A21.1] an app that is set up is on only after its confirmation, and is not replaced then", async () => {
      const { id: account } = await makeAccount("Ada");
      expect(await store.secondFactors.totp(account)).toBeUndefined();
      expect(await store.secondFactors.startTotp(account, hash(1))).toBe(true);
      expect(await store.secondFactors.startTotp(account, hash(2))).toBe(true);
      expect(await store.secondFactors.spendStep(account, 7)).toBe(false);
      const confirm = (secret: Uint8Array) =>
        other.secondFactors.confirmTotp({ account, secret, step: 5, recoveryCodes: [hash(10), hash(11)] });
      expect(await confirm(hash(1))).toBe(false);
      expect(await confirm(hash(2))).toBe(true);
      expect(await confirm(hash(2))).toBe(false);
      expect(await store.secondFactors.totp(account)).toEqual({ secret: hash(2), on: true, lastStep: 5 });
      expect(await store.secondFactors.startTotp(account, hash(3))).toBe(false);
      expect(await store.secondFactors.removeTotp(account)).toBe(true);
      expect(await store.secondFactors.removeTotp(account)).toBe(false);
      expect(await store.secondFactors.recoveryCodesLeft(account)).toBe(0);
    });

    test("[A21.2] a time step and a recovery code are spent once, also by two at once", async () => {
      const { id: account } = await makeAccount("Ada");
      await store.secondFactors.startTotp(account, hash(1));
      const recoveryCodes = [hash(10), hash(11)];
      await store.secondFactors.confirmTotp({ account, secret: hash(1), step: 5, recoveryCodes });
      const steps = [5, 6, 6, 4, 8, 7].map((step, i) =>
        (i % 2 ? store : other).secondFactors.spendStep(account, step),
      );
      expect(await Promise.all(steps)).toEqual([false, true, false, false, true, false]);
      const codes = [10, 10, 12].map((n) => other.secondFactors.spendRecoveryCode(account, hash(n)));
      expect(await Promise.all(codes)).toEqual([true, false, false]);
      expect(await store.secondFactors.recoveryCodesLeft(account)).toBe(1);
      await store.secondFactors.setRecoveryCodes(account, [hash(20)]);
      expect(await store.secondFactors.spendRecoveryCode(account, hash(11))).toBe(false);
      expect(await store.secondFactors.spendRecoveryCode(account + 1, hash(20))).toBe(false);
      expect(await store.secondFactors.spendRecoveryCode(account, hash(20))).toBe(true);
    });

    test("[A22.1] a passkey is one account's; it is listed, renamed and removed by that account alone", async () => {
      const [ada, bob] = [await makeAccount("Ada"), await makeAccount("Bob")];
      expect(await store.passkeys.add(passkey("a", ada), 2)).toBe("added");
      expect(await store.passkeys.add(passkey("a", bob), 2)).toBe("known");
      expect(await store.passkeys.add(passkey("b", ada, { createdAt: 999, transports: [] }), 2)).toBe(
        "added",
      );
      expect(await store.passkeys.add(passkey("c", ada), 2)).toBe("full");
      expect(await other.passkeys.list(ada.id)).toEqual([
        passkey("b", ada, { createdAt: 999, transports: [] }),
        passkey("a", ada),
      ]);
      expect(await other.passkeys.rename(bob.id, "a", "mine")).toBe(false);
      expect(await other.passkeys.rename(ada.id, "a", "desk")).toBe(true);
      expect(await store.passkeys.find("a")).toEqual(passkey("a", ada, { name: "desk" }));
      expect(await store.passkeys.remove(bob.id, "a")).toBe(false);
      expect(await store.passkeys.remove(ada.id, "a")).toBe(true);
      expect(await store.passkeys.find("a")).toBeUndefined();
    });

    test("[A22.2] a passkey's counter only grows, or is 0 for ever", async () => {
      const ada = await makeAccount("Ada");
      await store.passkeys.add(passkey("counts", ada, { counter: 3 }), 9);
      await store.passkeys.add(passkey("doesn't", ada), 9);
      expect(await store.passkeys.used("counts", 3, 2000)).toBe(false);
      expect(await store.passkeys.used("counts", 4, 2000)).toBe(true);
      expect(await other.passkeys.used("counts", 4, 2001)).toBe(false);
      expect(await store.passkeys.find("counts")).toMatchObject({ counter: 4, usedAt: 2000 });
      for (const at of [2000, 2001]) expect(await store.passkeys.used("doesn't", 0, at)).toBe(true);
      expect(await store.passkeys.used("none", 1, 2000)).toBe(false);
    });

    test("[A23.1] an identity is one account's, from the account's making or linked later", async () => {
      const ann = { issuer: "https://id.example.org", subject: "ann" };
      const made = await makeAccount("Ann", {
        passwordHash: undefined,
        identity: ann,
        email: "ann@example.org",
      });
      expect(made).toMatchObject({ email: "ann@example.org", emailVerified: true });
      expect(made.passwordHash).toBeUndefined();
      expect(await create("Ann 2", { identity: ann })).toEqual({ outcome: "identity-taken" });
      expect(await store.accountByName("Ann 2")).toBeUndefined();
      expect(await other.identities.account(ann)).toBe(made.id);
      expect(await other.identities.account({ ...ann, issuer: "https://else.example.org" })).toBeUndefined();
      const bob = await makeAccount("Bob");
      expect(await store.identities.link(bob.id, ann, 6000)).toBe(false);
      expect(await store.identities.link(bob.id, { ...ann, subject: "bob" }, 6000)).toBe(true);
      expect(await store.identities.list(bob.id)).toEqual([{ ...ann, subject: "bob" }]);
      expect(await store.identities.unlink(bob.id, ann)).toBe(false);
      expect(await store.identities.unlink(made.id, ann)).toBe(true);
      expect(await store.identities.account(ann)).toBeUndefined();
    });

    test("[A24.1] a session keeps when it began, when it was last used, and from where", async () => {
      const ada = await makeAccount("Ada");
      const session = { account: ada.id, passwordVersion: 1, tokenHash: hash(1), expiresAt: 9000, limit: 9 };
      const phone = { address: "192.0.2.7", userAgent: "a phone" };
      const desk = { address: "2001:db8::1", userAgent: "" };
      await store.startSession({ ...session, sid: "a", device: phone, at: 1000 });
      await store.startSession({ ...session, sid: "b", device: phone, at: 1001 });
      await other.rotateSession({
        sid: "a",
        presented: hash(1),
        successor: hash(2),
        nonce: hash(3),
        device: desk,
        at: 2000,
        expiresAt: 9500,
        graceMs: 10,
      });
      expect(await store.sessions(ada.id, 3000)).toEqual([
        { sid: "a", createdAt: 1000, usedAt: 2000, ...desk },
        { sid: "b", createdAt: 1001, usedAt: 1001, ...phone },
      ]);
      expect(await store.sessions(ada.id, 9000)).toHaveLength(1);
      await store.endOtherSessions(ada.id, "b", 3000);
      expect(await store.sessions(ada.id, 3000)).toMatchObject([{ sid: "b" }]);
      expect(await feed()).toEqual([[ada.id, "a", "logout"]]);
    });

    test("[A25.1] a bot has no password, no role and no session, but tokens", async () => {
      const ada = await makeAccount("Ada");
      const bot = await makeAccount("deployer", { passwordHash: undefined, bot: true });
      expect(bot).toMatchObject({ bot: true, admin: false });
      expect(await store.setRole(bot.id, "admin", 2000)).toBe(false);
      expect(await store.bots.list(0, 10)).toEqual([bot]);
      expect(await store.bots.list(bot.id, 10)).toEqual([]);
      expect(await store.bots.addToken(botToken("t", ada), hash(1), 2)).toBe(false);
      expect(await store.bots.addToken(botToken("t", bot), hash(1), 2)).toBe(true);
      expect(await store.bots.addToken(botToken("u", bot, { expiresAt: 2000 }), hash(2), 2)).toBe(true);
      expect(await store.bots.addToken(botToken("v", bot), hash(3), 2)).toBe(false);
      expect(await other.bots.tokens(bot.id)).toEqual([
        botToken("t", bot),
        botToken("u", bot, { expiresAt: 2000 }),
      ]);
    });

    test("[A25.2] a bot's token is used until it expires or is revoked, which is entered in the feed", async () => {
      const bot = await makeAccount("deployer", { passwordHash: undefined, bot: true });
      await store.bots.addToken(botToken("t", bot), hash(1), 9);
      await store.bots.addToken(botToken("u", bot, { expiresAt: 2000 }), hash(2), 9);
      expect(await store.bots.use(hash(3), 1500)).toBeUndefined();
      expect(await other.bots.use(hash(2), 1999)).toEqual({
        token: botToken("u", bot, { expiresAt: 2000, usedAt: 1999 }),
        account: bot,
      });
      expect(await store.sessionAccount("u", 1999)).toEqual(bot);
      expect(await store.bots.use(hash(2), 2000)).toBeUndefined();
      expect(await store.sessionAccount("u", 2000)).toBeUndefined();
      expect(await store.sessionAccount("t", 99_999)).toEqual(bot);
      expect(await store.bots.revokeToken("t", 3000)).toBe(true);
      expect(await store.bots.revokeToken("t", 3001)).toBe(false);
      expect(await store.bots.use(hash(1), 3002)).toBeUndefined();
      expect(await store.sessionAccount("t", 3002)).toBeUndefined();
      expect(await feed()).toEqual([[bot.id, "t", "bot-token"]]);
    });

    test("[A26.1] an invitation makes as many accounts as it says, until its end; a guest's makes guests", async () => {
      const more = { guest: true, createdAt: 1000, expiresAt: 6000, createdBy: undefined };
      const invitation = await store.invitations.add({ usesLeft: 2, ...more }, hash(1));
      expect(invitation).toEqual({ id: 1, usesLeft: 2, ...more });
      expect(await other.invitations.find(hash(1), 5999)).toEqual(invitation);
      expect(await other.invitations.find(hash(1), 6000)).toBeUndefined();
      expect(await create("late", { invitation: hash(1), at: 6000 })).toEqual({
        outcome: "wrong-invitation",
      });
      expect(await makeAccount("Ada", { invitation: hash(1) })).toMatchObject({ guest: true, admin: false });
      expect(await create("ADA", { invitation: hash(1) })).toEqual({ outcome: "name-taken" });
      expect(await other.invitations.list(0, 10, 5000)).toMatchObject([{ id: 1, usesLeft: 1 }]);
      const racers = ["b", "c", "d"].map((name, i) =>
        (i % 2 ? store : other).createAccount({
          name,
          passwordHash: "h",
          admin: false,
          setupCode: undefined,
          invitation: hash(1),
          at: 5000,
        }),
      );
      expect((await Promise.all(racers)).map(({ outcome }) => outcome).toSorted()).toEqual([
        "created",
        "wrong-invitation",
        "wrong-invitation",
      ]);
      expect(await store.invitations.list(0, 10, 5000)).toEqual([]);
    });

    test("[A26.8] the sweep forgets invitations that are used up or have expired, and no others", async () => {
      const add = (n: number, expiresAt: number | undefined) =>
        store.invitations.add({ usesLeft: 1, guest: false, createdAt: 1, expiresAt, createdBy: 7 }, hash(n));
      for (const [n, expiresAt] of [
        [1, undefined],
        [2, 9000],
        [3, 9001],
        [4, undefined],
      ] as const) {
        await add(n, expiresAt);
      }
      await makeAccount("Ada", { invitation: hash(4) });
      await other.sweep({ now: 9000, nonceBefore: 0, revokedBefore: 0 });
      expect((await store.invitations.list(0, 10, 1)).map(({ id }) => id)).toEqual([1, 3]);
      expect([await store.invitations.revoke(2), await store.invitations.revoke(4)]).toEqual([false, false]);
    });

    test("[A26.2] a revoked invitation is good for nothing", async () => {
      const add = (n: number) =>
        store.invitations.add(
          { usesLeft: 1, guest: false, createdAt: 1, expiresAt: undefined, createdBy: 7 },
          hash(n),
        );
      const [first] = [await add(1), await add(2)];
      expect(await other.invitations.revoke(first.id)).toBe(true);
      expect(await other.invitations.revoke(first.id)).toBe(false);
      expect(await store.invitations.find(hash(1), 2)).toBeUndefined();
      expect(await store.invitations.list(0, 10, 2)).toMatchObject([{ id: 2, createdBy: 7 }]);
      expect(await create("Ada", { invitation: hash(1) })).toEqual({ outcome: "wrong-invitation" });
    });

    test("[A27.1] an address is verified as long as it is the account's; its code is due once", async () => {
      const ada = await makeAccount("Ada");
      await makeAccount("Bob");
      await store.emails.set(ada.id, "ada@example.org", false);
      expect(await store.account(ada.id)).toMatchObject({ email: "ada@example.org", emailVerified: false });
      const due = { id: ada.id, name: "Ada", email: "ada@example.org" };
      expect(await other.emails.takeDue(10)).toEqual([due]);
      expect(await other.emails.takeDue(10)).toEqual([]);
      expect(await other.emails.verify(ada.id, "old@example.org")).toBe(false);
      expect(await other.emails.verify(ada.id, "ada@example.org")).toBe(true);
      expect(await store.account(ada.id)).toMatchObject({ emailVerified: true });
      await store.emails.set(ada.id, undefined, false);
      expect(await store.account(ada.id)).toMatchObject({ emailVerified: false });
      expect((await store.account(ada.id))?.email).toBeUndefined();
      expect(await other.emails.takeDue(10)).toEqual([]);
    });

    test("[A27.4] a mail about a forgotten password is due for the account of a name or a verified address that has a password", async () => {
      const ada = await makeAccount("Ada");
      const wanted = async (nameOrEmail: string) => {
        await store.emails.wantPasswordMail(nameOrEmail);
        return (await other.emails.takePasswordMailsDue(10)).map(({ name }) => name);
      };
      await store.emails.set(ada.id, "Ada@example.org", false);
      expect(await wanted("Ada")).toEqual([]);
      await store.emails.verify(ada.id, "Ada@example.org");
      expect(await wanted("aDA")).toEqual(["Ada"]);
      expect(await other.emails.takePasswordMailsDue(10)).toEqual([]);
      const bob = await makeAccount("Bob");
      await store.emails.set(bob.id, "ada@EXAMPLE.org", true);
      expect(await wanted("ada@example.org")).toEqual(["Ada", "Bob"]);
      await store.setDisabled(bob.id, true, 5000);
      expect(await wanted("ada@example.org")).toEqual(["Ada"]);
      expect(await wanted("nobody")).toEqual([]);
      await store.emails.wantPasswordMail("Ada");
      await store.emails.set(ada.id, "thief@example.org", true);
      expect(await other.emails.takePasswordMailsDue(10)).toEqual([]);
      const [imported] = await store.imports.take("slack", [person("eve")], OTHERS);
      await store.emails.set(imported!.id, "eve@example.org", true);
      expect(await wanted("eve@example.org")).toEqual([]);
    });

    const OTHERS = { sameNames: false };

    test("[I7.1] people of a source get an account each, once, with a name that nobody has", async () => {
      await makeAccount("Ann");
      const people = [person("ann"), person("\u0000"), person("bob", { guest: true, disabled: true })];
      const first = await store.imports.take("slack", people, OTHERS);
      expect(first.map(({ id, name, isNew }) => [id, name, isNew])).toEqual([
        [2, "ann-2", true],
        [3, "user", true],
        [4, "bob", true],
      ]);
      const again = await other.imports.take("slack", people, OTHERS);
      expect(again).toEqual(first.map((account) => Object.assign({}, account, { isNew: false })));
      expect((await store.imports.take("else", [person("bob")], OTHERS))[0]).toMatchObject({
        id: 5,
        name: "bob-2",
      });
      expect(await store.account(4)).toMatchObject({
        guest: true,
        disabled: true,
        passwordHash: undefined,
        createdAt: 4000,
      });
    });

    test("[I7.2] with same names who is called like a person is that person, but two of a source are two", async () => {
      await makeAccount("Ann");
      await makeAccount("robot", { bot: true });
      const people = ["ann", "ANN", "robot"].map((name) => person(name));
      const taken = await store.imports.take("slack", people, { sameNames: true });
      expect(taken.map(({ id, name, isNew }) => [id, name, isNew])).toEqual([
        [1, "Ann", false],
        [3, "ANN-2", true],
        [4, "robot-2", true],
      ]);
    });

    test("[I7.3] an imported account is unclaimed until its owner has a way in; of two with one address neither is", async () => {
      const email = "ann@example.org";
      const [ann] = await store.imports.take("slack", [person("ann", { email })], OTHERS);
      expect(await store.imports.unclaimed("ANN@example.org")).toBe(ann!.id);
      expect(await store.imports.unclaimed("bob@example.org")).toBeUndefined();
      await store.identities.link(ann!.id, { issuer: "https://id.example.org", subject: "1" }, 5000);
      expect(await store.imports.unclaimed(email)).toBeUndefined();
      await store.imports.take("slack", [person("b", { email }), person("c", { email })], OTHERS);
      expect(await store.imports.unclaimed(email)).toBeUndefined();
      await makeAccount("not imported", { passwordHash: undefined, email: "dee@example.org" });
      expect(await store.imports.unclaimed("dee@example.org")).toBeUndefined();
    });
  });
}
