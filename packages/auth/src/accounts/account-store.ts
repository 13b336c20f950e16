import type { BotStore } from "./bot-store.ts";
import type { EmailStore } from "./email-store.ts";
import type { Identity, IdentityStore } from "./identity-store.ts";
import type { ImportStore } from "./import-store.ts";
import type { InvitationStore } from "./invitation-store.ts";
import type { PasskeyStore } from "./passkey-store.ts";
import type { SecondFactorStore } from "./second-factor-store.ts";
import type { TicketStore } from "./ticket-store.ts";

/**
 * Where accounts, sessions, keys and revocations live. One contract suite (test/account-store-contract.ts)
 * proves every implementation. Times are ms since 1970 UTC unless a name ends in Seconds. Each call is one
 * durable transaction; calls of several processes on one database may overlap. Every call may reject with
 * AccountsUnavailable: then nothing was changed.
 */
export interface AccountStore {
  readonly secondFactors: SecondFactorStore;
  readonly passkeys: PasskeyStore;
  readonly identities: IdentityStore;
  readonly bots: BotStore;
  readonly invitations: InvitationStore;
  readonly emails: EmailStore;
  readonly tickets: TicketStore;
  readonly imports: ImportStore;

  /**
   * Names are unique by nameKey. With `setupCode` the account becomes the administrator, and the code is void; an
   * invitation is used once, and may make the account a guest's; an identity belongs to the account from then on.
   */
  createAccount(account: NewAccount): Promise<CreateResult>;
  account(id: number): Promise<Account | undefined>;
  /** By nameKey. */
  accountByName(name: string): Promise<Account | undefined>;
  /** Accounts with ids after `after`, ascending, at most `limit`. */
  accounts(after: number, limit: number): Promise<Account[]>;
  /** Of these, those with `text` anywhere in their name (by nameKey) or address; its white space at the ends doesn't count. */
  findAccounts(text: string, after: number, limit: number): Promise<Account[]>;

  /**
   * A change voids all access tokens, so that new ones say the new role; sessions go on. The first administrator
   * voids the setup code. False, and nothing done, if there is no such account, or it is a bot's.
   */
  setRole(id: number, role: Role, at: number): Promise<boolean>;
  /** Disabling ends all sessions and voids all access tokens. */
  setDisabled(id: number, disabled: boolean, at: number): Promise<void>;
  /** Replaces a hash by another of the same password. False, and nothing done, if it isn't `expected` any more. */
  rehash(id: number, expected: string, passwordHash: string): Promise<boolean>;
  /**
   * Sets another password and ends all sessions but `keep`; without `keep` all access tokens are void too.
   * False, and nothing done, if `version` is given and isn't the account's passwordVersion any more.
   */
  changePassword(change: PasswordChange): Promise<boolean>;

  /** Replaces the setup code (a SHA-256). False, and there is none, if an administrator exists. */
  setSetupCode(hash: Uint8Array): Promise<boolean>;
  /** The setup code's SHA-256, if there is one. */
  setupCode(): Promise<Uint8Array | undefined>;

  /** Starts a session, unless the account was disabled or its password changed since it was checked. */
  startSession(session: NewSession): Promise<boolean>;
  /** Sessions of the account that have not ended, the one used last first. */
  sessions(account: number, now: number): Promise<SessionSummary[]>;
  /** The account of a session, or of a bot's token, that has not ended. */
  sessionAccount(sid: string, now: number): Promise<Account | undefined>;
  /** One step of refresh token rotation; see RotateResult. */
  rotateSession(rotation: Rotation): Promise<RotateResult>;
  /** False if there is no such session. */
  endSession(sid: string, at: number): Promise<boolean>;
  /** Ends all sessions of the account but one. */
  endOtherSessions(account: number, keep: string, at: number): Promise<void>;

  /** Revocations with ids after `after`, ascending, at most `limit`. None is ever added below one that was read. */
  revocations(after: number, limit: number): Promise<Revocation[]>;

  /** Reads the signing keys, in order of activeFrom, and changes them as `decide` says, in one transaction. */
  updateSigningKeys(decide: (keys: SigningKeyRow[]) => KeyChange): Promise<SigningKeyRow[]>;
  /** 32 random bytes, the same for ever: they authenticate refresh tokens. */
  refreshKey(): Promise<Uint8Array>;

