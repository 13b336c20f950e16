import type { ChannelInfo } from "@hubbub/client";
import { codecFor, type Init, type MessageState } from "@hubbub/protocol";

import { comparable } from "./compare.ts";
import type { Looking, StateDevice } from "./devices.ts";
import { channelView } from "./rooms.ts";
import { unreadIn, unreadThreads } from "./rules/reading.ts";
import { isIn } from "./rules/sending.ts";
import { stateOf } from "./said.ts";
import { key, NO_PREFERENCES, type World } from "./world.ts";

/** What a client shows, by parts, as plain data. */
type Shown = Record<string, unknown>;

const codec = codecFor("hubbub.v1.protobuf");

/** What the model says that a user's client has to show. */
export function expectedState(world: World, { client, looking }: StateDevice): Shown {
  const me = client.me!.id;
  const rooms = [...world.channels.values()].filter(({ members }) => members.has(me)).toSorted(byId);
  const own = <T extends { user: number }>(items: Iterable<T>): T[] =>
    [...items].filter(({ user }) => user === me);
  const account = world.users.get(me)!;
  return {
    channels: rooms.map((room) => settingsOf(complete(channelView(room, me)))),
    threads: own(world.follows.values())
      .filter(({ following }) => following)
      .map(({ channel, root, read }) => key(channel, root, read))
      .toSorted(),
    drafts: own(world.drafts.values())
      .filter(({ text }) => text !== "")
      .map(({ channel, thread, text }) => key(channel, thread, text))
      .toSorted(),
    scheduled: own(world.scheduled.values())
      .map(({ id, channel, thread, text, at }) => key(id, channel, thread, text, at))
      .toSorted(),
    preferences: world.told.has(key(me, "preferences")) ? account.preferences : NO_PREFERENCES,
    unread: rooms.map((room) => [room.id, unreadIn(room, me)]),
    threadsUnread: unreadThreads(world, me),
    views: looking.map((each) => expectedView(world, me, each)),
  };
}

const byId = (a: { id: number }, b: { id: number }): number => a.id - b.id;

/** A channel with its defaults. */
function complete(channel: Init<ChannelInfo>): ChannelInfo {
  const frame = { replies: [{ id: 1, body: { case: "channel" as const, value: channel } }] };
  return codec.decodeServer(codec.encodeServer(frame)).replies[0]!.body.value as ChannelInfo;
}

/** Without what is of the moment. */
function settingsOf({ head: _head, epoch: _epoch, ...channel }: ChannelInfo) {
  return channel;
}

/** A view of a channel that the user has left since shows what it did then, and that it is over. */
function expectedView(world: World, me: number, { view, since }: Looking): unknown {
  const { messages, moreAfter, error } = view.current;
  const room = world.channels.get(view.channel)!;
  const hasLeft = room.log
    .slice(since)
    .some(({ user, body }) => body?.case === "left" && (body.value.user || user) === me);
  if (error !== undefined && hasLeft) return "over";
  const all = [...room.messages.values()].filter(isIn(view.thread));
  const first = messages[0]?.seq ?? 0;
  const last = moreAfter ? (messages.at(-1)?.seq ?? 0) : Infinity;
  const shown = all.filter(({ seq }) => seq >= first && seq <= last);
  const root = room.messages.get(view.thread);
  return {
    messages: plain(shown.map((said) => stateOf(room, said))),
    root: plain(root ? [stateOf(room, root)] : []),
    moreBefore: messages.length > 0 && all.some(({ seq }) => seq < first),
    moreAfter: all.some(({ seq }) => seq > last),
    unsent: 0,
    error: undefined,
  };
}

function shownView({ view }: Looking, isOver: (channel: number) => boolean): unknown {
  const { messages, root, moreBefore, moreAfter, unsent, error } = view.current;
  if (error !== undefined && isOver(view.channel)) return "over";
  return {
    messages: plain(messages),
    root: plain(root ? [root] : []),
    moreBefore,
    moreAfter,
    // Those that were refused stay until somebody does something about them.
    unsent: unsent.filter(({ state }) => state === "sending").length,
    error: error === undefined ? undefined : String(error),
  };
}

/** Messages in the form that both sides are compared in. */
function plain(messages: readonly Init<MessageState>[]): unknown {
  const body = { case: "messages" as const, value: { messages } };
  const frame = codec.decodeServer(codec.encodeServer({ replies: [{ id: 1, body }] }));
  return comparable(frame.replies[0]!.body);
}

const values = <T>(map: ReadonlyMap<unknown, T>): T[] => [...map.values()];

/** What a client shows. */
export function shownState({ state, looking }: StateDevice): Shown {
  const { channels, threads, threadMentions } = state.unread.current;
  return {
    channels: values(state.channels.current).toSorted(byId).map(settingsOf),
    threads: values(state.threads.current)
      .map(({ channel, root, read }) => key(channel, root, read))
      .toSorted(),
    drafts: values(state.drafts.current)
      .map(({ channel, thread, text }) => key(channel, thread, text))
      .toSorted(),
    scheduled: values(state.scheduled.current)
      .map(({ id, channel, thread, text, at }) => key(id, channel, thread, text, at))
      .toSorted(),
    preferences: state.preferences.current ?? NO_PREFERENCES,
    unread: [...channels].toSorted(([a], [b]) => a - b),
    threadsUnread: { threads, threadMentions },
    views: looking.map((each) => shownView(each, () => true)),
  };
}
