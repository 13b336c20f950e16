import type { Unread } from "@hubbub/protocol";

import type { ChannelEvent, EditedEvent, MessageEvent } from "./events.ts";

/** Unread messages that are known one by one in a channel; past it the oldest are only counted. */
const KNOWN_MAX = 500;
/** Events kept for an answer that is on its way; past it the question is asked again. */
const SINCE_MAX = 1000;

/**
 * What is unread in one channel: a count of the server's at some head, and the events after it. Where the two don't
 * tell (a message was deleted that may have been counted or not, the cursor moved into what is only counted) it is
 * `stale` and has to be asked for anew; until then it shows what it knows.
 */
export class UnreadCounter {
  readonly #me: number;
  /** Unread messages that came as events, and whether they mention the user; ascending. */
  readonly #known = new Map<number, boolean>();
  /** What is unread after this seq is known one by one. */
  #base = 0;
  #head = 0;
  #read = 0;
  #messages = 0;
  #mentions = 0;
  #since: ChannelEvent[] | undefined;
  stale = true;
  /** Where the cursor was put while an answer was on its way. */
  #movedTo: number | undefined;

  constructor(me: number) {
    this.#me = me;
  }

  /** Messages of others after the user's cursor that are shown in the channel. */
  get messages(): number {
    return this.#messages;
  }

  /** Those among them that mention the user. */
  get mentions(): number {
    return this.#mentions;
  }

  /** The user's cursor, as it was counted. */
  get read(): number {
    return this.#read;
  }

  /** Whether a count is on its way. */
  get waiting(): boolean {
    return this.#since !== undefined;
  }

  /** A count was asked for. */
  asked(): void {
    this.#since = [];
    this.#movedTo = undefined;
  }

  /** The answer says nothing of this channel: the user is not in it any more. */
  omitted(): void {
    this.#since = undefined;
    this.stale = false;
  }

  /** It will not be answered. */
  unanswered(): void {
    this.stale = true;
    this.#since = undefined;
  }

  answered({ head, read, messages, mentions }: Unread): void {
    const since = this.#since;
    if (since === undefined) return;
    this.#since = undefined;
    this.stale = false;
    this.#known.clear();
    this.#base = head;
    this.#head = head;
    this.#read = read;
    this.#messages = messages;
    this.#mentions = mentions;
    for (const event of since) this.event(event);
    if (this.#movedTo !== undefined) this.moved(this.#movedTo);
  }

  /** What was counted before is void. */
  reset(): void {
    this.#head = 0;
    this.#since = undefined;
    this.stale = true;
  }

  event(event: ChannelEvent): void {
    this.#since?.push(event);
    if (this.#since !== undefined && this.#since.length > SINCE_MAX) this.unanswered();
    if (event.seq <= this.#head) return;
    this.#head = event.seq;
    if (event.kind === "message") this.#message(event);
    else if (event.kind === "deleted") this.#deleted(event.message);
    else if (event.kind === "edited") this.#edited(event);
    else if (event.kind === "historyRemoved") this.#removed(event.before);
  }

  /** The user's cursor is here. */
  moved(read: number): void {
    if (this.waiting) this.#movedTo = read;
    if (read === this.#read) return;
    const counted = read < Math.min(this.#base, this.#head);
    this.stale ||= counted || read < this.#read;
    this.#read = read;
    if (counted) return;
    for (const seq of this.#known.keys()) if (seq <= read) this.#known.delete(seq);
    this.#messages = this.#known.size;
    this.#mentions = [...this.#known.values()].filter(Boolean).length;
  }

  #message(event: MessageEvent): void {
    const shown = event.thread === 0 || event.inChannel;
    if (event.user === this.#me || !shown || event.seq <= this.#read) return;
    const mention = this.#isMentioned(event);
    this.#messages += 1;
    this.#mentions += mention ? 1 : 0;
    this.#known.set(event.seq, mention);
    if (this.#known.size <= KNOWN_MAX) return;
    const [oldest = 0] = this.#known.keys();
    this.#known.delete(oldest);
    this.#base = oldest;
  }

  #deleted(seq: number): void {
    const mention = this.#known.get(seq);
    if (mention === undefined) {
      this.stale ||= this.#isCounted(seq);
      return;
    }
    this.#known.delete(seq);
    this.#messages -= 1;
    this.#mentions -= mention ? 1 : 0;
  }

  #edited(event: EditedEvent): void {
    const before = this.#known.get(event.message);
    const mention = this.#isMentioned(event);
    if (before === undefined) {
      this.stale ||= this.#isCounted(event.message) && (mention || this.#mentions > 0);
      return;
    }
    this.#known.set(event.message, mention);
    this.#mentions += Number(mention) - Number(before);
  }

  #removed(before: number): void {
    for (const seq of this.#known.keys()) if (seq < before) this.#deleted(seq);
    this.stale ||= this.#isCounted(Math.min(this.#base, before - 1));
  }

  /** Whether it may be one of the messages that are counted and not known. */
  #isCounted(seq: number): boolean {
    return seq > this.#read && seq <= this.#base && this.#messages > this.#known.size;
  }

  #isMentioned(said: Pick<MessageEvent, "mentions" | "mentionsChannel" | "mentionsHere">): boolean {
    return said.mentionsChannel || said.mentionsHere || said.mentions.includes(this.#me);
  }
}
