import type { Message, MessageState, Reaction, ThreadSummary } from "@hubbub/protocol";

import type { ChannelEvent, DeletedEvent, MessageEvent, ReactionEvent } from "./events.ts";

/** Authors that a thread's summary names. */
const SUMMARY_USERS = 10;

/** The state of a message that was just sent. */
export function newMessage(event: MessageEvent): MessageState {
  const { seq, at, user } = event;
  return {
    seq,
    at,
    user,
    message: messageOf(event),
    editedAt: 0,
    reactions: [],
    replies: undefined,
    pinnedAt: 0,
    pinnedBy: 0,
    previews: [],
  };
}

/** A message after something was done to it: an object of its own. */
export function changedMessage(state: MessageState, event: ChannelEvent): MessageState {
  const { at, user } = event;
  switch (event.kind) {
    case "edited": {
      const { text, mentions, mentionsChannel, mentionsHere } = event;
      const message = { ...whole(state), text, mentions, mentionsChannel, mentionsHere };
      return { ...state, message, editedAt: at };
    }
    case "deleted":
      return deletedMessage(state);
    case "reactionAdded":
    case "reactionRemoved":
      return { ...state, reactions: reactionsAfter(state.reactions, event) };
    case "pinned":
      return { ...state, pinnedAt: at, pinnedBy: user };
    case "unpinned":
      return { ...state, pinnedAt: 0, pinnedBy: 0 };
    case "previews":
      return { ...state, previews: event.previews };
    default:
      return state;
  }
}

/** What it said is gone. That it was there, and what was answered, stays. */
export function deletedMessage(state: MessageState): MessageState {
  const { thread, inChannel } = whole(state);
  const message = { ...EMPTY, thread, inChannel, deleted: true };
  return { ...state, message, editedAt: 0, reactions: [], pinnedAt: 0, pinnedBy: 0, previews: [] };
}

/** A message after a reply to it. */
export function repliedMessage(state: MessageState, { seq, at, user }: MessageEvent): MessageState {
  const { count, users }: Pick<ThreadSummary, "count" | "users"> = state.replies ?? { count: 0, users: [] };
  const authors = [...new Set([...users, user])].toSorted((a, b) => a - b).slice(0, SUMMARY_USERS);
  return { ...state, replies: { count: count + 1, lastSeq: seq, lastAt: at, users: authors } };
}

/** A root after one of its replies was deleted. */
export function unrepliedMessage(state: MessageState, { replies }: DeletedEvent): MessageState {
  return { ...state, replies: replies === undefined || replies.count === 0 ? undefined : replies };
}

const EMPTY: Message = {
  text: "",
  thread: 0,
  inChannel: false,
  mentions: [],
  mentionsChannel: false,
  mentionsHere: false,
  files: [],
  alias: undefined,
  deleted: false,
};

function whole(state: MessageState): Message {
  return state.message ?? EMPTY;
}

function messageOf(event: MessageEvent): Message {
  const { text, thread, inChannel, mentions, mentionsChannel, mentionsHere, files, alias, deleted } = event;
  return { text, thread, inChannel, mentions, mentionsChannel, mentionsHere, files, alias, deleted };
}

function reactionsAfter(reactions: Reaction[], { kind, emoji, user }: ReactionEvent): Reaction[] {
  const without = (users: number[]) => users.filter((each) => each !== user);
  const known = reactions.some((each) => each.emoji === emoji);
  if (kind === "reactionAdded" && !known) return [...reactions, { emoji, users: [user] }];
  return reactions
    .map((each) => {
      if (each.emoji !== emoji) return each;
      const users = without(each.users);
      return { emoji, users: kind === "reactionAdded" ? [...users, user] : users };
    })
    .filter(({ users }) => users.length > 0);
}
