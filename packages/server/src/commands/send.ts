import { encodeEntry, LIMITS, Role, type Send } from "@hubbub/protocol";

import type { Member, OnlineUser } from "../core/online-users.ts";
import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import type { AppendResult } from "../store/store.ts";
import { checkMay, noChannel, roleOf } from "./checks.ts";
import { reportByRule } from "./word-rules.ts";

const CLIENT_ID = /^[\x21-\x7e]{1,64}$/;

/** Appends a message; the reply comes after its commit (P1), the same one for a repeated client id (P3). */
export async function send(gateway: GatewayContext, { user }: Caller, command: Send): Promise<Answer> {
  const { channel, clientId, text } = command;
  const member = checkMay(user, channel, "send");
  checkMaySend(user, member);
  checkClientId(clientId, "send.clientId");
  checkText(text, "send.text");
  checkRate(gateway, user.sends.take(performance.now()));
  const checked = gateway.words.check(channel, text, "send.text");
  if (member.channel.slowModeS !== 0) checkSlowMode(gateway, user, member);
  const at = Date.now();
  const value = { text: checked?.text ?? text };
  const entry = encodeEntry({ at, user: user.id, body: { case: "message", value } });
  const result = await gateway.events.append({ channel, user: user.id, clientId, at, entry });
  if (checked?.reported !== undefined && "seq" in result) {
    await reportByRule(gateway, channel, result.seq, checked.reported);
  }
  return sentReply(channel, at, result);
}

/** The answer to a send, by what the log has made of it. */
export function sentReply(channel: number, at: number, result: AppendResult): Answer {
  switch (result.outcome) {
    case "appended":
      return { case: "sent", value: { channel, seq: result.seq, at, repeated: false } };
    case "repeated":
      return { case: "sent", value: { channel, seq: result.seq, at: result.at, repeated: true } };
    case "reused":
      throw new Refusal(
        "client_id_reused",
        "This client_id made a message in another channel. Choose a new one.",
        {
          field: "send.clientId",
        },
      );
    case "no-channel":
      throw noChannel(channel);
    case "barred":
      throw new Refusal("forbidden", "You were kept from sending to this channel just now.");
  }
}

/** Refuses who is muted, and whose role is below what the channel asks of who sends. */
export function checkMaySend(user: OnlineUser, member: Member): void {
  const { channel, mutedUntil } = member;
  if (mutedUntil !== 0 && mutedUntil > Date.now()) {
    throw new Refusal("muted", "A moderator has muted you in this channel.", {
      retryAfterMs: mutedUntil - Date.now(),
    });
  }
  if (channel.postRole > roleOf(user, member)) {
    throw new Refusal("forbidden", "Only some may write in this channel.");
  }
}

/** Refuses who sends too soon after their last message to a channel with slow mode; moderators never. */
export function checkSlowMode({ slowMode }: GatewayContext, user: OnlineUser, member: Member): void {
  if (roleOf(user, member) >= Role.MODERATOR) return;
  const { id, slowModeS } = member.channel;
  const waitMs = slowMode.take(id, user.id, slowModeS, performance.now());
  if (waitMs === 0) return;
  const message = `This channel is in slow mode: a message every ${slowModeS} s. Send it again after retry_after_ms.`;
  throw new Refusal("rate_limited", message, { retryAfterMs: Math.ceil(waitMs) });
}

export function checkClientId(clientId: string, field: string): void {
  if (CLIENT_ID.test(clientId)) return;
  const message = `A client_id has 1 to ${LIMITS.clientIdLength} printable ASCII characters without spaces.`;
  throw new Refusal("invalid", message, { field, limit: LIMITS.clientIdLength });
}

export function checkText(text: string, field: string): void {
  if (text.length === 0) {
    throw new Refusal("invalid", "A message needs a text.", { field, limit: 1 });
  }
  // A UTF-16 unit takes 3 bytes at most, so short texts need no counting.
  if (text.length * 3 > LIMITS.textBytes && Buffer.byteLength(text) > LIMITS.textBytes) {
    const message = `A message has ${LIMITS.textBytes} bytes of UTF-8 at most.`;
    throw new Refusal("too_large", message, { field, limit: LIMITS.textBytes });
  }
}

function checkRate(gateway: GatewayContext, waitMs: number): void {
  if (waitMs === 0) return;
  gateway.metrics.rateLimited();
  throw new Refusal("rate_limited", "You send too fast. Send it again after retry_after_ms.", {
    retryAfterMs: waitMs,
  });
}
