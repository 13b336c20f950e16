import { LIMITS, type UnreadCounts as Counts } from "@hubbub/protocol";

import type { ChannelEvent } from "./events.ts";
import { Source } from "./observable.ts";
import { UnreadCounter } from "./unread-counter.ts";
import { after } from "./wait.ts";

/** Counts that many clients find to be stale at the same moment are asked for spread over this, in milliseconds. */
const SPREAD_MS = 2_000;

export interface UnreadCount {
  /** Messages of others after the user's cursor that are shown in the channel. */
  messages: number;
  /** Those among them that mention the user. */
  mentions: number;
}

/** What is unread in all. */
export interface UnreadState {
  channels: ReadonlyMap<number, UnreadCount>;
  /** Followed threads with unread replies, and the mentions in them. */
  threads: number;
  threadMentions: number;
}

/** What is unread, as plain data. */
export interface SavedUnread {
  unread: (UnreadCount & { channel: number })[];
  threads: number;
  threadMentions: number;
}

export interface UnreadCountsOptions {
  /** What is unread in these channels. Rejects if there will be no answer. */
  fetch: (channels: number[]) => Promise<Counts>;
  /** The user's cursor in a channel; undefined if they are not in it (any more). */
  readOf: (channel: number) => number | undefined;
  failed: (error: unknown) => void;
  random: () => number;
}

const NOTHING: UnreadCount = { messages: 0, mentions: 0 };

/** Unread messages of all channels, kept exact by the channels' events and the user's cursors. */
export class UnreadCounts {
  readonly #options: UnreadCountsOptions;
  readonly #counters = new Map<number, UnreadCounter>();
  readonly #shown = new Map<number, UnreadCount>();
  #threads = { threads: 0, threadMentions: 0 };
  #threadsStale = true;
  #asking = false;
  /** Something that won't wait was found stale while others were asked for. */
  #again = false;
  #stopped = false;
  #stopTimer: (() => void) | undefined;
  /** The time within which the timer calls. */
  #withinMs = 0;

  readonly state = new Source<UnreadState>(() => ({ channels: new Map(this.#shown), ...this.#threads }));

  constructor(options: UnreadCountsOptions) {
    this.#options = options;
  }

  /** What is known, to be kept. */
  get saved(): SavedUnread {
    const unread = [...this.#shown].map(([channel, count]) => Object.assign({ channel }, count));
    return Object.assign({ unread }, this.#threads);
  }

  /** Shows what was kept until it is counted. */
  restore({ unread, threads, threadMentions }: SavedUnread): void {
    for (const { channel, messages, mentions } of unread) this.#shown.set(channel, { messages, mentions });
    this.#threads = { threads, threadMentions };
    this.state.changed();
  }

  /** The user is in this channel. */
  add(channel: number, me: number): void {
    if (this.#counters.has(channel)) return;
    this.#counters.set(channel, new UnreadCounter(me));
    this.refresh();
  }

  remove(channel: number): void {
    this.#counters.delete(channel);
    this.#shown.delete(channel);
    this.state.changed();
    // Its threads count no more.
    this.threadsChanged();
  }

  event(event: ChannelEvent): void {
    const counter = this.#counters.get(event.channel);
    if (counter === undefined) return;
    counter.event(event);
    this.#show(event.channel, counter);
    if (counter.stale) this.refresh(SPREAD_MS);
  }

  /** The user's cursor in a channel is another one. */
  moved(channel: number): void {
    const counter = this.#counters.get(channel);
    const read = this.#options.readOf(channel);
    if (counter === undefined || read === undefined) return;
    counter.moved(read);
    this.#show(channel, counter);
    if (counter.stale) this.refresh();
  }

  /** Events were missed, or the log was reset: what was counted is void. */
  reset(channel: number): void {
    this.#counters.get(channel)?.reset();
    this.refresh();
  }

  /** Something may have changed in followed threads; at once if the user did it. */
  threadsChanged(spreadMs = 0): void {
    this.#threadsStale = true;
    this.refresh(spreadMs);
  }

  /** Asks for everything that is stale, within `spreadMs`. */
  refresh(spreadMs = 0): void {
    if (spreadMs === 0 && this.#withinMs > 0) {
      this.#stopTimer?.();
      this.#stopTimer = undefined;
    }
    if (this.#stopped) return;
    this.#again ||= this.#asking && spreadMs === 0;
    if (this.#stopTimer === undefined) this.#withinMs = spreadMs;
    this.#stopTimer ??= after(this.#options.random() * spreadMs, () => {
      this.#stopTimer = undefined;
      void this.#ask();
    });
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopped = true;
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    const stale = [...this.#counters].filter(([, counter]) => counter.stale).slice(0, LIMITS.unreadChannels);
    // The answer tells the threads of all channels, whatever channel is asked for.
    const [first] = this.#counters.keys();
    if (first === undefined) return this.#answered({ channels: [], threads: 0, threadMentions: 0 });
    if (stale.length === 0 && !this.#threadsStale) return;
    this.#asking = true;
    this.#threadsStale = false;
    for (const [, counter] of stale) counter.asked();
    try {
      const ids = stale.length === 0 ? [first] : stale.map(([id]) => id);
      this.#answered(await this.#options.fetch(ids));
      for (const [, counter] of stale) if (counter.waiting) counter.omitted();
    } catch (error) {
      for (const [, counter] of stale) counter.unanswered();
      this.#threadsStale = true;
      this.#options.failed(error);
      return;
    } finally {
      this.#asking = false;
    }
    this.refresh(this.#again || stale.length === LIMITS.unreadChannels ? 0 : SPREAD_MS);
    this.#again = false;
  }

  #answered({ channels, threads, threadMentions }: Counts): void {
    for (const unread of channels) {
      const counter = this.#counters.get(unread.channel);
      counter?.answered(unread);
      if (counter !== undefined) this.#show(unread.channel, counter);
    }
    this.#threads = { threads, threadMentions };
    this.state.changed();
  }

  #show(channel: number, { messages, mentions }: UnreadCounter): void {
    const shown = this.#shown.get(channel) ?? NOTHING;
    if (shown.messages === messages && shown.mentions === mentions && this.#shown.has(channel)) return;
    this.#shown.set(channel, { messages, mentions });
    this.state.changed();
  }
}
