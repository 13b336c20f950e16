import { isPostgresUrl } from "@hubbub/auth";
import { parseRange } from "@hubbub/protocol/client-address";
import {
  type FlushMode,
  type GatewayConfig,
  gatewayDefaults,
  type LogLevel,
  type Rate,
  StartRefused,
  type WebFiles,
} from "@hubbub/server";

import type { DatabaseOption } from "./database-option.ts";
import { ownCommand } from "./own-command.ts";
import { type S3Flags, toS3Settings } from "./s3-flags.ts";
import type { SignInOptions } from "./sign-in-options.ts";
import { checkWorkerOptions, type WorkerOptions } from "./worker-options.ts";

/** What commander makes of the flags of `hubbub serve`. */
export interface ServeFlags extends WorkerOptions, S3Flags, SignInOptions, DatabaseOption {
  host: string;
  port: number;
  data: string;
  /** URLs of NATS servers, with commas between. */
  nats?: string;
  authUrl?: string;
  internalKey?: string;
  origins: string[];
  trustedProxies: string[];
  workers?: string;
  rateCommands: Rate;
  rateSends: Rate;
  maxConnections: number;
  flush: FlushMode;
  jsonFrames: "text" | "binary";
  wsPerMessageDeflate: boolean;
  /** False with --no-worker. */
  worker: boolean;
  /** False with --no-web. */
  web: boolean;
  /** For `npm run dev`: the web client is built again when its sources change. */
  watchWeb: boolean;
  cpuAffinity?: number;
  maxFileBytes: number;
  userQuotaBytes: number;
  logLevel: LogLevel;
}

/** Throws StartRefused for what can't be, before anything is started. */
export function checkFlags(flags: ServeFlags): void {
  const { port, authUrl, workers, signup, oidcIssuer, trustedProxies } = flags;
  checkWorkerOptions(flags);
  if (port > 65_535) throw new StartRefused(`There is no port ${port}: --port takes 0 to 65535.`);
  for (const range of trustedProxies) {
    if (parseRange(range)) continue;
    throw new StartRefused(`--trusted-proxies: "${range}" is neither an IP address nor a CIDR range.`);
  }
  checkCluster(flags);
  if (authUrl === undefined) return;
  if (!/^https?:$/.test(URL.parse(authUrl)?.protocol ?? "")) {
    throw new StartRefused(`--auth-url: "${authUrl}" is no http:// or https:// address.`);
  }
  const given = {
    "--workers": workers !== undefined,
    "--signup": signup !== "open",
    "--oidc-issuer": oidcIssuer,
  };
  for (const [option, isGiven] of Object.entries(given)) {
    if (!isGiven) continue;
    throw new StartRefused(
      `${option} is for the accounts service started here: give it to \`hubbub auth\` instead.`,
    );
  }
}

function checkCluster({ database, nats }: ServeFlags): void {
  if (database !== undefined && !isPostgresUrl(database)) {
    throw new StartRefused(
      "--database must be the URL of a Postgres database, as postgres://USER@HOST/NAME.",
    );
  }
  if (nats !== undefined && database === undefined) {
    throw new StartRefused(
      "--nats is how nodes on one Postgres database hear each other: give --database too.",
    );
  }
}

/** The worker reads the database in the data folder. */
export const hasWorker = ({ worker, database }: ServeFlags): boolean => worker && database === undefined;

/** The gateway's settings, with the accounts service that it was told of; empty if it starts one of its own. */
export function toGatewayConfig(flags: ServeFlags, webFiles: WebFiles | undefined): GatewayConfig {
  return {
    ...gatewayDefaults,
    host: flags.host,
    port: flags.port,
    data: flags.data,
    database: flags.database,
    nats: flags.nats,
    authUrl: flags.authUrl === undefined ? "" : new URL(flags.authUrl).origin,
    internalKey: flags.internalKey,
    origins: flags.origins,
    trustedProxies: flags.trustedProxies,
    flush: flags.flush,
    jsonFrames: flags.jsonFrames,
    deflate: flags.wsPerMessageDeflate,
    cpuAffinity: flags.cpuAffinity,
    commandRate: flags.rateCommands,
    sendRate: flags.rateSends,
    maxConnections: flags.maxConnections,
    controlKey: crypto.randomUUID(),
    maxFileBytes: flags.maxFileBytes,
    userQuotaBytes: flags.userQuotaBytes,
    s3: toS3Settings(flags),
    inspectorCommand: [...ownCommand(), "inspect-files"],
    webFiles,
    workerKey: hasWorker(flags) ? crypto.randomUUID() : undefined,
  };
}
