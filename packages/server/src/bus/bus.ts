import type { Batch } from "../core/shared-frame.ts";
import type { ServerNews, UserChange } from "../store/store.ts";

/**
 * Carries committed batches, and unlogged signals, to every node that has subscribers of their channel, this
 * one included. Batches may be lost, repeated or reordered between nodes: the hub orders them by seq.
 */
export interface Bus {
  publish(batch: Batch): void;
  /** An unlogged ServerFrame for the subscribers of a channel but those of one user (0: for all). */
  signal(channel: number, bytes: Uint8Array, exceptUser: number): void;
  /** A change of a user's feed, for the user's sessions on every node. */
  told(change: UserChange): void;
  /** What is the same for all of a channel was changed. Resolves when this node has read it again. */
  channelChanged(channel: number): Promise<void>;
  /** What all users share was changed. Resolves when this node has read it again. */
  serverChanged(news: ServerNews): Promise<void>;
}

/** Where a bus hands over what arrives. */
export interface BusListener {
  take(batch: Batch): void;
  signal(channel: number, bytes: Uint8Array, exceptUser: number): void;
  told(change: UserChange): void;
  channelChanged(channel: number): Promise<void>;
  serverChanged(news: ServerNews): Promise<void>;
}
