import type { MessagePage, MessageState } from "@hubbub/protocol";

import type { ChannelEvent, MessageEvent } from "./events.ts";
import {
  changedMessage,
  deletedMessage,
  newMessage,
  repliedMessage,
  unrepliedMessage,
} from "./message-state.ts";

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
  /** Their states; undefined since something in them has changed. */
  #messages: readonly MessageState[] | undefined;
  #root: Entry | undefined;
  /** Events up to this seq can't be news at the window's end. */
  #end = 0;
  #recent: ChannelEvent[] | undefined;
  #lost = false;
  /** Before the first page an event has no place: what came before it isn't known. */
  #loaded = false;
  moreBefore = false;
  moreAfter = false;

  /** `thread` is the seq of a thread's root; 0 for the channel itself. */
  constructor(thread: number) {
    this.#thread = thread;
  }

  /** The same array until something in it has changed. */
  get messages(): readonly MessageState[] {
    return (this.#messages ??= this.#entries.map(({ state }) => state));
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
    this.#messages = undefined;
    this.moreBefore = page.moreBefore;
    this.moreAfter = page.moreAfter;
    this.#end = page.head;
    this.#loaded = true;
    this.#replay(page.head);
  }

  /** Puts the page that lies next before `first` there, if that is still where the window begins. */
  before(page: MessagePage, first: number): void {
    if (first !== this.first) return;
    this.#entries.unshift(...this.#current(page));
    this.#messages = undefined;
    this.moreBefore = page.moreBefore;
  }

  /** Puts the page that lies next after `last` there, if that is still where the window ends. */
  after(page: MessagePage, last: number): void {
    if (last !== this.last) return;
    this.#entries.push(...this.#current(page));
    this.#messages = undefined;
    this.moreAfter = page.moreAfter;
    this.#end = page.head;
    this.#replay(page.head);
  }

  /** The root of the thread, as a page tells it. */
  setRoot(page: MessagePage): void {
    this.#root = this.#current(page).find(({ state }) => state.seq === this.#thread);
  }

  /** Keeps `most` messages: those at the end, or at the beginning. */
  trim(most: number, keep: "newest" | "oldest"): void {
    const excess = this.#entries.length - most;
    if (excess <= 0) return;
    this.#messages = undefined;
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
    let changed = this.#append(event);
    if (event.kind === "historyRemoved") return this.#removeHistory(event.before, event.seq) || changed;
    for (const target of targetsOf(event)) {
      for (const entry of [this.#entry(target), this.#rootEntry(target)]) {
        if (entry === undefined || event.seq <= entry.upTo) continue;
        this.#apply(entry, event);
        changed = true;
      }
    }
    return changed;
  }

  #keep(event: ChannelEvent): void {
    if (this.#recent === undefined) return;
    if (this.#recent.length < RECENT_MAX) this.#recent.push(event);
    else this.#lost = true;
  }

  #append(event: ChannelEvent): boolean {
    if (event.kind !== "message" || !this.#loaded || this.moreAfter) return false;
    if (event.seq <= Math.max(this.#end, this.last) || !this.#isShown(event)) return false;
    this.#entries.push({ state: newMessage(event), upTo: event.seq });
    this.#messages = undefined;
    return true;
  }

  #isShown({ thread, inChannel }: MessageEvent): boolean {
    return this.#thread === 0 ? thread === 0 || inChannel : thread === this.#thread;
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
      for (const target of targetsOf(event)) {
        const entry = bySeq.get(target);
        if (entry !== undefined) apply(entry, event);
      }
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
      for (const target of targetsOf(event)) {
        const entry = this.#entry(target);
        if (entry !== undefined && event.seq > entry.upTo) this.#apply(entry, event);
      }
    }
  }

  #removeHistory(before: number, seq: number): boolean {
    let changed = false;
    for (const entry of [...this.#entries, this.#root]) {
      if (entry !== undefined && removeBefore(entry, before, seq)) changed = true;
    }
    if (changed) this.#messages = undefined;
    return changed;
  }

  #apply(entry: Entry, event: ChannelEvent): void {
    const before = entry.state;
    apply(entry, event);
    if (entry !== this.#root && entry.state !== before) this.#messages = undefined;
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

/** The messages that an event changes: with a reply its root, too. */
function targetsOf(event: ChannelEvent): number[] {
  const thread = event.kind === "message" || event.kind === "deleted" ? event.thread : 0;
  return "message" in event ? [event.message, thread] : [thread];
}

function apply(entry: Entry, event: ChannelEvent): void {
  const { state } = entry;
  if (event.kind === "message") entry.state = repliedMessage(state, event);
  else if (event.kind === "deleted" && event.message !== state.seq)
    entry.state = unrepliedMessage(state, event);
  else entry.state = changedMessage(state, event);
  entry.upTo = event.seq;
}

/** Whether it was removed. */
function removeBefore(entry: Entry, before: number, seq: number): boolean {
  if (entry.state.seq >= before || entry.upTo >= seq) return false;
  entry.state = deletedMessage(entry.state);
  entry.upTo = seq;
  return true;
}
