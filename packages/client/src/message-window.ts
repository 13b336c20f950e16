import type { MessagePage, MessageState } from "@hubbub/protocol";

import type { ChannelEvent, MessageEvent } from "./events.ts";
import { changedMessage, deletedMessage, newMessage, repliedMessage } from "./message-state.ts";

/** Events kept while pages are on their way; past it the pages are of no use and are asked for again. */
const RECENT_MAX = 2_000;

interface Entry {
  state: MessageState;
  /** Events up to this seq are in the state. */
  upTo: number;
}

/**
 * A run of a channel's or thread's messages without a hole, as they read now. Pages come from snapshots at different
 * heads, older or newer than the events that were seen: each message knows up to where it is current, and events
 * that came while a page was on its way are applied to what it brings.
 */
export class MessageWindow {
  readonly #thread: number;
  #entries: Entry[] = [];
  #root: Entry | undefined;
  /** Events up to this seq can't be news at the window's end. */
  #end = 0;
  #recent: ChannelEvent[] | undefined;
  #lost = false;
  /**
   * Messages whose replies are not known any more: an event of a deletion names the reply and not its thread. To be
   * fetched and given to `refresh`.
   */
  readonly suspects = new Set<number>();
  moreBefore = false;
  moreAfter = false;

  /** `thread` is the seq of a thread's root; 0 for the channel itself. */
  constructor(thread: number) {
    this.#thread = thread;
  }

  get messages(): MessageState[] {
    return this.#entries.map(({ state }) => state);
  }

  get size(): number {
    return this.#entries.length;
  }

  /** The root of the thread that is shown, once it is known. */
  get root(): MessageState | undefined {
    return this.#root?.state;
  }

  get first(): number {
    return this.#entries[0]?.state.seq ?? 0;
  }

  get last(): number {
    return this.#entries.at(-1)?.state.seq ?? 0;
  }

  find(seq: number): MessageState | undefined {
    return this.#entry(seq)?.state;
  }

  /** A page will come: from now on events are kept for it. */
  expect(): void {
    this.#recent ??= [];
  }

  /** None is expected any more. */
  rest(): void {
    this.#recent = undefined;
    this.#lost = false;
  }

  /** Whether events are missing that a page would need: it has to be asked for again, after `rest` and `expect`. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Puts the page in the place of everything. */
  replace(page: MessagePage): void {
    this.#entries = this.#current(page);
    this.moreBefore = page.moreBefore;
    this.moreAfter = page.moreAfter;
    this.#end = page.head;
    this.#replay(page.head);
  }

  /** Puts the page that lies next before `first` there, if that is still where the window begins. */
  before(page: MessagePage, first: number): void {
    if (first !== this.first) return;
    this.#entries.unshift(...this.#current(page));
    this.moreBefore = page.moreBefore;
  }

  /** Puts the page that lies next after `last` there, if that is still where the window ends. */
  after(page: MessagePage, last: number): void {
    if (last !== this.last) return;
    this.#entries.push(...this.#current(page));
    this.moreAfter = page.moreAfter;
    this.#end = page.head;
    this.#replay(page.head);
  }

