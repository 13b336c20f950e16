/** The SDK for browsers, Bun and Node 20+. `Hubbub.connect` is where to begin. */
export { Accounts, type Account, type Credentials, type Session } from "./accounts.ts";
export { Channel, type ChannelEvents, type StreamStart } from "./channel.ts";
export { Backoff, type BackoffOptions } from "./backoff.ts";
export { Emitter } from "./emitter.ts";
export {
  AccountsRefused,
  AccountsUnreachable,
  ClientClosed,
  ConnectionLost,
  ConnectionRefused,
  HubbubError,
  OutboxFull,
  ProtocolFault,
  RefusedError,
  RequestTimeout,
  SessionEnded,
  TooManyRequests,
} from "./errors.ts";
export type * from "./events.ts";
export type { Missing } from "./cursor.ts";
export type { Position } from "./feed.ts";
export type { HistoryPage, HistoryQuery } from "./history.ts";
export { Hubbub, type HubbubEvents } from "./hubbub.ts";
export type { CommonOptions, ConnectOptions, Identity } from "./options.ts";
export type { Sent } from "./outbox.ts";
export { MemoryOutbox, type OutboxEntry, type OutboxStore } from "./outbox-store.ts";
export type { PresenceEvent } from "./presence.ts";
export { MemorySession, type SessionStore } from "./session.ts";
export type { Status } from "./status.ts";
export type { EventStream } from "./stream.ts";
export { WebStorageOutbox, WebStorageSession } from "./web-storage.ts";
export type { WebSocketConstructor, WebSocketLike } from "./websocket.ts";
export { type Channel as ChannelInfo, ChannelKind, LIMITS, type User } from "@hubbub/protocol";
