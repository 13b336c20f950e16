import { expect, test } from "bun:test";

import { type MakeDatabase, openEach } from "./opened.ts";
import { hash, rotation, session } from "./samples.ts";

/** Sessions, and the tokens that keep them. */
export function sessionsContract(make: MakeDatabase): void {
  const opened = openEach(make);

  test("[A5.1] a token is spent once; its successor is live then", async () => {
    const { store, other, makeAccount } = opened();
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
    const { store, other, makeAccount, ends } = opened();
    await store.startSession(session("s", await makeAccount("Ada")));
    await store.rotateSession(rotation("s", 1, 2000));
    const again = await other.rotateSession(rotation("s", 1, 2009, { nonce: hash(200) }));
    expect(again).toMatchObject({ outcome: "repeated", nonce: hash(101) });
    expect(await ends()).toEqual([]);
    expect(await store.rotateSession(rotation("s", 2, 2009))).toMatchObject({ outcome: "rotated" });
  });

  test("[A5.3] a spent token after the grace ends the session, once", async () => {
    const { store, makeAccount, ends } = opened();
    await store.startSession(session("s", await makeAccount("Ada")));
    await store.rotateSession(rotation("s", 1, 2000));
    expect(await store.rotateSession(rotation("s", 1, 2010))).toMatchObject({ outcome: "reused" });
    expect(await ends()).toEqual([["s", "reuse"]]);
    expect(await store.rotateSession(rotation("s", 2, 2011))).toEqual({ outcome: "ended" });
    expect(await store.rotateSession(rotation("s", 1, 2011))).toEqual({ outcome: "ended" });
    expect(await ends()).toHaveLength(1);
  });

  test("[A5.3] a spent token whose successor is spent too ends the session even within the grace", async () => {
    const { store, makeAccount, ends } = opened();
    await store.startSession(session("s", await makeAccount("Ada")));
    await store.rotateSession(rotation("s", 1, 2000));
    await store.rotateSession(rotation("s", 2, 2001));
    expect(await store.rotateSession(rotation("s", 1, 2002))).toMatchObject({ outcome: "reused" });
    expect(await ends()).toEqual([["s", "reuse"]]);
  });

  test("[A5.4] a session not used for its idle time is expired, and forgotten by the sweep", async () => {
    const { store, makeAccount } = opened();
    await store.startSession(session("s", await makeAccount("Ada"), { expiresAt: 5000 }));
    expect(await store.sessionAccount("s", 4999)).toBeDefined();
    expect(await store.sessionAccount("s", 5000)).toBeUndefined();
    expect(await store.rotateSession(rotation("s", 1, 5000))).toEqual({ outcome: "expired" });
    await store.sweep({ now: 5000, nonceBefore: 0, revokedBefore: 0 });
    expect(await store.rotateSession(rotation("s", 1, 5000))).toEqual({ outcome: "ended" });
  });

  test("[A5.2] the sweep forgets nonces, and with them the repetition", async () => {
    const { store, makeAccount } = opened();
    await store.startSession(session("s", await makeAccount("Ada")));
    await store.rotateSession(rotation("s", 1, 2000, { graceMs: 5000 }));
    await store.sweep({ now: 2500, nonceBefore: 2001, revokedBefore: 0 });
    expect(await store.rotateSession(rotation("s", 1, 2500, { graceMs: 5000 }))).toMatchObject({
      outcome: "reused",
    });
  });

  test("[A5.5] past its bound of sessions an account loses those unused longest", async () => {
    const { store, makeAccount, ends } = opened();
    const ada = await makeAccount("Ada");
    await store.startSession(session("first", ada, { at: 1000, limit: 2 }));
    await store.startSession(session("second", ada, { at: 1001, limit: 2 }));
    await store.rotateSession(rotation("first", 1, 1002));
    await store.startSession(session("third", ada, { at: 1003, limit: 2 }));
    expect(await ends()).toEqual([["second", "replaced"]]);
    expect(await store.sessionAccount("first", 1004)).toBeDefined();
    expect(await store.sessionAccount("third", 1004)).toBeDefined();
  });

  test("[A5.6] every process of a database has the same key for refresh tokens", async () => {
    const { store, other } = opened();
    const key = await store.refreshKey();
    expect(key).toHaveLength(32);
    expect(await other.refreshKey()).toEqual(key);
  });

  test("[A24.1] a session keeps when it began, when it was last used, and from where", async () => {
    const { store, other, makeAccount, feed } = opened();
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
}
