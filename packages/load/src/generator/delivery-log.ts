import { encodeServerFrame, type Event, scanEvents, serverFrame, type VisitEvent } from "@hubbub/protocol";

import { readMessageMark } from "./message-text.ts";
import { type SendLedger } from "./send-ledger.ts";
import { type DeliveryFaults, SeqChecker, type SeqRange } from "./seq-checker.ts";
import { SharedFrame } from "./shared-frame.ts";
import { NO_MESSAGE, Sightings } from "./sightings.ts";
import { MIXED, WindowedLatencies } from "./windowed-latencies.ts";

/** Newest seqs of each channel whose intended times are kept at hand: half a megabyte a channel. */
const SIGHTING_WINDOW = 65_536;

const MESSAGE_FIELD = 5;

export interface DeliveryLogOptions {
  members: number;
  channels: number;
  /** Eight characters that are in the messages of this run. */
  run: string;
  ledger: SendLedger;
}

/**
 * Checks every delivery to every member, and measures those of the run's messages. Members and channels are
 * numbered 0, 1, 2, …; ids are the server's.
 */
export class DeliveryLog {
  /** Deliveries so far, repeated ones included. */
  delivered = 0;
  /** Another one may be put here before the messages that it is for are sent. */
  latencies = new WindowedLatencies([]);

  readonly #run: string;
  readonly #ledger: SendLedger;
  readonly #seqs: SeqChecker;
  readonly #sightings: Sightings;
  /** By channel. */
  readonly #shared: SharedFrame[];
  /** Largest seq that was acknowledged, by channel. */
  readonly #acknowledged: Float64Array;
  readonly #channelOf: Int32Array;
  readonly #idOf: Float64Array;
  readonly #aside: Uint8Array;
  #stray = 0;
  // The frame that is being taken.
  #member = 0;
  #frame: Uint8Array = new Uint8Array(0);
  #receipt = 0;
  /** Events of the frame that were each the member's next, and the last of them. */
  #plain = 0;
  #lastSeq = 0;

  constructor({ members, channels, run, ledger }: DeliveryLogOptions) {
    this.#run = run;
    this.#ledger = ledger;
    this.#seqs = new SeqChecker(members);
    this.#sightings = new Sightings(channels, SIGHTING_WINDOW);
    this.#shared = Array.from({ length: channels }, () => new SharedFrame());
    this.#acknowledged = new Float64Array(channels);
    this.#channelOf = new Int32Array(members);
    this.#idOf = new Float64Array(members).fill(-1);
    this.#aside = new Uint8Array(members);
  }

  /**
   * The member has subscribed to the channel, and gets what comes after `head`. If it is not the first time, what
   * came meanwhile is to be fetched.
   */
  subscribed(member: number, channel: number, id: number, head: number): void {
    if (this.#idOf[member] === id) {
      this.#seqs.resume(member, head);
      return;
    }
    this.#channelOf[member] = channel;
    this.#idOf[member] = id;
    this.#seqs.begin(member, head);
    this.#sightings.begin(channel, head);
  }

