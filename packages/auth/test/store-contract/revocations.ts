import { expect, test } from "bun:test";

import { type MakeDatabase, openEach } from "./opened.ts";
import { rotation, session } from "./samples.ts";

/** What ends sessions, and the feed that tells of it. */
export function revocationsContract(make: MakeDatabase): void {
  const opened = openEach(make);

  test("[A6.1] ending a session enters it in the feed once", async () => {
    const { store, other, makeAccount } = opened();
    const ada = await makeAccount("Ada");
    await store.startSession(session("s", ada));
    expect(await other.endSession("s", 2000)).toBe(true);
    expect(await store.endSession("s", 2001)).toBe(false);
    expect(await store.revocations(0, 10)).toEqual([
      { id: 1, user: ada.id, sid: "s", at: 2000, reason: "logout" },
    ]);
  });

  test("[A6.2] disabling ends all sessions, voids the tokens made until then, and refuses new sessions", async () => {
    const { store, other, makeAccount } = opened();
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
    const { store, makeAccount } = opened();
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
    const { store, makeAccount, ends } = opened();
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
    const { store, makeAccount, ends } = opened();
    const ada = await makeAccount("Ada");
    await store.startSession(session("s", ada));
    const change = { id: ada.id, passwordHash: "new", version: undefined, keep: undefined, at: 3000 };
    expect(await store.changePassword(change)).toBe(true);
    expect(await ends()).toEqual([[null, "password"]]);
    expect(await store.account(ada.id)).toMatchObject({ tokensFromSeconds: 4 });
  });

  test("[A6.3] a login that checked the old password starts no session after the change", async () => {
    const { store, makeAccount } = opened();
    const ada = await makeAccount("Ada");
    await store.changePassword({ id: ada.id, passwordHash: "new", version: 1, keep: undefined, at: 1 });
    expect(await store.startSession(session("s", ada))).toBe(false);
    expect(await store.startSession(session("s", ada, { passwordVersion: 2 }))).toBe(true);
  });

  test("[A6.4] the feed is read by pages; forgotten ids do not come again", async () => {
    const { store, makeAccount } = opened();
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
}
