import type { Event } from "@hubbub/protocol";

interface LoggedEvent {
  /** Id of the channel. */
  channel: number;
  /** Which log of the channel; another number after the log was reset. */
  epoch: number;
  /** Place in the channel's log: 1, 2, 3, … */
  seq: number;
  /** When the server accepted it, in milliseconds since 1970 UTC. */
  at: number;
  /** Id of the user who caused it. */
  user: number;
}

export interface MessageEvent extends LoggedEvent {
  kind: "message";
  text: string;
}

export interface JoinedEvent extends LoggedEvent {
  kind: "joined";
  /** The member's name when joining. */
  name: string;
}

export interface LeftEvent extends LoggedEvent {
  kind: "left";
}

export interface CreatedEvent extends LoggedEvent {
  kind: "created";
  /** The channel's first name. */
  name: string;
}

/** An event that a newer server knows and this SDK doesn't. */
export interface UnknownEvent extends LoggedEvent {
  kind: "unknown";
}

/** One entry of a channel's log. */
export type ChannelEvent = MessageEvent | JoinedEvent | LeftEvent | CreatedEvent | UnknownEvent;

/** The SDK's form of an event of the wire. */
export function channelEvent(event: Event, epoch: number): ChannelEvent {
  const { channel, seq, at, user, body } = event;
  const logged = { channel, epoch, seq, at, user };
  switch (body.case) {
    case "message":
      return { kind: "message", ...logged, text: body.value.text };
    case "joined":
      return { kind: "joined", ...logged, name: body.value.name };
    case "left":
      return { kind: "left", ...logged };
    case "created":
      return { kind: "created", ...logged, name: body.value.name };
    default:
      return { kind: "unknown", ...logged };
  }
}