  /**
   * Takes the frame that came to another member of the channel before, if a message, `start` to `end` of `bytes`,
   * that came to this one at `receipt` ends with it, and it holds what comes next. Gives where the rest of the
   * message ends, which is a frame of its own: mostly `start`, and `end` if nothing was taken. `whole`: only if the
   * message is that frame and nothing else, as is needed of compressed ones.
   */
  takeShared(
    member: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    receipt: number,
    whole: boolean,
  ): number {
    const shared = this.#shared[this.#channelOf[member]!]!;
    const begin = shared.beginIn(bytes, start, end);
    if (begin === end || (whole && begin !== start)) return end;
    if (!this.#seqs.takeNext(member, shared.from, shared.to)) return end;
    this.delivered += shared.to - shared.from + 1;
    if (!this.#aside[member]) this.latencies.recordFrame(shared, receipt);
    return begin;
  }

  /**
   * Takes the events of a frame in Protobuf that came to the member at `receipt` as the bytes of `message`. Gives
   * the number of the frame's other parts. Throws BadFrame.
   */
  takeFrame(member: number, frame: Uint8Array, message: Uint8Array, receipt: number): number {
    this.#member = member;
    this.#frame = frame;
    this.#receipt = receipt;
    this.#plain = 0;
    const before = this.delivered;
    const others = scanEvents(frame, this.#visit);
    const events = this.delivered - before;
    if (others === 0 && events > 0 && events === this.#plain) this.#share(message, events);
    return others;
  }

  /** Takes those of a History page's events that are not past `to`; the page came to the member at `receipt`. */
  takePage(member: number, events: readonly Event[], to: number, receipt: number): void {
    this.#member = member;
    this.#frame = encodeServerFrame(serverFrame({ events: events.filter(({ seq }) => seq <= to) }));
    this.#receipt = receipt;
    this.#lastSeq = 0;
    scanEvents(this.#frame, this.#visitFetched);
  }

  /** What the member has to fetch: gaps that were announced, and what came while it was not connected. */
  owed(member: number): readonly SeqRange[] {
    return this.#seqs.owed(member);
  }

  /** The largest seq that the member knows of; 0 before it has subscribed. */
  head(member: number): number {
    return this.#seqs.head(member);
  }

  /** From now on the member's deliveries are checked, but not measured: it is slow of its own will. */
  setAside(member: number): void {
    this.#aside[member] = 1;
  }

  /** A message of the member's has this seq, and so should come to everybody in the channel. */
  acknowledged(member: number, seq: number): void {
    const channel = this.#channelOf[member]!;
    if (seq > this.#acknowledged[channel]!) this.#acknowledged[channel] = seq;
  }

  /** The server announced that it didn't send these events to the member. */
  gap(member: number, id: number, from: number, to: number): void {
    if (id === this.#idOf[member]) this.#seqs.gap(member, from, to);
    else this.#stray += to - from + 1;
  }

  /** Whether everything that is known to be in the logs has come to everybody, or was announced as a gap. */
  get complete(): boolean {
    for (let member = 0; member < this.#idOf.length; member++) {
      if (!this.#seqs.complete(member, this.#headOf(member))) return false;
    }
    return true;
  }

  /** The faults so far; what didn't come yet is lost. */
  get faults(): DeliveryFaults {
    return { ...this.#seqs.faults((member) => this.#headOf(member)), stray: this.#stray };
  }

  /** Keeps the message that was just taken, which held `events` events, each the next, and nothing else. */
  #share(message: Uint8Array, events: number): void {
    const channel = this.#channelOf[this.#member]!;
    const shared = this.#shared[channel]!;
    const from = this.#lastSeq - events + 1;
    // Too old for the sightings: it has to be read again for each member.
    if (Number.isNaN(this.#sightings.intended(channel, from))) return;
    shared.keep(message, from, this.#lastSeq);
    for (let seq = from; seq <= this.#lastSeq; seq++) {
      const intended = this.#sightings.intended(channel, seq);
      if (intended === NO_MESSAGE) continue;
      const window = this.latencies.windowOf(intended);
      if (shared.messages === 0) shared.window = window;
      else if (shared.window !== window) shared.window = MIXED;
      shared.times[shared.messages++] = intended;
    }
  }

  /** One event of the frame that is being taken. */
  readonly #visit: VisitEvent = (id, seq, _at, _user, bodyField, start, end) => {
    const member = this.#member;
    this.delivered++;
    if (id !== this.#idOf[member]) {
      this.#stray++;
      return;
    }
    if (this.#seqs.takeNext(member, seq, seq)) {
      this.#plain++;
      this.#lastSeq = seq;
    } else if (!this.#seqs.take(member, seq)) return;
    this.#measure(seq, bodyField, start, end);
  };

  /** One event of the page that is being taken. */
  readonly #visitFetched: VisitEvent = (id, seq, _at, _user, bodyField, start, end) => {
    this.delivered++;
    if (id !== this.#idOf[this.#member]) {
      this.#stray++;
      return;
    }
    const isNew = this.#seqs.takeFetched(this.#member, seq, this.#lastSeq);
    this.#lastSeq = Math.max(this.#lastSeq, seq);
    if (isNew) this.#measure(seq, bodyField, start, end);
  };

  #measure(seq: number, bodyField: number, start: number, end: number): void {
    const channel = this.#channelOf[this.#member]!;
    let intended = this.#sightings.intended(channel, seq);
    if (Number.isNaN(intended)) intended = this.#sight(channel, seq, bodyField, start, end);
    if (intended === NO_MESSAGE || this.#aside[this.#member]) return;
    this.latencies.record(intended, this.#receipt);
  }

  #headOf(member: number): number {
    const channel = this.#channelOf[member]!;
    return Math.max(this.#sightings.head(channel), this.#acknowledged[channel]!);
  }

  /** Reads the event's mark, once for all members it comes to. */
  #sight(channel: number, seq: number, bodyField: number, start: number, end: number): number {
    const mark =
      bodyField === MESSAGE_FIELD ? readMessageMark(this.#run, this.#frame, start, end) : undefined;
    // What is too old for the sightings was sighted when it was new.
    const known = seq <= this.#sightings.head(channel) - SIGHTING_WINDOW;
    if (mark !== undefined && !known) this.#ledger.sight(mark.number, seq);
    const intended = mark?.intended ?? NO_MESSAGE;
    this.#sightings.sight(channel, seq, intended);
    return intended;
  }
}
