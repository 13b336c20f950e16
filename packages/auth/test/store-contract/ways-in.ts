import { expect, test } from "bun:test";

import type { Account, AccountStore } from "../../src/accounts/account-store.ts";
import type { Passkey } from "../../src/accounts/passkey-store.ts";
import type { Ticket, TicketPurpose } from "../../src/accounts/ticket-store.ts";
import { type MakeDatabase, openEach } from "./opened.ts";
import { hash, person } from "./samples.ts";

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

const putLatest = (
  { tickets }: AccountStore,
  n: number,
  account: number,
  purpose: TicketPurpose = "password-reset",
) => tickets.put(hash(n), { purpose, account, data: "{}", expiresAt: 9000 }, { latest: true, keep: 3 });

const isGood = async ({ tickets }: AccountStore, n: number, purpose: TicketPurpose = "password-reset") =>
  (await tickets.look(purpose, hash(n), 1000)) !== undefined;

/** Tickets, second factors, passkeys, identities elsewhere and addresses. */
export function waysInContract(make: MakeDatabase): void {
  const opened = openEach(make);

  test("[A29.1] a ticket is good for its purpose, until its end, and is taken once", async () => {
    const { store, other } = opened();
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
    const { store } = opened();
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
    const { store } = opened();
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
    const { store, other, makeAccount } = opened();
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
    const { store, other, makeAccount } = opened();
    const { id: account } = await makeAccount("Ada");
    await store.secondFactors.startTotp(account, hash(1));
    const recoveryCodes = [hash(10), hash(11)];
    await store.secondFactors.confirmTotp({ account, secret: hash(1), step: 5, recoveryCodes });
    const spent = async (steps: number[]) =>
      (
        await Promise.all(
          steps.map((step, i) => (i % 2 ? store : other).secondFactors.spendStep(account, step)),
        )
      ).toSorted();
    expect(await spent([5])).toEqual([false]);
    expect(await spent([6, 6, 6, 4])).toEqual([false, false, false, true]);
    expect(await spent([8])).toEqual([true]);
    expect(await spent([8, 7])).toEqual([false, false]);
    const codes = [10, 10, 12].map((n, i) =>
      (i % 2 ? store : other).secondFactors.spendRecoveryCode(account, hash(n)),
    );
    expect((await Promise.all(codes)).toSorted()).toEqual([false, false, true]);
    expect(await store.secondFactors.recoveryCodesLeft(account)).toBe(1);
    await store.secondFactors.setRecoveryCodes(account, [hash(20)]);
    expect(await store.secondFactors.spendRecoveryCode(account, hash(11))).toBe(false);
    expect(await store.secondFactors.spendRecoveryCode(account + 1, hash(20))).toBe(false);
    expect(await store.secondFactors.spendRecoveryCode(account, hash(20))).toBe(true);
  });

  test("[A22.1] a passkey is one account's; it is listed, renamed and removed by that account alone", async () => {
    const { store, other, makeAccount } = opened();
    const [ada, bob] = [await makeAccount("Ada"), await makeAccount("Bob")];
    expect(await store.passkeys.add(passkey("a", ada), 2)).toBe("added");
    expect(await store.passkeys.add(passkey("a", bob), 2)).toBe("known");
    expect(await store.passkeys.add(passkey("b", ada, { createdAt: 999, transports: [] }), 2)).toBe("added");
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
    const { store, other, makeAccount } = opened();
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
    const { store, other, create, makeAccount } = opened();
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

  test("[A27.1] an address is verified as long as it is the account's; its code is due once", async () => {
    const { store, other, makeAccount } = opened();
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
    const { store, other, makeAccount } = opened();
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
    const [imported] = await store.imports.take("slack", [person("eve")], { sameNames: false });
    await store.emails.set(imported!.id, "eve@example.org", true);
    expect(await wanted("eve@example.org")).toEqual([]);
  });
}
