import { expect, test } from "bun:test";

import { type MakeDatabase, openEach } from "./opened.ts";
import { hash } from "./samples.ts";

/** Invitations to make an account. */
export function invitationsContract(make: MakeDatabase): void {
  const opened = openEach(make);

  test("[A26.1] an invitation makes as many accounts as it says, until its end; a guest's makes guests", async () => {
    const { store, other, create, makeAccount } = opened();
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
    const { store, other, makeAccount } = opened();
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
    const { store, other, create } = opened();
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
}
