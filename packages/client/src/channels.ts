import type { Channel as ChannelInfo, Event, Gap, Signal } from "@hubbub/protocol";

import { byChannel } from "./by-channel.ts";
import type { Line } from "./call.ts";
import type { ChannelInlet, ChannelOptions } from "./channel-options.ts";
import { Channel } from "./channel.ts";
import type { Connection } from "./connection.ts";
import { Feed, type FeedReader } from "./feed.ts";
import { Subscriptions } from "./subscriptions.ts";
import { after } from "./wait.ts";

/** A channel that is open, and what its events come from. */
export interface OpenChannel {
  channel: Channel;
  feed: Feed;
}

export interface ChannelsOptions extends Pick<ChannelOptions, "send"> {
  line: Line;
  connection: () => Connection | undefined;
  pending: (channel: number) => ReturnType<ChannelOptions["pending"]>;
}

/** The channels that are open in one client, and what comes for them. */
export class Channels {
  /** See FeedOptions. */
  catchUpMost = Infinity;
  readonly #options: ChannelsOptions;
  readonly #open = new Map<number, OpenChannel>();
  readonly #subscriptions: Subscriptions;
  readonly #inlets = new Map<number, ChannelInlet>();
  /** Opened in this turn of the event loop. */
  #opening: Feed[] = [];

  constructor(options: ChannelsOptions) {
    this.#options = options;
    const { requestTimeoutMs, closing } = options.line;
    const backoff = () => options.line.backoff();
    this.#subscriptions = new Subscriptions({ requestTimeoutMs, closing, backoff });
  }

  get list(): Channel[] {
    return [...this.#open.values()].map(({ channel }) => channel);
  }

  /** Opens a channel that the server has just described, at its head; or gives the one that is open. */
  open(info: ChannelInfo): Channel {
    return this.opened(info).channel;
  }

  opened({ id, name, kind, epoch, head }: ChannelInfo): OpenChannel {
    const known = this.#open.get(id);
    if (known !== undefined) return known;
    const { line, connection, pending, send } = this.#options;
    const { requestTimeoutMs, closing } = line;
    const backoff = () => line.backoff();
    const feed = new Feed({
      channel: id,
      position: { epoch, seq: head },
      catchUpMost: () => this.catchUpMost,
      begin: this.#subscriptions.begin,
      requestTimeoutMs,
      backoff,
      closing,
      subscribed: () => this.#inlets.get(id)?.subscribed(),
    });
    const attach = (inlet: ChannelInlet) => this.#inlets.set(id, inlet);
    const channel = new Channel({
      id,
      name,
      kind,
      feed,
      line,
      connection,
      send,
      pending: () => pending(id),
      attach,
    });
    const open = { channel, feed };
    this.#open.set(id, open);
    feed.readers.add(this.#watch(id));
    const current = connection();
    if (current !== undefined) void feed.resume(current, undefined);
    // Events wait for the next turn of the event loop, so that whoever awaited the channel can add listeners first.
    if (this.#opening.push(feed) === 1) after(0, () => this.#start());
    return open;
  }

  /** Gives nothing more of this channel. */
  close(id: number): void {
    this.#open.get(id)?.feed.end(undefined);
  }

  /** Takes all channels up on a new connection; `known` are those that the server has described just now. */
  resume(connection: Connection, known: readonly ChannelInfo[]): void {
    const heads = new Map(known.map(({ id, epoch, head }) => [id, { epoch, seq: head }]));
    for (const inlet of this.#inlets.values()) inlet.resumed();
    for (const [id, { feed }] of this.#open) void feed.resume(connection, heads.get(id));
  }

  events(events: readonly Event[]): void {
    for (const [id, list] of byChannel(events)) this.#open.get(id)?.feed.events(list);
  }

  gaps(gaps: readonly Gap[]): void {
    for (const gap of gaps) this.#open.get(gap.channel)?.feed.gap(gap);
  }

  signals(signals: readonly Signal[]): void {
    for (const { body } of signals) {
      if (body.value === undefined || !("channel" in body.value)) continue;
      const inlet = this.#inlets.get(body.value.channel);
      if (body.case === "typing") inlet?.typing({ user: body.value.user, thread: body.value.thread });
      if (body.case === "presence") inlet?.presence({ user: body.value.user, online: body.value.online });
      if (body.case === "readMoved") inlet?.read({ user: body.value.user, seq: body.value.seq });
      if (body.case === "ephemeral") inlet?.ephemeral(body.value);
    }
  }

  /** The client is closed: by its user, or because of `error`. */
  end(error: Error | undefined): void {
    for (const { feed } of this.#open.values()) feed.end(error);
  }

  #start(): void {
    const opening = this.#opening;
    this.#opening = [];
    for (const feed of opening) feed.start();
  }

  /** Forgets the channel when it has ended. */
  #watch(id: number): FeedReader {
    return {
      event: () => {},
      missing: () => {},
      skipped: () => {},
      reset: () => {},
      ended: () => {
        this.#open.delete(id);
        this.#inlets.delete(id);
      },
    };
  }
}
