import { Role } from "@hubbub/protocol";

import type { Member, OnlineUser } from "../core/online-users.ts";
import { Refusal } from "../errors.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { roleOf } from "./checks.ts";

/** Whether the user has to wait between two messages in this channel; moderators never have to. */
export function isSlowed(user: OnlineUser, member: Member): boolean {
  return member.channel.slowModeS !== 0 && roleOf(user, member) < Role.MODERATOR;
}

/** What is done once in a turn. */
export interface Turn<T> {
  act: () => Promise<T>;
  /** What the same command has done before; undefined if nothing. */
  before?: () => Promise<T | undefined>;
  /** Whether it did something new; it does if nothing is said. */
  isNew?: (result: T) => boolean;
}

/**
 * Does something if it is the user's turn: at once where nobody has to wait. Refuses who comes too soon, but what was done
 * before is answered so, however soon it comes again (P3). What is refused, or does nothing new, takes no turn.
 */
export async function inTurn<T>(
  { slowMode }: GatewayContext,
  user: OnlineUser,
  member: Member,
  { act, before, isNew = () => true }: Turn<T>,
): Promise<T> {
  if (!isSlowed(user, member)) return act();
  const { id: channel, slowModeS } = member.channel;
  const waitMs = slowMode.take(channel, user.id, slowModeS, performance.now());
  if (waitMs > 0) {
    const known = await before?.();
    if (known === undefined) throw tooSoon(slowModeS, waitMs);
    return known;
  }
  let isTaken = false;
  try {
    const result = await act();
    isTaken = isNew(result);
    return result;
  } finally {
    if (!isTaken) slowMode.giveBack(channel, user.id);
  }
}

function tooSoon(slowModeS: number, waitMs: number): Refusal {
  const message = `This channel is in slow mode: a message every ${slowModeS} s. Send it again after retry_after_ms.`;
  return new Refusal("rate_limited", message, { retryAfterMs: Math.ceil(waitMs) });
}
