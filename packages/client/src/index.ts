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
  type Role as AccountRole,
} from "./administration.ts";
export type { Ask } from "./ask.ts";
export { Channel, type ChannelEvents } from "./channel.ts";
export type { SendOptions, StreamStart } from "./channel-options.ts";
export type { ChannelDirectory } from "./channel-directory.ts";
export type { ChannelInvites, ChannelWebhooks } from "./channel-links.ts";
export type { ChannelMembers, Member } from "./channel-members.ts";
export { ClientState, type StateOptions } from "./client-state.ts";
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
  type SessionEnd,
  SessionEnded,
  TooManyRequests,
} from "./errors.ts";
export type * from "./events.ts";
export type { FailedMessage, FailedMessages } from "./failed-messages.ts";
export { may, roleIn } from "./may.ts";
export type { Message } from "./message.ts";
export type { MessageView, ViewOptions, ViewSnapshot } from "./message-view.ts";
export type { Moderation } from "./moderation.ts";
export type { Observable } from "./observable.ts";
export { type OwnChannel, type OwnItems, placeKey } from "./own-state.ts";
export type { PresenceWatch } from "./presence-watch.ts";
export type { Profile } from "./profile.ts";
export type { SavedState, StateStore } from "./state-store.ts";
export type { HealthQuery, Server } from "./server.ts";
export type { UnreadCount, UnreadState } from "./unread-counts.ts";
export type { UnsentMessage } from "./unsent-messages.ts";
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
export {
  type Channel as ChannelInfo,
  type ChannelAction,
  ChannelKind,
  LIMITS,
  nameKey,
  NotificationLevel,
  PresenceKind,
  Role,
  type Scope,
  SCOPES,
  SearchOrder,
  WebhookKind,
  WordAction,
} from "@hubbub/protocol";
export type {
  AuditEntry,
  ChannelSettings,
  CustomEmoji,
  Draft,
  Ephemeral,
  File,
  Found,
  HealthPage,
  HealthSample,
  Invite,
  Membership,
  Message as MessageContent,
  MessagePage,
  MessageState,
  Preferences,
  Preview,
  Reaction,
  Report,
  Scheduled,
  ServerInfo,
  ServerSettings,
  SlashCommand,
  Thread,
  ThreadFollow,
  User,
  Webhook,
  WordRule,
} from "@hubbub/protocol";
