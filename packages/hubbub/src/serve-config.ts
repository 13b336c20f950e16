import {
  type FlushMode,
  type GatewayConfig,
  gatewayDefaults,
  type LogLevel,
  type Rate,
  StartRefused,
} from "@hubbub/server";

import type { AuthChild } from "./auth-child.ts";

/** What commander makes of the flags of `hubbub serve`. */
export interface ServeFlags {
  host: string;
  port: number;
  data: string;
  authUrl?: string;
  internalKey?: string;
  origins: string[];
  workers?: string;
  rateCommands: Rate;
  rateSends: Rate;
  maxConnections: number;
  flush: FlushMode;
  wsPerMessageDeflate: boolean;
  cpuAffinity?: number;
  logLevel: LogLevel;
}

/** The gateway's settings, with the accounts service that was started for it, or the one it was told of. */
export function toGatewayConfig(flags: ServeFlags, auth: AuthChild | undefined): GatewayConfig {
  const authUrl = auth?.url ?? checkUrl(flags.authUrl);
  if (!auth && flags.workers !== undefined) {
    throw new StartRefused(
      "--workers is for the accounts service started here: give it to `hubbub auth` instead.",
    );
  }
  return {
    ...gatewayDefaults,
    host: flags.host,
    port: checkPort(flags.port),
    data: flags.data,
    authUrl,
    internalKey: auth?.internalKey ?? flags.internalKey,
    origins: flags.origins,
    flush: flags.flush,
    deflate: flags.wsPerMessageDeflate,
    cpuAffinity: flags.cpuAffinity,
    commandRate: flags.rateCommands,
    sendRate: flags.rateSends,
    maxConnections: flags.maxConnections,
    controlKey: crypto.randomUUID(),
  };
}

function checkPort(port: number): number {
  if (port > 65_535) throw new StartRefused(`There is no port ${port}: --port takes 0 to 65535.`);
  return port;
}

function checkUrl(url: string | undefined): string {
  const parsed = URL.parse(url ?? "");
  if (parsed && /^https?:$/.test(parsed.protocol)) return parsed.origin;
  throw new StartRefused(`--auth-url: "${url}" is no http:// or https:// address.`);
}
