import { type Init, LIMITS, type UserEvent } from "@hubbub/protocol";

import { belongs } from "../access.ts";
import { refuseIf } from "../refused.ts";
import { channelView } from "../rooms.ts";
import { isMentioned, isShown, repliesOf, summaryOf } from "../said.ts";
import { type Account, type Follow, key, type Room, type Said, seqOf, type World } from "../world.ts";
import { DONE, type Rules } from "./rule.ts";
import { userView } from "./users.ts";

/** Messages of others behind a cursor. */
const unreadOf = (said: readonly Said[], user: number, read: number): Said[] =>
  said.filter((each) => each.seq > read && each.user !== user && !each.deleted);

export function unreadIn(room: Room, user: number): { messages: number; mentions: number } {
  const { read } = room.members.get(user)!;
  const unread = unreadOf([...room.messages.values()].filter(isShown), user, read);
  return { messages: unread.length, mentions: unread.filter((said) => isMentioned(said, user)).length };
}

export function unreadThread(world: World, { user, channel, root, read }: Follow) {
  const unread = unreadOf(repliesOf(world.channels.get(channel)!, root), user, read);
  return { unread: unread.length, mentions: unread.filter((said) => isMentioned(said, user)).length };
}

/** Followed threads of channels that the user is in. */
export const followedBy = (world: World, user: number): Follow[] =>
  [...world.follows.values()].filter(
    (follow) =>
      follow.user === user && follow.following && world.channels.get(follow.channel)!.members.has(user),
  );

export function unreadThreads(world: World, user: number): { threads: number; threadMentions: number } {
  const counts = followedBy(world, user).map((follow) => unreadThread(world, follow));
  return {
    threads: counts.filter(({ unread }) => unread > 0).length,
    threadMentions: counts.reduce((sum, { mentions }) => sum + mentions, 0),
  };
}

/** The cursor of a thread that has replies; one that isn't followed stays so. */
function moveThread(world: World, room: Room, user: number, root: number, seq: number, back: boolean): void {
  if (!summaryOf(room, root)) return;
  const id = key(user, room.id, root);
  const known = world.follows.get(id);
  if (!known) {
    const follow = { user, channel: room.id, root, following: false, stopped: false, read: seq };
    world.follows.set(id, follow);
  } else if (known.read < seq || back) known.read = seq;
}

/** Everything that is one user's own, as their feed tells it. */
export function ownOf(world: World, by: Account): Init<UserEvent>["body"][] {
  const own = <T extends { user: number }>(items: Iterable<T>) =>
    [...items].filter(({ user }) => user === by.id);
  const channels = [...world.channels.values()]
    .filter(({ id }) => world.told.has(key(by.id, id)))
    .map((room): Init<UserEvent>["body"] =>
      room.members.has(by.id)
        ? { case: "channel", value: channelView(room, by.id) }
        : { case: "channelGone", value: { channel: room.id } },
    );
  return [
    ...channels,
    ...own(world.follows.values()).map(({ channel, root, following, read }): Init<UserEvent>["body"] => {
      return { case: "thread", value: { channel, root, following, read } };
    }),
    ...own(world.drafts.values()).map(({ channel, thread, text }): Init<UserEvent>["body"] => {
      return { case: "draft", value: { channel, thread, text } };
    }),
    ...own(world.scheduled.values()).map(({ id, channel, thread, text, at }): Init<UserEvent>["body"] => {
      return { case: "scheduled", value: { id, channel, thread, text, at } };
    }),
    ...(world.told.has(key(by.id, "preferences"))
      ? [{ case: "preferences", value: by.preferences } as const]
      : []),
    ...(world.told.has(key(by.id, "user")) ? [{ case: "user", value: userView(by) } as const] : []),
  ];
}

export const READING: Rules<"markRead" | "markAllRead" | "getUnread" | "getReceipts" | "syncUser"> = {
  markRead: {
    scope: "messages:read",
    do(world, by, { channel, thread, seq, back }) {
      const { room, mine } = belongs(world, by, channel);
      const read = Math.min(seq, seqOf(room));
      if (thread !== 0) moveThread(world, room, by.id, thread, read, back);
      else if (mine.read < read || back) mine.read = read;
      return DONE;
    },
  },
  markAllRead: {
    scope: "messages:read",
    do(world, by) {
      for (const room of world.channels.values()) {
        const mine = room.members.get(by.id);
        if (mine) mine.read = seqOf(room);
      }
      for (const follow of world.follows.values()) {
        if (follow.user !== by.id || !follow.following) continue;
        const last = summaryOf(world.channels.get(follow.channel)!, follow.root)?.lastSeq ?? 0;
        follow.read = Math.max(follow.read, last);
      }
      return DONE;
    },
  },
  getUnread: {
    scope: "messages:read",
    reads: true,
    do(world, by, { channels }) {
      refuseIf(channels.length > LIMITS.unreadChannels, "too_large");
      const counts = [...world.channels.values()]
        .filter(({ id, members }) => members.has(by.id) && (channels.length === 0 || channels.includes(id)))
        .toSorted((a, b) => a.id - b.id)
        .map((room) => {
          const { read } = room.members.get(by.id)!;
          return Object.assign({ channel: room.id, head: seqOf(room), read }, unreadIn(room, by.id));
        });
      return { case: "unread", value: { channels: counts, ...unreadThreads(world, by.id) } };
    },
  },
  getReceipts: {
    scope: "messages:read",
    reads: true,
    do(world, by, { channel }) {
      const { room } = belongs(world, by, channel);
      const receipts = [...room.members]
        .filter(([user]) => !world.settings.hideReceipts && !world.users.get(user)!.preferences.hideReceipts)
        .toSorted(([a], [b]) => a - b)
        .map(([user, { read }]) => ({ channel, user, seq: read }));
      return { case: "receipts", value: { receipts } };
    },
  },
  syncUser: {
    scope: "channels:read",
    reads: true,
    do(world, by, { after }) {
      if (after !== 0) throw new Error("the model knows no versions");
      const events = ownOf(world, by).map((body) => ({ version: 1, body }));
      return { case: "userChanges", value: { events, version: 1 } };
    },
  },
};
