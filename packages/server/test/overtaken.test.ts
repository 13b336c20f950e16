import { expect, test } from "bun:test";
import { join } from "node:path";

import { temporaryFolder } from "@hubbub/devkit";
import { Role, WebhookKind, WordAction } from "@hubbub/protocol";

import { Refusal } from "../src/errors.ts";
import { openSqliteStore } from "../src/store/sqlite/open-sqlite-store.ts";
import type { Store, VerbArgs, WriteVerbs } from "../src/store/store.ts";
import { rejection } from "./rejection.ts";
import { addChannel, addUsers, AT, joining } from "./store-contract/samples.ts";

type Verb = { [Name in keyof WriteVerbs]: [Name, VerbArgs<WriteVerbs[Name]>] }[keyof WriteVerbs];

const USER = 2;
const LATER = AT + 1e9;

/** What user 2, an owner, has checked before something overtook it. */
function underWay(channel: number): Verb[] {
  const [by, at] = [USER, AT];
  const message = { channel, seq: 4, user: USER, at };
  const hook = { name: "hook", url: "", triggerWords: [], allEvents: false, slackFormat: false, secret: "s" };
  return [
    ["addReaction", { ...message, emoji: "👍" }],
    ["removeReaction", { ...message, emoji: "👍" }],
    ["pinMessage", message],
    ["unpinMessage", message],
    ["deleteMessage", { ...message, mayDeleteOthers: true }],
    ["updateChannel", { channel, setting: "topic", value: "late", by, at }],
    ["addMembers", { channel, users: [3], role: Role.MEMBER, by, at }],
    ["kick", { channel, user: 1, by, at }],
    ["setRole", { channel, user: 1, role: Role.GUEST, by, at }],
    ["ban", { channel, user: 3, until: 0, reason: "", by, at }],
    ["unban", { channel, user: 3, by, at }],
    ["mute", { channel, user: 1, until: LATER, by, at }],
    ["createInvite", { code: "c", channel, user: USER, expiresAt: LATER, maxUses: 0, role: Role.MEMBER, at }],
    ["addWordRule", { channel, pattern: "late", action: WordAction.MASK, by, at }],
    ["createWebhook", { ...hook, channel, kind: WebhookKind.INCOMING, user: USER, at }],
  ];
}

/** A channel of user 1 with user 2, another owner. */
async function channelOfTwo(store: Store): Promise<number> {
  await addUsers(store, 3);
  const channel = await addChannel(store, "busy");
  await store.write("joinChannel", joining(channel, USER));
  await store.write("setRole", { channel, user: USER, role: Role.OWNER, by: 1, at: AT });
  return channel;
}

const OVERTAKEN: [what: string, verb: (channel: number) => Verb, reason: string][] = [
  ["removed", (channel) => ["leaveChannel", { channel, user: USER, at: AT }], "forbidden"],
  [
    "archived",
    (channel) => ["updateChannel", { channel, setting: "archived", value: true, by: 1, at: AT }],
    "archived",
  ],
];

test.each(OVERTAKEN)(
  "[P8.5] what was checked before its user was gone, or the channel was archived (%s), and is done after it, is refused",
  async (_what, verb, reason) => {
    using folder = temporaryFolder();
    const store = await openSqliteStore({ path: join(folder.path, "hubbub.sqlite") });
    try {
      const channel = await channelOfTwo(store);
      const write = ([name, args]: Verb): Promise<unknown> => store.write(name, args as never);
      await write(verb(channel));
      for (const each of underWay(channel)) {
        const refusal = await rejection(write(each));
        expect<unknown>([each[0], refusal instanceof Refusal && refusal.reason]).toEqual([each[0], reason]);
      }
    } finally {
      await store.close();
    }
  },
);
