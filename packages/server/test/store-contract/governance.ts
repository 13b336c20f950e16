import { describe, expect, test } from "bun:test";

import { ChannelKind, Role, WordAction } from "@hubbub/protocol";

import { Refusal } from "../../src/errors.ts";
import type { Store, VerbArgs, WriteVerbs } from "../../src/store/store.ts";
import { type MakeTestData, withStore } from "../store-contract.ts";
import { addChannel, addUsers, AT, bodies, entry, EPOCH, joining, leaving, log, person } from "./samples.ts";

/** What came of a verb: its value, or the name of its refusal. */
async function outcome<Name extends keyof WriteVerbs>(
  store: Store,
  verb: Name,
  args: VerbArgs<WriteVerbs[Name]>,
): Promise<unknown> {
  try {
    return (await store.write(verb, args)).value;
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

/** A channel of user 1 with members 2 and 3. */
async function withMembers(store: Store): Promise<number> {
  await addUsers(store, 5);
  const channel = await addChannel(store, "a");
  for (const user of [2, 3]) await store.write("joinChannel", joining(channel, user));
  return channel;
}

const rolesOf = async (store: Store, channel: number) => {
  const { users, roles } = await store.read("members", { channel, after: 0, limit: 10 });
  return Object.fromEntries(users.map(({ id }, i) => [id, roles[i]]));
};
const audited = async (store: Store, channel: number) =>
  (await store.read("listAudit", { channel, before: 0, limit: 100, action: "" }))
    .map(({ action }) => action)
    .toReversed();

export function governanceContract(make: MakeTestData): void {
  describe("keeping order", () => {
    test("[S12.1] of owners who leave or step down at once, the last stays", () =>
      withStore(make, async (store) => {
        const channel = await withMembers(store);
        for (const user of [2, 3]) {
          await store.write("setRole", { channel, user, role: Role.OWNER, by: 1, at: AT });
        }
        const results = await Promise.all([
          outcome(store, "leaveChannel", leaving(channel, 1)),
          outcome(store, "setRole", { channel, user: 2, role: Role.MEMBER, by: 2, at: AT }),
          outcome(store, "setRole", { channel, user: 3, role: Role.MEMBER, by: 3, at: AT }),
        ]);
        expect(results).toEqual([expect.any(Number), expect.any(Number), "forbidden"]);
        expect(await rolesOf(store, channel)).toEqual({ 2: Role.MEMBER, 3: Role.OWNER });
      }));

    test("[S12.2] of two who remove each other at once, one succeeds; what is refused leaves nothing behind", () =>
      withStore(make, async (store) => {
        const channel = await withMembers(store);
        await store.write("setRole", { channel, user: 2, role: Role.MODERATOR, by: 1, at: AT });
        const before = await log(store, channel);
        const results = await Promise.all([
          outcome(store, "kick", { channel, user: 3, by: 2, at: AT }),
          outcome(store, "ban", { channel, user: 1, until: 0, reason: "", by: 2, at: AT }),
          outcome(store, "kick", { channel, user: 2, by: 1, at: AT }),
          outcome(store, "kick", { channel, user: 1, by: 2, at: AT }),
        ]);
        expect(results).toEqual([before.length + 1, "forbidden", before.length + 2, "forbidden"]);
        expect(await log(store, channel)).toEqual([...before, "left", "left"]);
        expect(await audited(store, channel)).toEqual(["member.role", "member.remove", "member.remove"]);
        expect(await store.read("listBans", { channel, at: AT, limit: 10 })).toEqual([]);
      }));

    test("[S12.3] of direct channels opened at once for the same users, there is one", () =>
      withStore(make, async (store) => {
        await addUsers(store, 3);
        const open = (user: number, users: number[]) =>
          store.write("openDirect", { user, guest: false, users, epoch: EPOCH, at: AT });
        const opened = await Promise.all([
          open(1, [1, 2]),
          open(2, [1, 2]),
          open(3, [1, 2, 3]),
          open(1, [1, 2]),
        ]);
        const ids = opened.map(({ value }) => value.id);
        expect(ids).toEqual([ids[0], ids[0], ids[2], ids[0]]);
        expect(ids[2]).not.toBe(ids[0]);
        expect(opened.map(({ told }) => told.map(({ user }) => user))).toEqual([[1, 2], [], [1, 2, 3], []]);
        expect(opened[0]!.value).toMatchObject({ kind: ChannelKind.DIRECT, name: "", users: [1, 2] });
        expect(
          await outcome(store, "openDirect", { user: 1, guest: true, users: [1, 9], epoch: EPOCH, at: AT }),
        ).toBe("not_found");
      }));

    test("[S12.4] an invitation lets in as many as it says, until its time, and nobody who is banned", () =>
      withStore(make, async (store) => {
        const channel = await withMembers(store);
        const invite = { channel, user: 1, expiresAt: AT + 10, maxUses: 2, role: Role.GUEST, at: AT };
        await store.write("createInvite", { code: "x", ...invite });
        await store.write("ban", { channel, user: 4, until: 0, reason: "", by: 1, at: AT });
        await store.write("saveUser", person(6));
        await store.write("saveUser", person(7));
        const join = (user: number, at = AT) => outcome(store, "joinByInvite", { code: "x", user, at });
        const joined = expect.objectContaining({ id: channel });
        expect(await Promise.all([join(2), join(4), join(5), join(6), join(7)])).toEqual([
          joined,
          "banned",
          joined,
          joined,
          "not_found",
        ]);
        expect(await rolesOf(store, channel)).toMatchObject({ 2: Role.MEMBER, 5: Role.GUEST, 6: Role.GUEST });
        await store.write("createInvite", { code: "y", ...invite });
        expect(await outcome(store, "joinByInvite", { code: "y", user: 7, at: AT + 10 })).toBe("not_found");
        expect(await store.read("invite", { code: "y", at: AT + 9 })).toMatchObject({ code: "y", channel });
      }));

    test("[S12.5] what a muted or removed user has on its way is refused alone, and taken again when they may", () =>
      withStore(make, async (store) => {
        const channel = await withMembers(store);
        const send = (clientId: string, user: number) => store.append([entry(clientId, { channel, user })]);
        const far = Date.now() + 1e6;
        const results = await Promise.all([
          send("1", 2),
          store.write("mute", { channel, user: 2, until: far, by: 1, at: AT }),
          send("2", 2),
          send("3", 3),
          store.write("kick", { channel, user: 3, by: 1, at: AT }),
          send("4", 3),
          store.write("joinChannel", joining(channel, 3)),
          store.write("mute", { channel, user: 2, until: 0, by: 1, at: AT }),
          store.append([entry("5", { channel, user: 2 }), entry("6", { channel, user: 3 })]),
        ]);
        const sends = results.flatMap((result) => (Array.isArray(result) ? result : []));
        expect(sends.map(({ outcome: what }) => what)).toEqual([
          "appended",
          "barred",
          "appended",
          "barred",
          "appended",
          "appended",
        ]);
      }));

    test("[S12.6] settings and word rules are kept, and told as news to every node", () =>
      withStore(make, async (store) => {
        await addUsers(store, 1);
        const settings = { ...(await store.read("settings", {})), name: "Ours" };
        const set = await store.write("setSettings", { settings, by: 1, at: AT });
        expect(set.news).toEqual(["settings"]);
        expect(await store.read("settings", {})).toEqual(settings);
        const rule = { channel: 0, pattern: "darn", action: WordAction.MASK, by: 1, at: AT };
        const { value, news } = await store.write("addWordRule", rule);
        expect(news).toEqual(["wordRules"]);
        expect(await store.read("allWordRules", {})).toEqual([value]);
        await store.write("removeWordRule", { id: value.id, by: 1, at: AT });
        expect(await store.read("allWordRules", {})).toEqual([]);
        expect(await audited(store, 0)).toEqual(["settings.set", "word_rule.add", "word_rule.remove"]);
      }));

    test("[S12.7] a changed setting is one event, makes the channel's row be read again, and is written once", () =>
      withStore(make, async (store) => {
        const channel = await withMembers(store);
        const change = { channel, setting: "topic" as const, value: "Now", by: 1, at: AT };
        const first = await store.write("updateChannel", change);
        expect(first).toMatchObject({ value: 5, channels: [channel] });
        expect(bodies(first.events)).toMatchObject([
          { case: "changed", value: { settings: { topic: "Now" } } },
        ]);
        expect(await store.write("updateChannel", change)).toMatchObject({
          value: 0,
          events: [],
          channels: [],
        });
        await addChannel(store, "b");
        expect(await outcome(store, "updateChannel", { ...change, setting: "name", value: "b" })).toBe(
          "name_taken",
        );
        expect(await store.read("channel", { id: channel })).toMatchObject({ name: "a", topic: "Now" });
      }));
  });
}
