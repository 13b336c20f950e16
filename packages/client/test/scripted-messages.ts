import type { Init, MessagePage, MessageState } from "@hubbub/protocol";

import type { LoggedEvent } from "./scripted-log.ts";

type State = Init<MessageState> & { seq: number };

const shown = ({ message }: State) => (message?.thread ?? 0) === 0 || message?.inChannel === true;

/** The messages of a log as they read now, made anew from all of it, in the plainest way. */
export function statesOf(log: readonly LoggedEvent[]): State[] {
  const states = log.flatMap(({ seq, at, user, body }): State[] =>
    body.case === "message" ? [{ seq, at, user, message: body.value }] : [],
  );
  for (const { body, at, user } of log) {
    if (body.value === undefined || !("seq" in body.value)) continue;
    const target = states.find(({ seq }) => seq === (body.value as { seq?: number }).seq);
    if (target !== undefined) change(target, body, at, user);
  }
  for (const root of states) {
    const replies = states.filter(({ message }) => message?.thread === root.seq && message.deleted !== true);
    const newest = replies.at(-1);
    if (newest === undefined) continue;
    const users = [...new Set(replies.map(({ user }) => user ?? 0))].toSorted((a, b) => a - b).slice(0, 10);
    root.replies = { count: replies.length, lastSeq: newest.seq, lastAt: newest.at, users };
  }
  return states;
}

function change(target: State, body: LoggedEvent["body"], at: number, user: number): void {
  const reactions = target.reactions ?? [];
  switch (body.case) {
    case "edited": {
      const { text, mentions = [], mentionsChannel = false, mentionsHere = false } = body.value;
      target.message = { ...target.message, text, mentions, mentionsChannel, mentionsHere };
      target.editedAt = at;
      break;
    }
    case "deleted": {
      const { thread, inChannel } = target.message ?? {};
      target.message = { thread, inChannel, deleted: true };
      for (const key of ["editedAt", "reactions", "pinnedAt", "pinnedBy", "previews"] as const)
        delete target[key];
      break;
    }
    case "reactionAdded": {
      const { emoji } = body.value;
      const known = reactions.find((each) => each.emoji === emoji);
      target.reactions =
        known === undefined
          ? [...reactions, { emoji, users: [user] }]
          : reactions.map((each) =>
              each === known ? { emoji, users: [...(each.users ?? []), user] } : each,
            );
      break;
    }
    case "reactionRemoved": {
      const { emoji } = body.value;
      target.reactions = reactions
        .map((each) =>
          each.emoji === emoji ? { emoji, users: (each.users ?? []).filter((one) => one !== user) } : each,
        )
        .filter(({ users }) => users?.length !== 0);
      break;
    }
    case "pinned":
      Object.assign(target, { pinnedAt: at, pinnedBy: user });
      break;
    case "unpinned":
      delete target.pinnedAt;
      delete target.pinnedBy;
      break;
    default:
  }
}

export interface PageQuery {
  thread: number;
  before: number;
  after: number;
  around: number;
  limit: number;
}

/** A page as ListMessages defines it. */
export function pageOf(
  log: readonly LoggedEvent[],
  query: PageQuery,
): Pick<Init<MessagePage>, "messages" | "moreBefore" | "moreAfter"> {
  const { thread, before, after, around, limit } = query;
  const all = statesOf(log).filter((state) =>
    thread === 0 ? shown(state) : state.message?.thread === thread,
  );
  const at = (seq: number) => {
    const found = all.findIndex((state) => state.seq >= seq);
    return found < 0 ? all.length : found;
  };
  let from = Math.max(0, all.length - limit);
  let to = all.length;
  if (before > 0) {
    to = at(before);
    from = Math.max(0, to - limit);
  } else if (after > 0) {
    from = at(after + 1);
    to = from + limit;
  } else if (around > 0) {
    from = Math.max(0, at(around) - Math.floor(limit / 2));
    to = from + limit;
  }
  return { messages: all.slice(from, to), moreBefore: from > 0, moreAfter: to < all.length };
}

/** What is unread in a channel for a user whose cursor is here. */
export function unreadOf(log: readonly LoggedEvent[], user: number, read: number) {
  const unread = statesOf(log).filter(
    (state) => state.seq > read && state.user !== user && state.message?.deleted !== true && shown(state),
  );
  const mentions = unread.filter(
    ({ message }) =>
      message?.mentionsChannel === true ||
      message?.mentionsHere === true ||
      message?.mentions?.includes(user) === true,
  );
  return { messages: unread.length, mentions: mentions.length };
}