  /** Forgets sessions past their idle expiry, tickets and invitations past theirs, nonces past the grace, and revocations made before `revokedBefore`. */
  sweep(times: { now: number; nonceBefore: number; revokedBefore: number }): Promise<void>;
  /** Rejects with AccountsUnavailable if the store can't be read. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** What an account may do; a guest sees only the channels that it was put into. */
export type Role = "admin" | "member" | "guest";

export interface Account {
  /** From 1; never used again. */
  id: number;
  name: string;
  admin: boolean;
  /** Never along with `admin`. */
  guest: boolean;
  /** Of a program: it has tokens, no password, and no role but member. */
  bot: boolean;
  disabled: boolean;
  /** PHC string; undefined: no password is the account's. */
  passwordHash: string | undefined;
  /** Counts the passwords that the account has had; a rehash leaves it. */
  passwordVersion: number;
  createdAt: number;
  /** No access token with an `iat` before this is good; 0 if all are. */
  tokensFromSeconds: number;
  email: string | undefined;
  /** A code that was sent to the address came back, or the single sign-on vouches for it. */
  emailVerified: boolean;
}

export interface NewAccount {
  name: string;
  passwordHash: string | undefined;
  admin: boolean;
  /** False if it isn't given. */
  bot?: boolean;
  /** SHA-256 of the setup code that was given, if one was. */
  setupCode: Uint8Array | undefined;
  /** SHA-256 of the invitation's code that was given, if one was. */
  invitation?: Uint8Array | undefined;
  /** Whose account it is elsewhere, with the address that is known from there. */
  identity?: Identity;
  email?: string | undefined;
  at: number;
}

export type CreateResult =
  | { outcome: "created"; account: Account }
  | { outcome: "name-taken" }
  /** There is no such setup code or invitation (any more), or the identity has an account; nothing was created. */
  | { outcome: "wrong-code" }
  | { outcome: "wrong-invitation" }
  | { outcome: "identity-taken" };

export interface PasswordChange {
  id: number;
  passwordHash: string;
  version: number | undefined;
  /** The session that goes on. */
  keep: string | undefined;
  at: number;
}

/** Where a session is used from. */
export interface Device {
  /** IP address. */
  address: string;
  /** The User-Agent header's first USER_AGENT_LENGTH characters. */
  userAgent: string;
}

export const USER_AGENT_LENGTH = 200;

export interface SessionSummary extends Device {
  sid: string;
  createdAt: number;
  /** When a token was last asked for. */
  usedAt: number;
}

export interface NewSession {
  sid: string;
  account: number;
  /** Of the account when the password was checked. */
  passwordVersion: number;
  /** SHA-256 of the refresh token. */
  tokenHash: Uint8Array;
  device: Device;
  at: number;
  expiresAt: number;
  /** Sessions of the account at most; past it those unused longest end. */
  limit: number;
}

export interface Rotation {
  sid: string;
  /** SHA-256 of the token that was presented, which was made by this service for this session. */
  presented: Uint8Array;
  /** SHA-256 of its successor, and the nonce that makes the successor from the presented token. */
  successor: Uint8Array;
  nonce: Uint8Array;
  device: Device;
  at: number;
  expiresAt: number;
  graceMs: number;
}

export type RotateResult =
  /** The presented token was live; now its successor is. */
  | { outcome: "rotated"; account: Account }
  /** It was spent within the grace and its successor is live: the nonce makes that successor again. */
  | { outcome: "repeated"; account: Account; nonce: Uint8Array }
  /** It was spent before: somebody else has it. The session was ended. */
  | { outcome: "reused"; account: Account }
  /** The session was not used for too long. */
  | { outcome: "expired" }
  /** The session ended before. */
  | { outcome: "ended" };

export type RevocationReason =
  "logout" | "reuse" | "password" | "disabled" | "enabled" | "replaced" | "role" | "bot-token";

/** One entry of the feed that gateways follow to close live sockets. */
export interface Revocation {
  id: number;
  user: number;
  /**
   * The session whose tokens are void; null: all of the user's tokens with `iat` (in s) at or before `at`. With the
   * reason "role" the sessions go on, and give tokens that say the new role. With "enabled" nothing is void: it tells that
   * the account is not disabled any more.
   */
  sid: string | null;
  at: number;
  reason: RevocationReason;
}

/** A key pair as JWKs; the private one is JSON text. */
export interface SigningKeyRow {
  kid: string;
  /** It signs from then until the next key does. */
  activeFrom: number;
  publicKey: string;
  privateKey: string;
}

export interface KeyChange {
  add: SigningKeyRow | undefined;
  /** Kids. */
  drop: readonly string[];
}

/** The store can't do it now (disk full, locked, closed); nothing was changed, and a retry may succeed. */
export class AccountsUnavailable extends Error {
  override name = "AccountsUnavailable";
}

/** The store can't be opened at all; the message is a sentence that says what to do. */
export class AccountsRefused extends Error {
  override name = "AccountsRefused";
}
