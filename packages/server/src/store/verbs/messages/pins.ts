import { LIMITS } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { changes, first, run, type Steps } from "../../sql/steps.ts";
import { logEvent } from "../channels/membership.ts";
import { checkStillIn } from "../channels/still-in.ts";
import { liveMessage } from "./message-rows.ts";

export interface PinArgs {
  channel: number;
  seq: number;
  user: number;
  at: number;
}

/** Pins a message as one who is in its channel; see pin. */
export function* pinMessage(args: PinArgs): Steps<number> {
  yield* checkStillIn({ channel: args.channel, by: args.user, mutedAt: args.at });
  return yield* pin(args);
}

/** Pins a message; the seq of the event that tells it, 0 if it is pinned already. */
export function* pin({ channel, seq, user, at }: PinArgs): Steps<number> {
  yield* liveMessage(channel, seq, "pinMessage.seq");
  const pins = yield* first<{ count: number; own: number }>(
    `SELECT count(*) AS count, count(CASE WHEN seq = ?2 THEN 1 END) AS own FROM pins WHERE channel = ?1`,
    channel,
    seq,
  );
  if (pins?.own) return 0;
  const limit = LIMITS.pinsPerChannel;
  if (pins && pins.count >= limit) {
    throw new Refusal("too_large", `A channel has ${limit} pinned messages at most: unpin one.`, { limit });
  }
  const event = yield* logEvent(channel, user, at, { case: "pinned", value: { seq } });
  yield* run(
    "INSERT INTO pins (channel, seq, user, at, event) VALUES (?1, ?2, ?3, ?4, ?5)",
    channel,
    seq,
    user,
    at,
    event,
  );
  return event;
}

/** Unpins a message; the seq of the event that tells it, 0 if it is not pinned. */
export function* unpinMessage({ channel, seq, user, at }: PinArgs): Steps<number> {
  yield* checkStillIn({ channel, by: user, mutedAt: at });
  yield* liveMessage(channel, seq, "unpinMessage.seq");
  const was = yield* changes("DELETE FROM pins WHERE channel = ?1 AND seq = ?2 RETURNING seq", channel, seq);
  return was ? yield* logEvent(channel, user, at, { case: "unpinned", value: { seq } }) : 0;
}