  /** Newer states of messages that are there, and of the root. */
  refresh(page: MessagePage): void {
    for (const entry of this.#current(page)) {
      if (entry.state.seq === this.#thread && entry.upTo >= (this.#root?.upTo ?? 0)) this.#root = entry;
      const known = this.#entry(entry.state.seq);
      if (known !== undefined && entry.upTo >= known.upTo) Object.assign(known, entry);
    }
  }

  /** Keeps `most` messages: those at the end, or at the beginning. */
  trim(most: number, keep: "newest" | "oldest"): void {
    const excess = this.#entries.length - most;
    if (excess <= 0) return;
    if (keep === "newest") {
      this.#entries.splice(0, excess);
      this.moreBefore = true;
    } else {
      this.#entries.splice(most);
      this.moreAfter = true;
    }
  }

  /** Gives whether something changed. */
  event(event: ChannelEvent): boolean {
    this.#keep(event);
    if (event.kind === "deleted") this.#suspect(event.message, [...this.#entries, this.#root]);
    let changed = this.#append(event);
    if (event.kind === "historyRemoved") return this.#removeHistory(event.before, event.seq) || changed;
    const target = this.#targetOf(event);
    for (const entry of target === 0 ? [] : [this.#entry(target), this.#rootEntry(target)]) {
      if (entry === undefined || event.seq <= entry.upTo) continue;
      apply(entry, event);
      changed = true;
    }
    return changed;
  }

  #keep(event: ChannelEvent): void {
    if (this.#recent === undefined) return;
    if (this.#recent.length < RECENT_MAX) this.#recent.push(event);
    else this.#lost = true;
  }

  #append(event: ChannelEvent): boolean {
    if (event.kind !== "message" || this.moreAfter || event.seq <= Math.max(this.#end, this.last))
      return false;
    if (!this.#isShown(event)) return false;
    this.#entries.push({ state: newMessage(event), upTo: event.seq });
    return true;
  }

  #isShown({ thread, inChannel }: MessageEvent): boolean {
    return this.#thread === 0 ? thread === 0 || inChannel : thread === this.#thread;
  }

  /** The message that an event changes; 0 if none. */
  #targetOf(event: ChannelEvent): number {
    if (event.kind === "message") return event.thread;
    return "message" in event ? event.message : 0;
  }

  #suspect(deleted: number, among: readonly (Entry | undefined)[]): void {
    const thread = this.#entry(deleted)?.state.message?.thread;
    for (const entry of thread === 0 ? [] : among) {
      if (entry === undefined) continue;
      const { seq, replies } = entry.state;
      const isRoot = seq === thread || (seq < deleted && (replies?.lastSeq ?? 0) >= deleted);
      if (isRoot && replies !== undefined) this.suspects.add(seq);
    }
  }

  /** A page's messages, with the events that came since it was read. */
  #current(page: MessagePage): Entry[] {
    const entries = page.messages.map((state): Entry => ({ state, upTo: page.head }));
    const bySeq = new Map(entries.map((entry) => [entry.state.seq, entry]));
    for (const event of this.#recent ?? []) {
      if (event.seq <= page.head) continue;
      if (event.kind === "historyRemoved") {
        for (const entry of entries) removeBefore(entry, event.before, event.seq);
        continue;
      }
      const entry = bySeq.get(this.#targetOf(event));
      if (entry !== undefined) apply(entry, event);
      if (event.kind === "deleted") this.#suspect(event.message, entries);
    }
    return entries;
  }

  /** Appends what came since a page was read that ends with the newest message. */
  #replay(head: number): void {
    if (this.moreAfter) return;
    const later = (this.#recent ?? []).filter(({ seq }) => seq > head);
    for (const event of later) {
      this.#append(event);
      // And what was done to those that were appended just now.
      const entry = this.#entry(this.#targetOf(event));
      if (entry !== undefined && event.seq > entry.upTo) apply(entry, event);
    }
  }

  #removeHistory(before: number, seq: number): boolean {
    let changed = false;
    for (const entry of [...this.#entries, this.#root]) {
      if (entry !== undefined && removeBefore(entry, before, seq)) changed = true;
    }
    return changed;
  }

  #rootEntry(seq: number): Entry | undefined {
    return seq === this.#thread ? this.#root : undefined;
  }

  #entry(seq: number): Entry | undefined {
    let low = 0;
    let high = this.#entries.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const entry = this.#entries[middle] as Entry;
      if (entry.state.seq === seq) return entry;
      if (entry.state.seq < seq) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}

function apply(entry: Entry, event: ChannelEvent): void {
  entry.state =
    event.kind === "message" ? repliedMessage(entry.state, event) : changedMessage(entry.state, event);
  entry.upTo = event.seq;
}

/** Whether it was removed. */
function removeBefore(entry: Entry, before: number, seq: number): boolean {
  if (entry.state.seq >= before || entry.upTo >= seq) return false;
  entry.state = deletedMessage(entry.state);
  entry.upTo = seq;
  return true;
}
