import { LIMITS } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { changes, first, run, type Steps } from "../../sql/steps.ts";
import { logEvent } from "../channels/membership.ts";
import { checkStillIn } from "../channels/still-in.ts";
import { liveMessage } from "./message-rows.ts";

export interface ReactionArgs {
  channel: number;
  seq: number;
  user: number;
  /** One emoji, or the name of a custom one between colons. */
  emoji: string;
  at: number;
}

/** Adds a reaction; the seq of the event that tells it, 0 if it is there already. */
export function* addReaction({ channel, seq, user, emoji, at }: ReactionArgs): Steps<number> {
  yield* checkStillIn({ channel, by: user, mutedAt: at });
  yield* liveMessage(channel, seq, "addReaction.seq");
  if (emoji.startsWith(":")) yield* checkCustom(emoji.slice(1, -1));
  const { emojis, total, first: firstUse, own } = yield* reactionsOf({ channel, seq, user, emoji });
  if (own > 0) return 0;
  if (firstUse === null && emojis >= LIMITS.emojiPerMessage) {
    throw tooMany(`A message has ${LIMITS.emojiPerMessage} different emoji at most.`, LIMITS.emojiPerMessage);
  }
  if (total >= LIMITS.reactionsPerMessage) {
    throw tooMany(
      `A message has ${LIMITS.reactionsPerMessage} reactions at most.`,
      LIMITS.reactionsPerMessage,
    );
  }
  const event = yield* logEvent(channel, user, at, { case: "reactionAdded", value: { seq, emoji } });
  yield* run(
    "INSERT INTO reactions (channel, seq, emoji, user, event, first) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    channel,
    seq,
    emoji,
    user,
    event,
    firstUse ?? event,
  );
  return event;
}

/** Takes an own reaction back; the seq of the event that tells it, 0 if there is none. */
export function* removeReaction({ channel, seq, user, emoji, at }: ReactionArgs): Steps<number> {
  yield* checkStillIn({ channel, by: user });
  yield* liveMessage(channel, seq, "removeReaction.seq");
  const was = yield* changes(
    "DELETE FROM reactions WHERE channel = ?1 AND seq = ?2 AND emoji = ?3 AND user = ?4 RETURNING user",
    channel,
    seq,
    emoji,
    user,
  );
  if (!was) return 0;
  return yield* logEvent(channel, user, at, { case: "reactionRemoved", value: { seq, emoji } });
}

interface Counts {
  /** Different ones, and all. */
  emojis: number;
  total: number;
  /** When this emoji was first used; null: it is not used now. */
  first: number | null;
  /** Whether the user has reacted so. */
  own: number;
}

function* reactionsOf({ channel, seq, user, emoji }: Omit<ReactionArgs, "at">): Steps<Counts> {
  const row = yield* first<Counts>(
    `SELECT count(DISTINCT emoji) AS emojis, count(*) AS total,
       min(CASE WHEN emoji = ?3 THEN first END) AS first,
       count(CASE WHEN emoji = ?3 AND user = ?4 THEN 1 END) AS own
     FROM reactions WHERE channel = ?1 AND seq = ?2`,
    channel,
    seq,
    emoji,
    user,
  );
  return row ?? { emojis: 0, total: 0, first: null, own: 0 };
}

function* checkCustom(name: string): Steps<void> {
  if (yield* first("SELECT name FROM emoji WHERE name = ?1", name)) return;
  throw new Refusal("not_found", `There is no emoji :${name}: here.`, { field: "addReaction.emoji" });
}

const tooMany = (message: string, limit: number) => new Refusal("too_large", message, { limit });
