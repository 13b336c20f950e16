import { first, type Steps } from "../../sql/steps.ts";
import { checkStillIn } from "../channels/still-in.ts";
import { follow, unfollow } from "./follow.ts";
import { threadRoot } from "./threads.ts";

export interface FollowArgs {
  user: number;
  channel: number;
  /** Seq of the root: replies need not be there yet. */
  seq: number;
  stop: boolean;
}

/** Has a member follow a thread from now on, or no more. Refuses what is no root of a thread. */
export function* followThread({ user, channel, seq, stop }: FollowArgs): Steps<void> {
  yield* checkStillIn({ channel, by: user, archived: true });
  const key = { channel, root: seq };
  if (stop) return yield* unfollow(user, key);
  const thread = yield* first<{ last_seq: number }>(
    "SELECT last_seq FROM threads WHERE channel = ?1 AND root = ?2",
    channel,
    seq,
  );
  if (thread === undefined) yield* threadRoot(channel, seq, "followThread.seq");
  yield* follow(user, key, thread?.last_seq ?? seq);
}
