import type {
  ChannelSettings,
  Event,
  Message,
  MessageDeleted,
  MessageEdited,
  Preview,
  Role,
} from "@hubbub/protocol";

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

/** Something that was done to a message: `message` is the seq of its event. */
interface OfMessage extends LoggedEvent {
  message: number;
}

/** Something about a member, who may be another than the event's user. */
interface OfMember extends LoggedEvent {
  member: number;
}

export interface MessageEvent extends LoggedEvent, Message {
  kind: "message";
}

export interface EditedEvent extends OfMessage, Omit<MessageEdited, "seq"> {
  kind: "edited";
}

/**
 * The message's text, edits, files, reactions and previews are gone. Of a reply it says what is left of its thread.
 */
export interface DeletedEvent extends OfMessage, Omit<MessageDeleted, "seq"> {
  kind: "deleted";
}

export interface ReactionEvent extends OfMessage {
  kind: "reactionAdded" | "reactionRemoved";
  /** One emoji, or the name of a custom one between colons. */
  emoji: string;
}

export interface PinEvent extends OfMessage {
  kind: "pinned" | "unpinned";
}

/** Previews of the message's links were fetched. */
export interface PreviewsEvent extends OfMessage {
  kind: "previews";
  previews: Preview[];
}

export interface JoinedEvent extends OfMember {
  kind: "joined";
  /** The member's name when joining. */
  name: string;
  role: Role;
}

export interface LeftEvent extends OfMember {
  kind: "left";
  banned: boolean;
}

export interface MemberChangedEvent extends OfMember {
  kind: "memberChanged";
  role: Role;
  /** Until then the member can't send, in milliseconds since 1970 UTC; 0: they can. */
  mutedUntil: number;
}

export interface CreatedEvent extends LoggedEvent {
  kind: "created";
  /** The channel's first name. */
  name: string;
}

/** The channel's settings are these from now on. */
export interface ChangedEvent extends LoggedEvent {
  kind: "changed";
  settings: ChannelSettings;
}

/** By the channel's retention: messages before this seq are gone, as if each was deleted. */
export interface HistoryRemovedEvent extends LoggedEvent {
  kind: "historyRemoved";
  before: number;
}

/** An event that a newer server knows and this SDK doesn't. */
export interface UnknownEvent extends LoggedEvent {
  kind: "unknown";
}

/** One entry of a channel's log. */
export type ChannelEvent =
  | MessageEvent
  | EditedEvent
  | DeletedEvent
  | ReactionEvent
  | PinEvent
  | PreviewsEvent
  | JoinedEvent
  | LeftEvent
  | MemberChangedEvent
  | CreatedEvent
  | ChangedEvent
  | HistoryRemovedEvent
  | UnknownEvent;

/** The SDK's form of an event of the wire. */
export function channelEvent(event: Event, epoch: number): ChannelEvent {
  const { channel, seq, at, user, body } = event;
  const logged = { channel, epoch, seq, at, user };
  switch (body.case) {
    case "message":
    case "created":
    case "changed":
    case "historyRemoved":
      return { kind: body.case, ...body.value, ...logged } as ChannelEvent;
    case "edited":
    case "deleted":
    case "reactionAdded":
    case "reactionRemoved":
    case "pinned":
    case "unpinned":
    case "previews":
      return { kind: body.case, ...body.value, message: body.value.seq, ...logged } as ChannelEvent;
    case "joined":
    case "left":
    case "memberChanged":
      return { kind: body.case, ...body.value, member: body.value.user || user, ...logged } as ChannelEvent;
    default:
      return { kind: "unknown", ...logged };
  }
}
