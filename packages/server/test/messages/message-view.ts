import type { Event, Message, MessageState, Reaction, ThreadSummary } from "@hubbub/protocol";

const SUMMARY_USERS = 10;

/** What a client knows of a channel's messages: a page, and the events after its head, applied in order. */
export class MessageView {
  readonly states = new Map<number, MessageState>();

  constructor(
    /** Events up to this seq are in the states. */
    private head: number,
    page: readonly MessageState[],
  ) {
    for (const state of page) this.states.set(state.seq, state);
  }

  /** Events that are in the page are left out; the rest has to come without a hole. */
  apply(events: readonly Event[]): void {
    for (const event of events) {
      if (event.seq <= this.head) continue;
      if (event.seq !== this.head + 1) throw new Error(`after ${this.head} comes ${event.seq}`);
      this.head = event.seq;
      this.#apply(event);
    }
  }

  #apply({ seq, at, user, body }: Event): void {
    switch (body.case) {
      case "message":
        this.#add({ ...EMPTY, seq, at, user, message: body.value });
        return;
      case "edited": {
        const { seq: target, text, mentions, mentionsChannel, mentionsHere } = body.value;
        this.#change(target, (state) => ({
          ...state,
          message: { ...state.message!, text, mentions, mentionsChannel, mentionsHere },
          editedAt: at,
        }));
        return;
      }
      case "deleted": {
        const { seq: target, thread, replies } = body.value;
        this.#change(target, (state) => ({
          ...EMPTY,
          seq: target,
          at: state.at,
          user: state.user,
          message: gone(state.message!),
          replies: state.replies,
        }));
        // What is left of the thread, as it was then.
        const root = this.states.get(thread);
        if (root) this.states.set(thread, { ...root, replies: replies?.count ? replies : undefined });
        return;
      }
      case "reactionAdded":
      case "reactionRemoved": {
        const { emoji } = body.value;
        const isAdded = body.case === "reactionAdded";
        this.#change(body.value.seq, (state) => ({
          ...state,
          reactions: reacted(state.reactions, emoji, user, isAdded),
        }));
        return;
      }
      case "pinned":
        this.#change(body.value.seq, (state) => ({ ...state, pinnedAt: at, pinnedBy: user }));
        return;
      case "unpinned":
        this.#change(body.value.seq, (state) => ({ ...state, pinnedAt: 0, pinnedBy: 0 }));
    }
  }

  #add(state: MessageState): void {
    this.states.set(state.seq, state);
    const { thread = 0, deleted } = state.message!;
    // One that was deleted later counts no more: the event that tells it has not come yet.
    const root = deleted ? undefined : this.states.get(thread);
    if (!root) return;
    const { count, users }: Pick<ThreadSummary, "count" | "users"> = root.replies ?? { count: 0, users: [] };
    const authors = [...new Set([...users, state.user])].toSorted((a, b) => a - b).slice(0, SUMMARY_USERS);
    const replies = { count: count + 1, lastSeq: state.seq, lastAt: state.at, users: authors };
    this.states.set(thread, { ...root, replies });
  }

  /** What is done to a message that was deleted later changes nothing. */
  #change(seq: number, change: (state: MessageState) => MessageState): void {
    const state = this.states.get(seq);
    if (state && !state.message!.deleted) this.states.set(seq, change(state));
  }
}

const EMPTY = { editedAt: 0, reactions: [], replies: undefined, pinnedAt: 0, pinnedBy: 0, previews: [] };

const gone = ({ thread, inChannel }: Message): Message => ({
  text: "",
  thread,
  inChannel,
  mentions: [],
  mentionsChannel: false,
  mentionsHere: false,
  files: [],
  alias: undefined,
  deleted: true,
});

function reacted(reactions: readonly Reaction[], emoji: string, user: number, isAdded: boolean): Reaction[] {
  const known = reactions.find((reaction) => reaction.emoji === emoji);
  if (!known) return isAdded ? [...reactions, { emoji, users: [user] }] : [...reactions];
  const users = known.users.filter((id) => id !== user);
  if (isAdded) users.push(user);
  return reactions
    .map((reaction) => (reaction === known ? { emoji, users } : reaction))
    .filter((reaction) => reaction.users.length > 0);
}
