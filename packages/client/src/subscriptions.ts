import { type Event, LIMITS } from "@hubbub/protocol";

import { byChannel } from "./by-channel.ts";
import type { Connection } from "./connection.ts";
import { deferred } from "./deferred.ts";
import { persist, type Persistence } from "./persist.ts";

/** Channels of one command: so many fit in a frame of JSON, too. */
const AT_ONCE = LIMITS.subscribedAtOnce / 2;

/** Who subscribes: a channel, and up to where it is known when the command is sent. */
export interface Subscriber {
  readonly channel: number;
  readonly position: { epoch: number; seq: number };
  /** Nobody listens any more. */
  readonly ended: boolean;
}

/** A subscription has begun: what comes after `head` is live. */
export interface Begun {
  epoch: number;
  head: number;
  /** Events next after the position; not all up to the head where they are many. */
  missed: readonly Event[];
}

/** Subscribes on a connection. Rejects with ConnectionLost, or with what the channel is refused with. */
export type Begin = (connection: Connection, subscriber: Subscriber) => Promise<Begun>;

export interface SubscriptionsOptions extends Persistence {
  requestTimeoutMs: number;
}

interface Waiting {
  subscriber: Subscriber;
  resolve: (begun: Begun) => void;
  reject: (error: unknown) => void;
}

/** Subscriptions to channels: those that are asked for in one turn share a command. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #waiting = new Map<Connection, Waiting[]>();

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
  }

  readonly begin: Begin = (connection, subscriber) => {
    const { promise, resolve, reject } = deferred<Begun>();
    const waiting = this.#waiting.get(connection);
    if (waiting === undefined) {
      this.#waiting.set(connection, [{ subscriber, resolve, reject }]);
      queueMicrotask(() => this.#send(connection));
    } else waiting.push({ subscriber, resolve, reject });
    return promise;
  };

  #send(connection: Connection): void {
    const asked = this.#waiting.get(connection) ?? [];
    const waiting = asked.filter(({ subscriber }) => !subscriber.ended);
    this.#waiting.delete(connection);
    for (let at = 0; at < waiting.length; at += AT_ONCE)
      void this.#subscribe(connection, waiting.slice(at, at + AT_ONCE));
  }

  async #subscribe(connection: Connection, waiting: readonly Waiting[]): Promise<void> {
    try {
      const { subscribed, missed } = await persist(this.#options, () => {
        const positions = waiting.map(({ subscriber: { channel, position } }) => {
          return { channel, epoch: position.epoch, after: position.seq };
        });
        return connection.request("subscribeMany", { positions }, this.#options.requestTimeoutMs);
      });
      const begun = new Map(subscribed.map((each) => [each.channel, each]));
      const events = byChannel(missed);
      for (const each of waiting) {
        const { channel } = each.subscriber;
        const told = begun.get(channel);
        if (told === undefined) void this.#askWhy(connection, each);
        else each.resolve({ epoch: told.epoch, head: told.head, missed: events.get(channel) ?? [] });
      }
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  /** A channel was left out: alone it is told why, or subscribed if it can be read by now. */
  async #askWhy(connection: Connection, { subscriber, resolve, reject }: Waiting): Promise<void> {
    try {
      const { channel } = subscriber;
      const { epoch, head } = await persist(this.#options, () =>
        connection.request("subscribe", { channel }, this.#options.requestTimeoutMs),
      );
      resolve({ epoch, head, missed: [] });
    } catch (error) {
      reject(error);
    }
  }
}
