import type {
  ChannelSettings,
  Ephemeral,
  FilePage,
  Init,
  ListFiles,
  ListMessages,
  ListThreads,
  MessagePage,
  NotificationLevel,
  ReadMoved,
  Scheduled,
  ThreadPage,
} from "@hubbub/protocol";
import { v7 as uuidv7 } from "uuid";

import { type Ask, askOver } from "./ask.ts";
import { ChannelInvites, ChannelWebhooks } from "./channel-links.ts";
import { ChannelMembers } from "./channel-members.ts";
import type { ChannelOptions, SendOptions, StreamStart } from "./channel-options.ts";
import type { Missing } from "./cursor.ts";
import { Emitter } from "./emitter.ts";
import type { ChannelEvent, MessageEvent } from "./events.ts";
import type { FeedReader, Position } from "./feed.ts";
import { checkRange, type FetchHistory, historyOf, type HistoryPage, type HistoryQuery } from "./history.ts";
import { Message } from "./message.ts";
import type { OutboxEntry } from "./outbox-store.ts";
import type { Sent } from "./outbox.ts";
import { Presence, type PresenceEvent } from "./presence.ts";
import { EventStream } from "./stream.ts";
import { checkText } from "./text.ts";

/** Typing is told no more often than this: the others take it to last for some seconds. */
const TYPING_EVERY_MS = 3_000;
/** Events from before its start that an iteration may begin with. */
const HISTORY_MAX = 10_000;

export interface ChannelEvents {
  message: MessageEvent;
  /** Every event of the log, messages too. */
  event: ChannelEvent;
  /** Another user is typing, in the channel (thread 0) or in a thread; holds for some seconds. */
  typing: { user: number; thread: number };
  /** The answer to a slash command, for this user alone, and nowhere kept. */
  ephemeral: Ephemeral;
  /** A member has read up to here; told in channels of up to 50. */
  read: { user: number; seq: number };
  /** After `watchPresence()`. */
  presence: PresenceEvent;
  /** The log doesn't hold these events any more. Those that were only late are never told as a gap. */
  gap: Missing;
  /** With a ClientState: more events were missed than are worth to be fetched; these were not given. */
  skipped: Missing;
  /** The log was reset: what is known of it is void, and events of the new one follow, its newest page first. */
  reset: Position;
  /** Nothing more comes: the channel was left, the client closed, or the channel refused because of `error`. */
  ended: { error: Error | undefined };
}

/**
 * A channel that the user is in. Listeners that are added right after `await client.join(…)` see every event from
 * there on.
 */
export class Channel extends Emitter<ChannelEvents> {
  readonly id: number;
  /** As it was called last. */
  name: string;
  /** A ChannelKind, or one of a newer server. */
  readonly kind: number;
  readonly members: ChannelMembers;
  readonly invites: ChannelInvites;
  readonly webhooks: ChannelWebhooks;
  readonly #options: ChannelOptions;
  readonly #ask: Ask;
  readonly #fetch: FetchHistory;
  readonly #fetchPatiently: FetchHistory;
  #presence: Presence | undefined;
  #typedAt = -Infinity;

