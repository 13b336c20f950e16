/** The SDK for browsers, Bun and Node 20+. `Hubbub.connect` is where to begin. */
export {
  Accounts,
  type Account,
  type BotSession,
  type Credentials,
  type PasskeyAnswer,
  type PasskeyChallenge,
  type SecondFactor,
  type Session,
  type SignInMethods,
  type SignUp,
} from "./accounts.ts";
export type { AccessToken } from "./accounts-http.ts";
export {
  type AccountDetails,
  Administration,
  type BotToken,
  type BotTokenOptions,
  type Invitation,
  type InviteOptions,
  type PageOptions,
  type Role,
} from "./administration.ts";
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
  type SecondFactorMethod,
  SecondFactorRequired,
  SessionEnded,
  TooManyRequests,
} from "./errors.ts";
export type * from "./events.ts";
export type { Missing } from "./cursor.ts";
export type { Position } from "./feed.ts";
export type { HistoryPage, HistoryQuery } from "./history.ts";
export { Hubbub, type HubbubEvents } from "./hubbub.ts";
export {
  type AccountSecurity,
  type LinkedIdentity,
  type LoginSession,
  OwnAccount,
  type OwnerProof,
  type Passkey,
} from "./own-account.ts";
export type { CommonOptions, ConnectOptions, Identity } from "./options.ts";
export type { Sent } from "./outbox.ts";
export { MemoryOutbox, type OutboxEntry, type OutboxStore } from "./outbox-store.ts";
export type { PresenceEvent } from "./presence.ts";
export { MemorySession, type SessionStore } from "./session.ts";
export type { Status } from "./status.ts";
export type { EventStream } from "./stream.ts";
export type { UploadedFile, UploadOptions } from "./uploads.ts";
export { type KnownUpload, MemoryUploads, type UploadStore } from "./upload-store.ts";
export { WebStorageOutbox, WebStorageSession, WebStorageUploads } from "./web-storage.ts";
export type { WebSocketConstructor, WebSocketLike } from "./websocket.ts";
export { type Channel as ChannelInfo, ChannelKind, LIMITS, type User } from "@hubbub/protocol";
