import { availableParallelism } from "node:os";

import type { BucketSize } from "./limits/token-buckets.ts";

export const SIGNUP_MODES = ["open", "invite", "closed"] as const;
/** "invite": who has an invitation's code; "closed": nobody, accounts are made by administrators. */
export type SignupMode = (typeof SIGNUP_MODES)[number];

/** Of an OpenID Connect issuer, where this service is a confidential client with the authorization code flow. */
export interface OidcConfig {
  /** Its URL, below which `/.well-known/openid-configuration` is. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button says, such as "Example account". */
  name: string;
  /** Who logs in there for the first time gets an account here. */
  signup: boolean;
}

/** Everything that can be set about the accounts service. The defaults are in `authDefaults`. */
export interface AuthConfig {
  /** Address to listen on. Default 127.0.0.1: the gateway, or a proxy, is what the world talks to. */
  host: string;
  /** Port to listen on; 0 takes a free one. Default 8081. */
  port: number;
  /** Path of the SQLite file, made with its folder if missing; or URL of a Postgres database, which services can share. Default ./hubbub-data/accounts.sqlite. */
  database: string;
  /** Key that gateways show for the revocation feed, 16 characters or more. Default: none, no feed. */
  internalKey: string | undefined;
  /** Addresses and CIDR ranges whose X-Forwarded-For is believed. Default: none. */
  trustedProxies: readonly string[];

  /**
   * The address that people know the server by, such as https://chat.example.org. Default: what each request was made
   * to. Passkeys are bound to its host name; single sign-on needs it.
   */
  publicUrl: string | undefined;
  /** Who may make an account. Default open: everybody. With the setup code the administrator always may. */
  signup: SignupMode;
  /** An OpenID Connect issuer to log in with. Default: none. */
  oidc: OidcConfig | undefined;

  /** Hash workers kept even when idle, at least 1. Default 1. */
  workersMin: number;
  /** Hash workers at most. Default: one less than the cores, at least 1. */
  workersMax: number;
  /** Passwords waiting for a worker at most; past it a request gets 429. Default 64. */
  hashQueue: number;
  /** One more worker is started each time the head of the queue has waited this long, in ms. Default 100. */
  queueDelayTargetMs: number;
  /** A worker past the minimum ends after this long without work, in ms. Default 30,000. */
  workerIdleMs: number;

  /** Argon2id memory in KiB, 8 to 1,048,576. Default 19,456 (19 MiB, OWASP). */
  memoryCost: number;
  /** Argon2id passes, 1 to 20. Default 2 (OWASP). */
  timeCost: number;

  /** Life of an access token, in s. Default 600. */
  accessTokenSeconds: number;
  /** A refresh token not used for this long ends its session, in s. Default 2,592,000 (30 days). */
  refreshIdleSeconds: number;
  /** How long a spent refresh token is answered with the same successor again, in ms. Default 10,000. */
  refreshGraceMs: number;
  /** Sessions of one account at most; one more ends the one unused longest. Default 100. */
  sessionsPerAccount: number;
  /** How long one key signs, in s. Default 2,592,000 (30 days). */
  keyRotationSeconds: number;
  /** How long before its use a key is published, in s; more than the JWKS may be cached. Default 86,400. */
  keyAheadSeconds: number;
  /** How long the JWKS may be cached, in s. Default 300. */
  jwksCacheSeconds: number;

  /** Password checks (login, password change) from one address. Default: 100 at once, 120 a minute. */
  checksPerAddress: BucketSize | undefined;
  /** Password checks for one account name. Default: 10 at once, 6 a minute. */
  checksPerName: BucketSize | undefined;
  /** Codes of authenticator apps and recovery codes, for one account. Default: 5 at once, 1 a minute. */
  codesPerAccount: BucketSize | undefined;
  /** Mails about a forgotten password, for one name or address that is typed. Default: 3 at once, 6 an hour. */
  mailsPerAccount: BucketSize | undefined;
  /** Sign-ups from one address. Default: 50 at once, 10 a minute. */
  signupsPerAddress: BucketSize | undefined;
}

/** The default of each field, as stated at it. */
export const authDefaults: AuthConfig = {
  host: "127.0.0.1",
  port: 8081,
  database: "./hubbub-data/accounts.sqlite",
  internalKey: undefined,
  trustedProxies: [],
  publicUrl: undefined,
  signup: "open",
  oidc: undefined,
  workersMin: 1,
  workersMax: Math.max(1, availableParallelism() - 1),
  hashQueue: 64,
  queueDelayTargetMs: 100,
  workerIdleMs: 30_000,
  memoryCost: 19_456,
  timeCost: 2,
  accessTokenSeconds: 600,
  refreshIdleSeconds: 30 * 86_400,
  refreshGraceMs: 10_000,
  sessionsPerAccount: 100,
  keyRotationSeconds: 30 * 86_400,
  keyAheadSeconds: 86_400,
  jwksCacheSeconds: 300,
  checksPerAddress: { burst: 100, perMinute: 120 },
  checksPerName: { burst: 10, perMinute: 6 },
  codesPerAccount: { burst: 5, perMinute: 1 },
  mailsPerAccount: { burst: 3, perMinute: 0.1 },
  signupsPerAddress: { burst: 50, perMinute: 10 },
};
