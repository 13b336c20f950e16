import { parseRange } from "@hubbub/protocol/client-address";

import type { AuthConfig, OidcConfig } from "./config.ts";
import { ARGON2_BOUNDS } from "./passwords/argon2.ts";
import { KEYS_REREAD_SECONDS } from "./tokens/signing-keys.ts";

/** The service can't run like this; the message is a sentence that says what to change. */
export class ConfigRefused extends Error {
  override name = "ConfigRefused";
}

/** The least and the most of each number; both included. */
const BOUNDS = {
  port: [0, 65_535],
  workersMin: [1, 256],
  workersMax: [1, 256],
  hashQueue: [1, 10_000],
  queueDelayTargetMs: [1, 60_000],
  workerIdleMs: [1, 86_400_000],
  memoryCost: ARGON2_BOUNDS.memoryCost,
  timeCost: ARGON2_BOUNDS.timeCost,
  accessTokenSeconds: [1, 86_400],
  refreshIdleSeconds: [1, 10 * 366 * 86_400],
  refreshGraceMs: [0, 60_000],
  sessionsPerAccount: [1, 10_000],
  keyRotationSeconds: [1, 10 * 366 * 86_400],
  keyAheadSeconds: [1, 366 * 86_400],
  jwksCacheSeconds: [0, 86_400],
} as const satisfies Partial<Record<keyof AuthConfig, readonly [number, number]>>;

/** Throws ConfigRefused if a value is out of its bounds or two values contradict each other. */
export function checkConfig(config: AuthConfig): void {
  for (const [field, [least, most]] of Object.entries(BOUNDS)) {
    const value = config[field as keyof typeof BOUNDS];
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new ConfigRefused(`${field} must be a whole number from ${least} to ${most}, not ${value}.`);
    }
  }
  for (const field of [
    "checksPerAddress",
    "checksPerName",
    "codesPerAccount",
    "mailsPerAccount",
    "signupsPerAddress",
  ] as const) {
    const size = config[field];
    if (size && !(size.burst >= 1 && size.perMinute > 0)) {
      throw new ConfigRefused(`${field} needs a burst of at least 1 and more than 0 a minute.`);
    }
  }
  if (config.workersMin > config.workersMax) {
    throw new ConfigRefused(
      `The least number of workers (${config.workersMin}) is more than the most (${config.workersMax}): swap them.`,
    );
  }
  if (config.keyAheadSeconds <= config.jwksCacheSeconds + KEYS_REREAD_SECONDS) {
    throw new ConfigRefused(
      `keyAheadSeconds (${config.keyAheadSeconds}) must be more than jwksCacheSeconds ` +
        `(${config.jwksCacheSeconds}) and ${KEYS_REREAD_SECONDS} s, ` +
        "or a gateway would meet a key that it has not seen yet.",
    );
  }
  if (config.keyRotationSeconds < config.keyAheadSeconds) {
    throw new ConfigRefused(
      `keyRotationSeconds (${config.keyRotationSeconds}) must not be less than keyAheadSeconds ` +
        `(${config.keyAheadSeconds}).`,
    );
  }
  if (config.internalKey !== undefined && !/^[\w.~+/-]{16,}=*$/.test(config.internalKey)) {
    throw new ConfigRefused("internalKey must be 16 or more letters, digits, or any of _ - . ~ + /.");
  }
  if (config.publicUrl !== undefined && !isHttp(config.publicUrl)) {
    throw new ConfigRefused(`publicUrl: "${config.publicUrl}" is no http:// or https:// address.`);
  }
  if (config.oidc) checkOidc(config.oidc, config);
  for (const range of config.trustedProxies) {
    if (!parseRange(range)) {
      throw new ConfigRefused(`trustedProxies: "${range}" is neither an IP address nor a CIDR range.`);
    }
  }
}

function checkOidc({ issuer, clientId, clientSecret, name }: OidcConfig, { publicUrl }: AuthConfig): void {
  if (!isHttp(issuer)) throw new ConfigRefused(`oidc.issuer: "${issuer}" is no https:// address.`);
  const url = new URL(issuer);
  if (url.protocol === "http:" && !LOOPBACK.has(url.hostname)) {
    throw new ConfigRefused(`oidc.issuer: ${issuer} must be https://, or its answers could be forged.`);
  }
  for (const [field, value] of Object.entries({ clientId, clientSecret, name })) {
    if (value === "") throw new ConfigRefused(`oidc.${field} is empty: take it from the issuer's settings.`);
  }
  if (publicUrl === undefined) {
    throw new ConfigRefused("Single sign-on needs publicUrl: the issuer sends people back to it.");
  }
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

function isHttp(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? "");
}
