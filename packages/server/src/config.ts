import { LIMITS } from "@hubbub/protocol";

import type { FlushMode } from "./core/pacing.ts";
import type { Rate } from "./core/token-bucket.ts";
import { INSPECTOR_COMMAND } from "./files/inspector.ts";
import type { S3Settings } from "./files/s3-blob-store.ts";
import type { WebFiles } from "./http/web-file.ts";

/** The name of the store's file in the data folder. */
export const STORE_FILE = "hubbub.sqlite";

/** Everything that can be set about the gateway. The defaults are in `gatewayDefaults`. */
export interface GatewayConfig {
  /** Address to listen on. Default 127.0.0.1; 0.0.0.0 opens it to the network. */
  host: string;
  /** Port to listen on; 0 takes a free one. Default 8080. */
  port: number;
  /** Folder of the database. Default ./hubbub-data. */
  data: string;
  /** URL of a Postgres database to use instead of the one in the data folder. Default: none. */
  database: string | undefined;
  /** URLs of the NATS servers by which other nodes on the same database are heard, with commas between. Default: none. */
  nats: string | undefined;
  /** Base URL of the accounts service, without a path. */
  authUrl: string;
  /** Key for the accounts service's feed of revocations; without one, revoked sessions end with their token. */
  internalKey: string | undefined;
  /** How often the feed is asked, in ms. Default 1,000. */
  revocationPollMs: number;
  /** Browser origins that may connect, such as https://chat.example; the server's own always may. Default: none. */
  origins: readonly string[];
  /** Addresses and CIDR ranges of proxies before the server, whose X-Forwarded-For is believed. Default: none. */
  trustedProxies: readonly string[];
  /** How flushes are paced. Default adaptive. */
  flush: FlushMode;
  /** How JSON leaves: as WebSocket text, as it should, or as bytes of UTF-8, for comparison only. Default text. */
  jsonFrames: "text" | "binary";
  /** Offer permessage-deflate (RFC 7692). Default off: it costs more CPU than all the rest. */
  deflate: boolean;
  /** Core that the main thread is pinned to (Linux). Default: none. */
  cpuAffinity: number | undefined;
  /** Commands of one connection. Default: 500 at once, 100 a second. */
  commandRate: Rate;
  /** Messages of one user, over all connections to this node. Default: 100 at once, 20 a second. */
  sendRate: Rate;
  /** Connections at most; past it an upgrade gets 503. Default 100,000. */
  maxConnections: number;
  /** A connection that has not authenticated after so many ms is closed. Default: LIMITS.authenticateMs. */
  authenticateMs: number;
  /** Ms between two signs of life, in whole seconds. Default: LIMITS.heartbeatMs. */
  heartbeatMs: number;
  /** Key for profiles; without one there is no way to ask for them. */
  controlKey: string | undefined;
  /** Key that the gateway and its worker know each other by; without one there is no worker. */
  workerKey: string | undefined;
  /** Bytes of one uploaded file. Default 100 MiB. */
  maxFileBytes: number;
  /** Bytes of all files of one user. Default 1 GiB. */
  userQuotaBytes: number;
  /** How often messages are looked for that are older than their channel keeps them, in ms. Default ten minutes. */
  retentionSweepMs: number;
  /** How often the server's health is looked at, in ms; samples are of 1 and of 10 of these. Default: one second. */
  healthTickMs: number;
  /** Where files are kept; undefined: in the folder `files` of the data folder. */
  s3: S3Settings | undefined;
  /** A file that nothing uses, or an upload that doesn't come to its end, is removed after so many ms. Default a day. */
  unusedFileMs: number;
  /** Starts the process that looks at files. Default: from its source file. */
  inspectorCommand: readonly string[];
  /** The web client; undefined: none is served. */
  webFiles: WebFiles | undefined;
}

/** The default of each field, as stated at it. */
export const gatewayDefaults: Omit<GatewayConfig, "authUrl"> = {
  host: "127.0.0.1",
  port: 8080,
  data: "./hubbub-data",
  database: undefined,
  nats: undefined,
  internalKey: undefined,
  revocationPollMs: 1_000,
  origins: [],
  trustedProxies: [],
  flush: "adaptive",
  jsonFrames: "text",
  deflate: false,
  cpuAffinity: undefined,
  commandRate: { burst: 500, perSecond: 100 },
  sendRate: { burst: 100, perSecond: 20 },
  maxConnections: 100_000,
  authenticateMs: LIMITS.authenticateMs,
  heartbeatMs: LIMITS.heartbeatMs,
  controlKey: undefined,
  workerKey: undefined,
  maxFileBytes: 100 * 2 ** 20,
  userQuotaBytes: 2 ** 30,
  retentionSweepMs: 600_000,
  healthTickMs: 1_000,
  s3: undefined,
  unusedFileMs: 24 * 60 * 60_000,
  inspectorCommand: INSPECTOR_COMMAND,
  webFiles: undefined,
};
