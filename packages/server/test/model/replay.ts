import type { Event, Message, MessageState } from "@hubbub/protocol";

/** The messages of a channel as they read now, made of nothing but its events. */
export function replay(events: readonly Event[]): MessageState[] {
  const states = new Map<number, MessageState>();
  for (const event of events) {
    if (event.body.case === "message") states.set(event.seq, newState(event, event.body.value));
    else if (event.body.case !== undefined && "seq" in event.body.value) {
      const state = states.get(event.body.value.seq);
      if (state) change(state, event);
    }
  }
  for (const state of states.values()) state.replies = summary(state.seq, [...states.values()]);
  return [...states.values()];
}

function newState({ seq, at, user }: Event, message: Message): MessageState {
  const none = { editedAt: 0, reactions: [], replies: undefined, pinnedAt: 0, pinnedBy: 0, previews: [] };
  return { seq, at, user, message: { ...message }, ...none };
}

function change(state: MessageState, { at, user, body }: Event): void {
  const message = state.message!;
  // The log holds nothing of what was said before a deletion, but that it was.
  if (message.deleted) return;
  switch (body.case) {
    case "edited": {
      const { text, mentions, mentionsChannel, mentionsHere } = body.value;
      Object.assign(message, { text, mentions, mentionsChannel, mentionsHere });
      state.editedAt = at;
      return;
    }
    case "reactionAdded": {
      const { emoji } = body.value;
      const known = state.reactions.find((reaction) => reaction.emoji === emoji);
      if (known) known.users.push(user);
      else state.reactions.push({ emoji, users: [user] });
      return;
    }
    case "reactionRemoved": {
      const { emoji } = body.value;
      const known = state.reactions.find((reaction) => reaction.emoji === emoji)!;
      known.users = known.users.filter((each) => each !== user);
      state.reactions = state.reactions.filter(({ users }) => users.length > 0);
      return;
    }
    case "pinned":
      Object.assign(state, { pinnedAt: at, pinnedBy: user });
      return;
    case "unpinned":
      Object.assign(state, { pinnedAt: 0, pinnedBy: 0 });
      return;
    default:
  }
}

function summary(root: number, states: readonly MessageState[]): MessageState["replies"] {
  const replies = states.filter(({ message }) => message!.thread === root && !message!.deleted);
  const last = replies.at(-1);
  if (!last) return undefined;
  const users = [...new Set(replies.map(({ user }) => user))].toSorted((a, b) => a - b).slice(0, 10);
  return { count: replies.length, lastSeq: last.seq, lastAt: last.at, users };
}
