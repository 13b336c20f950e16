import type { Batch } from "../core/shared-frame.ts";
import type { ServerNews, UserChange } from "../store/store.ts";

/**
 * Carries committed batches, and unlogged signals, to every node that has subscribers of their channel, this
 * one included, which gets them at once. Between nodes anything may be lost, repeated or reordered: what is numbered is put
 * in order, and what is missing is fetched from the store. One contract suite (test/bus-contract.ts) proves every
 * implementation.
 */
export interface Bus {
  /** Whether other nodes are heard, as far as is known. */
  readonly up: boolean;
  /** Asks for what other nodes publish of a channel; resolves when each batch that is published from now on comes. */
  listen(channel: number): Promise<void>;
  unlisten(channel: number): void;
  /** The same for what they tell a user. */
  listenUser(user: number): Promise<void>;
  unlistenUser(user: number): void;
  publish(batch: Batch): void;
  /** An unlogged ServerFrame for the subscribers of a channel but those of one user (0: for all). */
  signal(channel: number, bytes: Uint8Array, exceptUser: number): void;
  /** A change of a user's feed, for the user's sessions on every node. */
  told(change: UserChange): void;
  /** What is the same for all of a channel was changed. Resolves when this node has read it again. */
  channelChanged(channel: number): Promise<void>;
  /** What all users share was changed. Resolves when this node has read it again. */
  serverChanged(news: ServerNews): Promise<void>;
  /** Sends what is on its way, then closes. */
  close(): Promise<void>;
}

/** Where a bus hands over what arrives. */
export interface BusListener {
  take(batch: Batch): void;
  signal(channel: number, bytes: Uint8Array, exceptUser: number): void;
  told(change: UserChange): void;
  channelChanged(channel: number): Promise<void>;
  serverChanged(news: ServerNews): Promise<void>;
  /** The line to other nodes was down: what they have told meanwhile may be lost. */
  returned(): void;
}
