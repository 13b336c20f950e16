import type { MessageState } from "@hubbub/protocol";

/** What a user does with messages of one channel. */
export type Deed =
  | { does: "send"; text: string; thread: number; inChannel: boolean }
  | { does: "edit"; seq: number; text: string }
  | { does: "delete" | "pin" | "unpin"; seq: number }
  | { does: "react" | "unreact"; seq: number; emoji: string };

/** "event": something happened; "nothing": it was so already; else the name of an error. */
export type Outcome = "event" | "nothing" | "forbidden" | "not_found" | "invalid";

interface Known {
  user: number;
  text: string;
  thread: number;
  inChannel: boolean;
  edited: boolean;
  deleted: boolean;
  pinnedBy: number;
  /** Emoji to users, both in the order of their coming. */
  reactions: Map<string, Set<number>>;
}

/** A message in the model's words. */
export type Seen = Omit<Known, "reactions"> & {
  seq: number;
  reactions: [string, number[]][];
  mentions: number[];
  replies: number[];
  authors: number[];
};

/** The rules in their simplest form. The first user is the channel's owner; `names` are the members'. */
export class MessageModel {
  readonly messages = new Map<number, Known>();

  constructor(
    private readonly owner: number,
    private readonly names: ReadonlyMap<string, number>,
  ) {}

  /** What has to come of it now. */
  outcome(user: number, deed: Deed): Outcome {
    if (deed.does === "send") return deed.thread === 0 ? "event" : this.#replyOutcome(deed.thread);
    const message = this.messages.get(deed.seq);
    if (!message) return "not_found";
    if (deed.does === "delete") {
      if (message.deleted) return "nothing";
      return message.user === user || user === this.owner ? "event" : "forbidden";
    }
    if (message.deleted) return "not_found";
    switch (deed.does) {
      case "edit":
        return message.user === user ? changes(message.text !== deed.text) : "forbidden";
      case "pin":
        return changes(message.pinnedBy === 0);
      case "unpin":
        return changes(message.pinnedBy !== 0);
      case "react":
        return changes(!message.reactions.get(deed.emoji)?.has(user));
      case "unreact":
        return changes(message.reactions.get(deed.emoji)?.has(user) ?? false);
    }
  }

  /** It was done, by the event `seq`. */
  done(user: number, deed: Deed, seq: number): void {
    if (deed.does === "send") {
      const { text, thread } = deed;
      const inChannel = thread !== 0 && deed.inChannel;
      const rest = { edited: false, deleted: false, pinnedBy: 0, reactions: new Map() };
      this.messages.set(seq, { user, text, thread, inChannel, ...rest });
      return;
    }
    const message = this.messages.get(deed.seq)!;
    if (deed.does === "edit") Object.assign(message, { text: deed.text, edited: true });
    if (deed.does === "pin") message.pinnedBy = user;
    if (deed.does === "unpin") message.pinnedBy = 0;
    if (deed.does === "delete") {
      Object.assign(message, { text: "", edited: false, deleted: true, pinnedBy: 0, reactions: new Map() });
    }
    if (deed.does === "react") {
      const users = message.reactions.get(deed.emoji) ?? new Set();
      message.reactions.set(deed.emoji, users.add(user));
    }
    if (deed.does === "unreact") {
      message.reactions.get(deed.emoji)!.delete(user);
      if (message.reactions.get(deed.emoji)!.size === 0) message.reactions.delete(deed.emoji);
    }
  }

  /** Of the channel itself, or of a thread. */
  page(thread: number): Seen[] {
    const isIn = (message: Known) =>
      thread === 0 ? message.thread === 0 || message.inChannel : message.thread === thread;
    return [...this.messages].filter(([, message]) => isIn(message)).map(([seq]) => this.seen(seq));
  }

  seen(seq: number): Seen {
    const { reactions, ...message } = this.messages.get(seq)!;
    const replies = [...this.messages].filter(([, reply]) => reply.thread === seq && !reply.deleted);
    const named = [...message.text.matchAll(/@(\w+)/g)].flatMap(
      ([, name = ""]) => this.names.get(name) ?? [],
    );
    return {
      ...message,
      seq,
      reactions: [...reactions].map(([emoji, users]) => [emoji, [...users]]),
      mentions: [...new Set(named)],
      replies: replies.length === 0 ? [] : [replies.length, replies.at(-1)![0]],
      authors: [...new Set(replies.map(([, reply]) => reply.user))].toSorted((a, b) => a - b),
    };
  }

  #replyOutcome(thread: number): Outcome {
    const root = this.messages.get(thread);
    if (!root || root.deleted) return "not_found";
    return root.thread === 0 ? "event" : "invalid";
  }
}

const changes = (isChange: boolean): Outcome => (isChange ? "event" : "nothing");

/** What the server says of a message, in the model's words. */
export function seenOf(state: MessageState): Seen {
  const { text, thread, inChannel, deleted, mentions } = state.message!;
  return {
    seq: state.seq,
    user: state.user,
    text,
    thread,
    inChannel,
    deleted,
    mentions,
    edited: state.editedAt !== 0,
    pinnedBy: state.pinnedBy,
    reactions: state.reactions.map(({ emoji, users }) => [emoji, users]),
    replies: state.replies ? [state.replies.count, state.replies.lastSeq] : [],
    authors: state.replies?.users ?? [],
  };
}
