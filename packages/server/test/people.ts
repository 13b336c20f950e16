import { type Crowd, type MintOptions, openRawClient, type RawClient } from "@hubbub/devkit";
import {
  ChannelKind,
  type Command,
  type Event,
  type Init,
  Role,
  type Subprotocol,
  SUBPROTOCOLS,
} from "@hubbub/protocol";

import { valueOf } from "./clients.ts";

type Value<C extends string> = Extract<NonNullable<Init<Command>["body"]>, { case: C }>["value"];

/** A user's connection, and what tests do with it most. */
export interface Person extends RawClient {
  readonly id: number;
  /** Expects the command to be done by an event; gives its seq. */
  logged(body: Init<Command>["body"]): Promise<number>;
  join(channel: number): Promise<void>;
  subscribe(channel: number): Promise<void>;
  /** Events of the channel that have come, in order. */
  events(channel: number): Event[];
  untilSeq(channel: number, seq: number): Promise<void>;
  /** Resolves when the user was told that they are a member no more. */
  untilGone(channel: number): Promise<void>;
}

export async function connectPerson(
  crowd: Crowd,
  id: number,
  options: MintOptions = {},
  subprotocol: Subprotocol = SUBPROTOCOLS[0],
): Promise<Person> {
  const client = await openRawClient(crowd.url, await crowd.mint.token(id, options), subprotocol);
  return Object.assign(client, {
    id,
    async logged(body: Init<Command>["body"]) {
      return valueOf(await client.ask(body), "logged").seq;
    },
    async join(channel: number) {
      valueOf(await client.ask({ case: "joinChannel", value: { channel } }), "channel");
    },
    async subscribe(channel: number) {
      valueOf(await client.ask({ case: "subscribe", value: { channel } }), "subscribed");
    },
    events: (channel: number) =>
      client.frames.flatMap(({ events }) => events).filter((event) => event.channel === channel),
    async untilSeq(channel: number, seq: number) {
      await client.until(({ events }) =>
        events.some((event) => event.channel === channel && event.seq === seq),
      );
    },
    async untilGone(channel: number) {
      await client.until(({ userEvents }) =>
        userEvents.some(({ body }) => body.case === "channelGone" && body.value.channel === channel),
      );
    },
  });
}

/** A channel of `owner` with these members; its id. */
export async function channelWith(
  owner: Person,
  name: string,
  members: readonly Person[] = [],
  more: Partial<Value<"createChannel">> = {},
): Promise<number> {
  const value = { name, members: members.map(({ id }) => id), ...more };
  return valueOf(await owner.ask({ case: "createChannel", value }), "channel").id;
}

export const PRIVATE = { kind: ChannelKind.PRIVATE };

/** Gives a member another role. */
export async function promote(
  owner: Person,
  channel: number,
  { id: user }: Person,
  role: Role,
): Promise<void> {
  await owner.logged({ case: "setRole", value: { channel, user, role } });
}