  /** Made by the client: see `join` and `createChannel`. */
  constructor(options: ChannelOptions) {
    super();
    this.id = options.id;
    this.name = options.name;
    this.kind = options.kind;
    this.#options = options;
    this.#ask = askOver(options.line);
    this.members = new ChannelMembers(options.id, this.#ask);
    this.invites = new ChannelInvites(options.id, this.#ask);
    this.webhooks = new ChannelWebhooks(options.id, this.#ask);
    this.#fetch = historyOf(options.line, options.id, options.line.requestTimeoutMs);
    // An iteration goes on however long the client is offline.
    this.#fetchPatiently = historyOf(options.line, options.id, Infinity);
    options.feed.readers.add(this.#reader());
    options.attach({
      typing: (event) => this.emit("typing", event),
      presence: (event) => this.#presence?.heard(event),
      ephemeral: (event) => this.emit("ephemeral", event),
      read: (event) => this.emit("read", event),
      resumed: () => this.#presence?.resumed(),
      subscribed: () => this.#presence?.subscribed(),
    });
  }

  /** Up to here events were given to listeners. */
  get position(): Position {
    return this.#options.feed.position;
  }

  /** Own messages that are not on the server yet, in their order. */
  get pending(): OutboxEntry[] {
    return this.#options.pending();
  }

  /**
   * Sends a message: once, whatever happens to the connection, and after those that were sent before. Resolves
   * when it is durable. While offline it waits in the outbox. Rejects with RefusedError (too large, not a member,
   * …), OutboxFull or ClientClosed.
   */
  async send(text: string, options: SendOptions = {}): Promise<Sent> {
    const { clientId = uuidv7(), ...rest } = options;
    checkText(text, options.files !== undefined && options.files.length > 0);
    return this.#options.send({ ...rest, clientId, channel: this.id, text, after: this.position.seq });
  }

  /** One message of the channel, by seq: to edit it, answer it, react to it, … */
  message(seq: number): Message {
    const send = (text: string, options: SendOptions) => this.send(text, options);
    return new Message({ channel: this.id, seq, ask: this.#ask, send });
  }

  /**
   * A page of messages as they read now: the newest of the channel or of a thread, or next before or after a seq, or
   * on both sides of it. 100 are given if nothing else is said, 500 at most.
   */
  page(query: Omit<Init<ListMessages>, "channel"> = {}): Promise<MessagePage> {
    return this.#ask("listMessages", { ...query, channel: this.id });
  }

  /** Messages as they read now, by seq, 1 to 500; what is no message is left out. */
  get(seqs: readonly number[]): Promise<MessagePage> {
    return this.#ask("getMessages", { channel: this.id, seqs });
  }

  /** Pinned messages, the newest pin first. */
  pins(): Promise<MessagePage> {
    return this.#ask("listPins", { channel: this.id });
  }

  /** The channel's threads, by their newest reply. */
  threads(query: Omit<Init<ListThreads>, "channel"> = {}): Promise<ThreadPage> {
    return this.#ask("listThreads", { ...query, channel: this.id });
  }

  /** The channel's files, the newest first. */
  files(query: Omit<Init<ListFiles>, "channel"> = {}): Promise<FilePage> {
    return this.#ask("listFiles", { ...query, channel: this.id });
  }

  /** Sends a message at a time, in milliseconds since 1970 UTC, at most a year ahead. */
  schedule(text: string, at: number, options: Omit<SendOptions, "inChannel"> = {}): Promise<Scheduled> {
    const { clientId = uuidv7(), ...rest } = options;
    return this.#ask("scheduleMessage", { ...rest, clientId, channel: this.id, text, at });
  }

  /** Keeps what the user has begun to write, on all devices; an empty text without files forgets it. */
  async setDraft(text: string, { thread = 0, files = [] as readonly number[] } = {}): Promise<void> {
    await this.#ask("setDraft", { channel: this.id, thread, text, files });
  }

  /** Runs a slash command, such as "/weather Bern"; the answer comes as a message or as `ephemeral`. */
  async run(text: string, { thread = 0 } = {}): Promise<void> {
    await this.#ask("runSlashCommand", { channel: this.id, thread, text: text.replace(/^\//, "") });
  }

  /** The channel, or a thread, is read up to this seq; it never goes back. */
  async markRead(seq: number, { thread = 0 } = {}): Promise<void> {
    await this.#ask("markRead", { channel: this.id, thread, seq });
  }

  /** The message and all after it are unread. */
  async markUnread(seq: number, { thread = 0 } = {}): Promise<void> {
    await this.#ask("markRead", { channel: this.id, thread, seq: seq - 1, back: true });
  }

  /** How far members have read, in channels of up to 50. */
  async receipts(): Promise<ReadMoved[]> {
    return (await this.#ask("getReceipts", { channel: this.id })).receipts;
  }

  /** Changes what is given of the channel's settings. */
  async update(settings: Partial<ChannelSettings>): Promise<void> {
    for (const [name, value] of Object.entries(settings)) {
      const change = { case: name, value } as { case: "name"; value: string };
      await this.#ask("updateChannel", { channel: this.id, change });
    }
  }

  /** When the channel notifies the user, and whether it is a favourite: both are set as given. */
  async setPreferences(level: NotificationLevel, favourite: boolean): Promise<void> {
    await this.#ask("setChannelPreferences", { channel: this.id, level, favourite });
  }

  /** Iterates over messages, those that come included. See EventStream for what a slow reader gets. */
  messages(start: StreamStart = {}): EventStream<MessageEvent> {
    return this.#stream(start, (event) => event.kind === "message");
  }

  /** Iterates over all events of the log, those that come included. */
  events(start: StreamStart = {}): EventStream<ChannelEvent> {
    return this.#stream(start, (event): event is ChannelEvent => event.kind !== undefined);
  }

  /** A page of the log: the newest, or next before or after a seq. Rejects with RefusedError, RequestTimeout, … */
  history(query: HistoryQuery = {}): Promise<HistoryPage> {
    return this.#fetch(query);
  }

  /** Tells the others that the user is typing; call it at every key, it is sent every few seconds at most. */
  startTyping({ thread = 0 } = {}): void {
    if (Date.now() - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = Date.now();
    this.#options.connection()?.notify("startTyping", { channel: this.id, thread });
  }

  /** Watches who is online: the set is kept up to date, and each change is a `presence` event. */
  async watchPresence(): Promise<ReadonlySet<number>> {
    this.#presence ??= new Presence(
      () => this.#askPresence(),
      (event) => this.emit("presence", event),
    );
    await this.#presence.watch();
    return this.#presence.online;
  }

  async unwatchPresence(): Promise<void> {
    this.#presence = undefined;
    await this.#ask("watchPresence", { channel: this.id, stop: true });
  }

  /** Stops listening to the channel, without leaving it: `join` opens it again. Iterations end. */
  close(): void {
    this.#options.connection()?.notify("unsubscribe", { channel: this.id });
    this.#options.feed.end(undefined);
  }

  /** Ends the membership; iterations end. */
  async leave(): Promise<void> {
    await this.#ask("leaveChannel", { channel: this.id });
    this.#options.feed.end(undefined);
  }

  #stream<E extends ChannelEvent>(
    start: StreamStart,
    accept: (event: ChannelEvent) => event is E,
  ): EventStream<E> {
    const { history = 0, after: position = this.position } = start;
    checkRange("history", history, 0, HISTORY_MAX);
    return new EventStream({
      feed: this.#options.feed,
      fetch: this.#fetchPatiently,
      position,
      history,
      accept,
    });
  }

  async #askPresence(): Promise<{ online: number[] }> {
    const state = await this.#ask("watchPresence", { channel: this.id, stop: false });
    return "online" in state ? state : { online: [] };
  }

  #reader(): FeedReader {
    return {
      event: (event) => {
        if (event.kind === "changed") this.name = event.settings.name;
        this.emit("event", event);
        if (event.kind === "message") this.emit("message", event);
      },
      missing: (range) => this.emit("gap", range),
      skipped: (range) => this.emit("skipped", range),
      reset: (position) => this.emit("reset", position),
      ended: (error) => this.emit("ended", { error }),
    };
  }
}
