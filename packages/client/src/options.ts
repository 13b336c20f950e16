import { type Subprotocol, SUBPROTOCOLS } from "@hubbub/protocol";

import { PlatformWebSocket } from "#websocket";

import { Accounts, type Credentials } from "./accounts.ts";
import { botTokens } from "./bot-tokens.ts";
import { CLIENT_CODECS } from "./client-codec.ts";
import { endpoint } from "./endpoint.ts";
import { MemoryOutbox, type OutboxStore } from "./outbox-store.ts";
import { SessionTokens } from "./session-tokens.ts";
import { MemorySession, type SessionStore } from "./session.ts";
import { FixedToken, TokenFunction, type TokenSource } from "./token-source.ts";
import { MemoryUploads, type UploadStore } from "./upload-store.ts";
import type { WebSocketConstructor } from "./websocket.ts";

/** Who connects: exactly one of a token, a bot's token, or credentials and/or a kept session. */
export type Identity =
  | {
      /** An access token; or a function that gives one, called whenever another is needed. */
      token: string | (() => string | Promise<string>);
      credentials?: undefined;
      session?: undefined;
      botToken?: undefined;
    }
  | {
      /** A bot's long-lived token ("hbt_…"), which gives access tokens until it is revoked. */
      botToken: string;
      token?: undefined;
      credentials?: undefined;
      session?: undefined;
    }
  | {
      /** To log in with; together with a session only where that is missing or has ended. */
      credentials: Credentials;
      session?: SessionStore;
      token?: undefined;
      botToken?: undefined;
    }
  | {
      /** Where the session of a user who has logged in is kept. */
      session: SessionStore;
      credentials?: undefined;
      token?: undefined;
      botToken?: undefined;
    };

export interface CommonOptions {
  /** Address of the server: "https://chat.example.org", with or without a path; ws(s):// is taken too. */
  url: string;
  /** Where messages wait to be sent. In memory if not given. */
  outbox?: OutboxStore;
  /** Messages that may wait to be sent at a time. 1,000 if not given. */
  outboxLimit?: number;
  /** Where begun uploads are remembered by their resume keys. In memory if not given. */
  uploads?: UploadStore;
  /** For one answer, and for a socket to open and authenticate, in milliseconds. 10,000 if not given. */
  requestTimeoutMs?: number;
  /** How long `Hubbub.connect` tries, in milliseconds. 20,000 if not given. */
  connectTimeoutMs?: number;
  /** The first delay before a new attempt is up to `baseMs`, none is more than `capMs`: 500 and 30,000 if not given. */
  reconnect?: { baseMs?: number; capMs?: number };
  /** "hubbub.v1.protobuf" if not given. */
  subprotocol?: Subprotocol;
  /** The platform's own if not given. */
  WebSocket?: WebSocketConstructor;
}

export type ConnectOptions = CommonOptions & Identity;

/** Everything decided. TypeError or RangeError where the options contradict themselves. */
export function resolveOptions(options: ConnectOptions) {
  const { outboxLimit = 1000, requestTimeoutMs = 10_000, connectTimeoutMs = 20_000 } = options;
  const { baseMs = 500, capMs = 30_000 } = options.reconnect ?? {};
  const {
    outbox = new MemoryOutbox(),
    uploads = new MemoryUploads(),
    subprotocol = SUBPROTOCOLS[0],
    WebSocket = PlatformWebSocket,
  } = options;
  for (const [name, value] of Object.entries({
    outboxLimit,
    requestTimeoutMs,
    connectTimeoutMs,
    baseMs,
    capMs,
  })) {
    if (!(value > 0)) throw new RangeError(`${name} is ${value}; it has to be more than 0.`);
  }
  if (WebSocket === undefined)
    throw new TypeError("There is no WebSocket here: give one as the option WebSocket.");
  return {
    url: endpoint(options.url).socket,
    http: endpoint(options.url).http,
    tokens: tokensOf(options),
    codec: CLIENT_CODECS[subprotocol],
    backoff: { baseMs, capMs, random: Math.random },
    WebSocket,
    outbox,
    uploads,
    outboxLimit,
    requestTimeoutMs,
    connectTimeoutMs,
  };
}

function tokensOf({ url, token, botToken, credentials, session }: ConnectOptions): TokenSource {
  const own = credentials ?? session;
  if ([token, botToken, own].filter((given) => given !== undefined).length > 1) {
    throw new TypeError("Give a token, a bot's token, or credentials and a session: one of them.");
  }
  if (botToken !== undefined) return botTokens(new Accounts(url), botToken);
  if (typeof token === "function") return new TokenFunction(token);
  if (token !== undefined) return new FixedToken(token);
  if (own === undefined) {
    throw new TypeError("Give credentials, a session or a token to connect with.");
  }
  return new SessionTokens({
    accounts: new Accounts(url),
    store: session ?? new MemorySession(),
    credentials,
  });
}
