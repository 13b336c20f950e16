import { setTimeout } from "node:timers/promises";

import { Backoff } from "@hubbub/client";

import { catchUp } from "./catch-up.ts";
import { ConnectionLost } from "./connection-lost.ts";
import { type Crowd } from "./crowd.ts";
import { HandshakeRefused } from "./handshake.ts";
import { type Random } from "./random.ts";
import { RequestFailed } from "./virtual-user.ts";

/** As the SDK does unless told otherwise. */
const BACKOFF = { baseMs: 500, capMs: 30_000 };
/** Refusals after which another attempt may do. */
const PASSING = new Set(["rate_limited", "unavailable", "internal"]);

export interface ComeBackOptions {
  random: Random;
  /** Ends the attempts. */
  signal: AbortSignal;
}

export interface CameBack {
  /** Connections that were tried. */
  attempts: number;
  /** Events that came by history. */
  fetched: number;
  /** Whether it has everything: what history left out is lost. */
  isWhole: boolean;
}

/**
 * Brings a user back whose connection has ended, as the SDK does: tries again and again with full jitter, subscribes,
 * sends again what has no answer, and fetches what it missed. Resolves when all that history has is fetched. Rejects
 * with what no other attempt can mend, which counts as an end of the connection, and with the signal's reason.
 */
export async function comeBack(crowd: Crowd, number: number, options: ComeBackOptions): Promise<CameBack> {
  const { random, signal } = options;
  const user = crowd.user(number);
  const backoff = new Backoff({ ...BACKOFF, random });
  for (;;) {
    await setTimeout(backoff.next(user.retryAfterMs), undefined, { signal });
    try {
      await crowd.comeIn(number);
      user.sendAgain();
      const fetched = await catchUp(crowd, number);
      return { attempts: backoff.attempt, fetched, isWhole: crowd.log.owed(number).length === 0 };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const noted = !user.isConnected;
      user.cut();
      if (mayPass(error)) continue;
      if (!noted) crowd.noteEnd(number, error);
      throw error;
    }
  }
}

/** Whether what was in the way may be gone at another attempt. */
function mayPass(error: Error): boolean {
  if (error instanceof RequestFailed) return PASSING.has(error.errorName);
  if (error instanceof ConnectionLost) return !error.isFinal;
  // The socket could not be opened.
  return error instanceof HandshakeRefused || "syscall" in error;
}
