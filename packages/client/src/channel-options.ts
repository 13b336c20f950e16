import type { Ephemeral } from "@hubbub/protocol";

import type { Line } from "./call.ts";
import type { Connection } from "./connection.ts";
import type { Feed, Position } from "./feed.ts";
import type { OutboxEntry } from "./outbox-store.ts";
import type { Sent } from "./outbox.ts";
import type { PresenceEvent } from "./presence.ts";

/** What is said of a message beside its text. */
export interface SendOptions {
  /** 1 to 64 printable ASCII characters, unique for the user for ever; a UUIDv7 if not given. */
  clientId?: string;
  /** Seq of the message to reply to in a thread. */
  thread?: number;
  /** Shows a reply in the channel, too. */
  inChannel?: boolean;
  /** Ids of own uploads, at most 10; with them the text may be empty. */
  files?: readonly number[];
}

/** A message as the outbox takes it. */
export type Outgoing = Omit<OutboxEntry, "user" | "createdAt">;

/** Where an iteration begins; after what the channel has given so far if nothing is said. */
export interface StreamStart {
  /** Begin with this many from before, up to 10,000. */
  history?: number;
  /** Begin after this place, such as the `epoch` and `seq` of the last event that was dealt with. */
  after?: Position;
}

export interface ChannelOptions {
  id: number;
  name: string;
  kind: number;
  feed: Feed;
  line: Line;
  /** Notifies without waiting for an answer; does nothing while offline. */
  connection: () => Connection | undefined;
  /** Takes a message into the outbox. */
  send: (message: Outgoing) => Promise<Sent>;
  pending: () => OutboxEntry[];
  /** Gets the way in for what comes beside the feed. */
  attach: (inlet: ChannelInlet) => void;
}

/** What the client hands to a channel beside its feed. */
export interface ChannelInlet {
  typing(event: { user: number; thread: number }): void;
  presence(event: PresenceEvent): void;
  ephemeral(event: Ephemeral): void;
  read(event: { user: number; seq: number }): void;
  /** There is another connection. */
  resumed(): void;
  /** It is subscribed to the channel. */
  subscribed(): void;
}
