import { openRawClient, type RawClient } from "@hubbub/devkit";
import type { Command, Event, EventPage, Gap, Reply, ServerFrame, Subprotocol } from "@hubbub/protocol";

import { frameOf } from "./clients.ts";
import { lineOf, type LogView } from "./read-log.ts";

/** Ids of the follower's own commands; the raw client's count from 1. */
const FIRST_ID = 1_000_000;
const PAGE = 500;

/**
 * A user who wants to know all of some channels, over any number of connections, by the protocol's rules and no
 * more: subscribe, fetch what lies before, fetch what a gap names. What the server does against its promises is
 * put down in `faults`: on one connection, the events and gaps of a channel have to go on seamlessly from the head
 * of the Subscribed, and an event has to be the same whenever and however it comes.
 */
export class Follower {
  readonly views = new Map<number, LogView>();
  readonly faults: string[] = [];
  /** Gaps that the server told. */
  gaps = 0;
  client: RawClient | undefined;
  readonly #channels: readonly number[];
  readonly #known = new Map<number, number>();
  readonly #epochs = new Map<number, number>();
  /** Of this connection: the seq that has to come next live, by channel. */
  #next = new Map<number, number>();
  #fetching = new Set<number>();
  #lastId = FIRST_ID;
  readonly #waiters = new Set<() => void>();

  constructor(
    readonly userId: number,
    channels: readonly number[],
  ) {
    this.#channels = channels;
    for (const channel of channels) this.views.set(channel, new Map());
  }

  /** Connects; everything that it needs to follow goes out in one frame. */
  async connect(url: string, token: string, subprotocol: Subprotocol): Promise<RawClient> {
    this.client?.close();
    const client = await openRawClient(url, undefined, subprotocol);
    this.client = client;
    this.#next = new Map();
    this.#fetching = new Set(this.#channels);
    const catchUp = this.#channels.flatMap((channel) => [
      this.#command({ case: "subscribe", value: { channel } }),
      this.#command(this.#history(channel)),
    ]);
    client.raw(frameOf(subprotocol, this.#command({ case: "authenticate", value: { token } }), ...catchUp));
    const fetch = (channel: number): void =>
      client.raw(frameOf(subprotocol, this.#command(this.#history(channel))));
    // Never true, so it is called with every frame.
    void client.until((frame) => {
      if (this.client === client) this.#take(frame, fetch);
      return false;
    });
    return client;
  }

  /** Stops to read from the socket, until `resume`. */
  pause(): void {
    this.client!.pause();
  }

  resume(): void {
    this.client!.resume();
  }

  /** Up to here everything is known. */
  position(channel: number): number {
    return this.#known.get(channel) ?? 0;
  }

  /** Resolves when everything up to these heads is known, or a fault has been found. */
  async caughtUp(heads: ReadonlyMap<number, number>): Promise<void> {
    const behind = (): boolean =>
      this.faults.length === 0 && [...heads].some(([channel, head]) => this.position(channel) < head);
    while (behind()) {
      await new Promise<void>((resolve) => this.#waiters.add(resolve));
    }
  }

  #take(frame: ServerFrame, fetch: (channel: number) => void): void {
    if (frame.gaps.length > 0 && frame.events.length > 0) this.#fault("a frame has gaps and events");
    for (const reply of frame.replies) this.#takeReply(reply);
    for (const event of frame.events) this.#takeLive(event);
    for (const gap of frame.gaps) this.#takeGap(gap);
    for (const [channel, next] of this.#next) {
      if (this.position(channel) >= next - 1 || this.#fetching.has(channel)) continue;
      this.#fetching.add(channel);
      fetch(channel);
    }
    for (const wake of this.#waiters) wake();
    this.#waiters.clear();
  }

  #takeReply({ id, body }: Reply): void {
    if (body.case === "subscribed") {
      const { channel, epoch, head } = body.value;
      this.#next.set(channel, head + 1);
      this.#checkEpoch(channel, epoch);
      if (head < this.position(channel))
        this.#fault(`${channel} ends at ${head}, which is before what was seen`);
    }
    if (body.case === "events") this.#takePage(body.value);
    if (body.case === "error" && id >= FIRST_ID) this.#fault(body.value.message);
  }

  #takePage({ channel, epoch, events }: EventPage): void {
    this.#fetching.delete(channel);
    this.#checkEpoch(channel, epoch);
    const before = this.position(channel);
    for (const event of events) this.#record(event);
    const needed = (this.#next.get(channel) ?? 1) - 1;
    if (this.position(channel) === before && before < needed)
      this.#fault(`${channel} has a hole after ${before}`);
  }

  #takeLive(event: Event): void {
    const next = this.#next.get(event.channel);
    if (event.seq !== next) this.#fault(`${event.channel}:${event.seq} came live instead of ${next}`);
    this.#next.set(event.channel, event.seq + 1);
    this.#record(event);
  }

  #takeGap({ channel, from, to }: Gap): void {
    this.gaps++;
    const next = this.#next.get(channel);
    if (from !== next || to < from)
      this.#fault(`a gap from ${channel}:${from} to ${to} came instead of ${next}`);
    this.#next.set(channel, to + 1);
  }

  #record(event: Event): void {
    const view = this.views.get(event.channel)!;
    const line = lineOf(event);
    const known = view.get(event.seq);
    if (known !== undefined && known !== line)
      this.#fault(`${event.channel}:${event.seq} was ${known}, now ${line}`);
    view.set(event.seq, line);
    let position = this.position(event.channel);
    while (view.has(position + 1)) position++;
    this.#known.set(event.channel, position);
  }

  #checkEpoch(channel: number, epoch: number): void {
    const known = this.#epochs.get(channel) ?? epoch;
    if (known !== epoch) this.#fault(`${channel} was reset: epoch ${known}, now ${epoch}`);
    this.#epochs.set(channel, epoch);
  }

  #history(channel: number): Command["body"] {
    return { case: "history", value: { channel, after: this.position(channel), before: 0, limit: PAGE } };
  }

  #command(body: Command["body"]): Command {
    return { id: ++this.#lastId, body };
  }

  #fault(what: string): void {
    this.faults.push(`user ${this.userId}: ${what}`);
  }
}
