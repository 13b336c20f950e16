import { LIMITS, type User } from "@hubbub/protocol";
import { v7 as uuidv7 } from "uuid";

import { call, type Line } from "./call.ts";
import type { Answer, CommandCase, CommandValue } from "./commands.ts";
import type { Connection } from "./connection.ts";
import type { Missing } from "./cursor.ts";
import { Emitter } from "./emitter.ts";
import type { ChannelEvent, MessageEvent } from "./events.ts";
import type { Feed, FeedReader, Position } from "./feed.ts";
import { checkRange, type FetchHistory, historyOf, type HistoryPage, type HistoryQuery } from "./history.ts";
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
  /** Another user is typing; holds for some seconds. */
  typing: { user: number };
  /** After `watchPresence()`. */
  presence: PresenceEvent;
  /** The log doesn't hold these events any more. Those that were only late are never told as a gap. */
  gap: Missing;
  /** The log was reset: what is known of it is void, and events of the new one follow, its newest page first. */
  reset: Position;
  /** Nothing more comes: the channel was left, the client closed, or the channel refused because of `error`. */
  ended: { error: Error | undefined };
}

/** Where an iteration begins; after what the channel has given so far if nothing is said. */
export interface StreamStart {
  /** Begin with this many from before, up to 10,000. */
  history?: number;
  /** Begin after this place, such as the `epoch` and `seq` of the last event that was dealt with. */
  after?: Position;
}

export interface ChannelOptions {
  id: number;
  name: string;
  kind: number;
  feed: Feed;
  line: Line;
  /** Notifies without waiting for an answer; does nothing while offline. */
  connection: () => Connection | undefined;
  /** Takes a message into the outbox. */
  send: (message: Pick<OutboxEntry, "clientId" | "channel" | "text">) => Promise<Sent>;
  pending: () => OutboxEntry[];
  /** Gets the way in for what comes beside the feed. */
  attach: (inlet: ChannelInlet) => void;
}

/** What the client hands to a channel beside its feed. */
export interface ChannelInlet {
  typing(user: number): void;
  presence(event: PresenceEvent): void;
  /** There is another connection. */
  resumed(): void;
  /** It is subscribed to the channel. */
  subscribed(): void;
}

/**
 * A channel that the user is in. Listeners that are added right after `await client.join(…)` see every event from
 * there on.
 */
export class Channel extends Emitter<ChannelEvents> {
  readonly id: number;
  readonly name: string;
  /** A ChannelKind, or one of a newer server. */
  readonly kind: number;
  readonly #options: ChannelOptions;
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
    this.#fetch = historyOf(options.line, options.id, options.line.requestTimeoutMs);
    // An iteration goes on however long the client is offline.
    this.#fetchPatiently = historyOf(options.line, options.id, Infinity);
    options.feed.readers.add(this.#reader());
    options.attach({
      typing: (user) => this.emit("typing", { user }),
      presence: (event) => this.#presence?.heard(event),
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
   * when it is durable. While offline it waits in the outbox. `clientId` (1 to 64 printable ASCII characters,
   * unique for the user for ever) is a UUIDv7 if not given. Rejects with RefusedError (too large, not a member,
   * …), OutboxFull or ClientClosed.
   */
  async send(text: string, { clientId = uuidv7() }: { clientId?: string } = {}): Promise<Sent> {
    checkText(text);
    return this.#options.send({ clientId, channel: this.id, text });
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

  /** All members, by id. */
  async members(): Promise<User[]> {
    const members: User[] = [];
    for (let after = 0, more = true; more; after = members.at(-1)?.id ?? 0) {
      const page = await this.#call("listMembers", { channel: this.id, after, limit: LIMITS.pageMax });
      members.push(...page.users);
      more = page.more && page.users.length > 0;
    }
    return members;
  }

  /** Tells the others that the user is typing; call it at every key, it is sent every few seconds at most. */
  startTyping(): void {
    if (Date.now() - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = Date.now();
    this.#options.connection()?.notify("startTyping", { channel: this.id });
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
    await this.#call("watchPresence", { channel: this.id, stop: true });
  }

  /** Stops listening to the channel, without leaving it: `join` opens it again. Iterations end. */
  close(): void {
    this.#options.connection()?.notify("unsubscribe", { channel: this.id });
    this.#options.feed.end(undefined);
  }

  /** Ends the membership; iterations end. */
  async leave(): Promise<void> {
    await this.#call("leaveChannel", { channel: this.id });
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
    const state = await this.#call("watchPresence", { channel: this.id, stop: false });
    return "online" in state ? state : { online: [] };
  }

  #call<C extends CommandCase>(command: C, value: CommandValue<C>): Promise<Answer<C>> {
    const { line } = this.#options;
    return call(line, command, value, { timeoutMs: line.requestTimeoutMs, resend: true });
  }

  #reader(): FeedReader {
    return {
      event: (event) => {
        this.emit("event", event);
        if (event.kind === "message") this.emit("message", event);
      },
      missing: (range) => this.emit("gap", range),
      reset: (position) => this.emit("reset", position),
      ended: (error) => this.emit("ended", { error }),
    };
  }
}
