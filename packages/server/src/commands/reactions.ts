import { type AddReaction, LIMITS, type RemoveReaction } from "@hubbub/protocol";

import { Refusal } from "../errors.ts";
import type { Answer, Caller } from "../gateway/dispatch.ts";
import type { GatewayContext } from "../gateway/gateway-context.ts";
import { checkMay } from "./checks.ts";
import { checkNotMuted, checkRate } from "./send.ts";

/** One emoji as Unicode recommends them for interchange (RGI, UTS 51), or the name of a custom one. */
const EMOJI = /^(?:\p{RGI_Emoji}|:[a-z0-9_\-]{2,32}:)$/v;

/** Adds a reaction of the user; nothing happens if it is there. */
export async function addReaction(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, seq, emoji }: AddReaction,
): Promise<Answer> {
  checkNotMuted(checkMay(user, channel, "react"));
  checkEmoji(emoji, "addReaction.emoji");
  checkRate(gateway, user);
  const args = { channel, seq, user: user.id, emoji, at: Date.now() };
  return { case: "logged", value: { channel, seq: await gateway.writes.do("addReaction", args) } };
}

/** Takes a reaction of the user back; nothing happens if there is none. */
export async function removeReaction(
  gateway: GatewayContext,
  { user }: Caller,
  { channel, seq, emoji }: RemoveReaction,
): Promise<Answer> {
  checkMay(user, channel, "react");
  checkEmoji(emoji, "removeReaction.emoji");
  checkRate(gateway, user);
  const args = { channel, seq, user: user.id, emoji, at: Date.now() };
  return { case: "logged", value: { channel, seq: await gateway.writes.do("removeReaction", args) } };
}

function checkEmoji(emoji: string, field: string): void {
  if (emoji.length <= LIMITS.emojiLength && EMOJI.test(emoji)) return;
  throw new Refusal("invalid", "A reaction is one emoji, or the name of a custom one between colons.", {
    field,
  });
}
