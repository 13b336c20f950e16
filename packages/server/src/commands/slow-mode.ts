import { Role } from "@hubbub/protocol";

import type { Member, OnlineUser } from "../core/online-users.ts";
import { Refusal } from "../errors.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { AppendResult } from "../store/store.ts";
import { roleOf } from "./checks.ts";

/** Whether the user has to wait between two messages in this channel; moderators never have to. */
export function isSlowed(user: OnlineUser, member: Member): boolean {
  return member.channel.slowModeS !== 0 && roleOf(user, member) < Role.MODERATOR;
}

/** Takes the user's turn. Refuses who comes too soon after their last one. */
export function checkSlowMode({ slowMode }: GatewayContext, user: OnlineUser, member: Member): void {
  if (!isSlowed(user, member)) return;
  const { id, slowModeS } = member.channel;
  const waitMs = slowMode.take(id, user.id, slowModeS, performance.now());
  if (waitMs > 0) throw tooSoon(slowModeS, waitMs);
}

/**
 * Appends a message if it is the user's turn. Refuses who comes too soon, but what was sent before is answered so,
 * however soon it comes again (P3). What appends nothing takes no turn.
 */
export async function inTurn(
  { slowMode, writes }: GatewayContext,
  user: OnlineUser,
  { channel: { id: channel, slowModeS } }: Member,
  clientId: string,
  append: () => Promise<AppendResult>,
): Promise<AppendResult> {
  const waitMs = slowMode.take(channel, user.id, slowModeS, performance.now());
  if (waitMs > 0) {
    const before = await writes.do("sentMessage", { channel, user: user.id, clientId });
    if (before) return { outcome: "repeated", seq: before.seq, at: before.at };
    throw tooSoon(slowModeS, waitMs);
  }
  let isAppended = false;
  try {
    const result = await append();
    isAppended = result.outcome === "appended";
    return result;
  } finally {
    if (!isAppended) slowMode.giveBack(channel, user.id);
  }
}

function tooSoon(slowModeS: number, waitMs: number): Refusal {
  const message = `This channel is in slow mode: a message every ${slowModeS} s. Send it again after retry_after_ms.`;
  return new Refusal("rate_limited", message, { retryAfterMs: Math.ceil(waitMs) });
}
