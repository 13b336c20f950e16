import type { Connection } from "./connection.ts";
import type { TokenSource } from "./token-source.ts";
import { wait } from "./wait.ts";

/** A token is replaced this long before its end, or half its life if that is shorter. */
const LEAD_MS = 60_000;
/** A renewal is never sooner than this after the last one, however short tokens live. */
const LEAST_MS = 250;
/** Earlier by up to this share of the rest, so that clients that came together don't renew together. */
const JITTER = 0.1;

/** A token in use and how long it still lives. */
export interface LiveToken {
  token: string;
  lifeMs: number;
}

export interface RenewalOptions {
  connection: Connection;
  tokens: TokenSource;
  requestTimeoutMs: number;
  /** Uniform in [0, 1). */
  random: () => number;
  /** The delay after a failed try, in milliseconds. */
  retryMs: () => number;
  /** The connection goes by this token from now on. */
  renewed: (token: string) => void;
  /** Called with what a try failed with; gives whether to try again. */
  failed: (error: unknown) => boolean;
}

/** When to renew a token that ends in `lifeMs`, in milliseconds from now. */
export function renewalDelay(lifeMs: number, random: () => number): number {
  const latest = lifeMs - Math.min(LEAD_MS, lifeMs / 2);
  return Math.max(LEAST_MS, latest * (1 - JITTER * random()));
}

/** Keeps a live connection's token fresh, in-band, until the signal aborts or a try fails for good. */
export async function keepRenewed(
  options: RenewalOptions,
  first: LiveToken,
  signal: AbortSignal,
): Promise<void> {
  let live: LiveToken | undefined = first;
  while (live !== undefined) {
    await wait(renewalDelay(live.lifeMs, options.random), signal);
    if (signal.aborted) return;
    options.tokens.discard(live.token);
    live = await renew(options, signal);
  }
}

async function renew(options: RenewalOptions, signal: AbortSignal): Promise<LiveToken | undefined> {
  while (!signal.aborted) {
    try {
      const token = await options.tokens.token();
      options.renewed(token);
      const { tokenExpiresAt, now } = await options.connection.authenticate(token, options.requestTimeoutMs);
      return { token, lifeMs: tokenExpiresAt - now };
    } catch (error) {
      if (signal.aborted || !options.failed(error)) return undefined;
      await wait(options.retryMs(), signal);
    }
  }
  return undefined;
}
