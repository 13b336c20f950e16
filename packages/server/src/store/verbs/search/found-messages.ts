import type { Found, Init } from "@hubbub/protocol";

import { textCheck } from "../../../search/text-check.ts";
import { all, EventKind, list, listed, type Steps } from "../../sql/steps.ts";
import { type EncodedReply, encodedReply } from "../messages/encoded-reply.ts";
import { messageStates } from "../messages/message-states.ts";
import { readableChannels } from "./search-scope.ts";

export interface FoundHit {
  channel: number;
  seq: number;
  /** Start and end of each match in the text. */
  ranges: readonly (readonly [from: number, to: number])[];
  /** `textCheck` of the text in which it was found. */
  check: number;
}

export interface FoundMessagesArgs {
  user: number;
  guest: boolean;
  hits: readonly FoundHit[];
  cursor: string;
  partial: boolean;
}

/**
 * A page of found messages as they read now, in the order of `hits`, encoded. Left out are those that the user may not
 * read (any more), and those that were deleted or changed since the index last heard of them.
 */
export function* foundMessages({ user, guest, hits, ...page }: FoundMessagesArgs): Steps<EncodedReply> {
  const readable = yield* readableChannels(user, guest);
  const found = new Map<FoundHit, Init<Found>>();
  for (const [channel, own] of Map.groupBy(hits, (hit) => hit.channel)) {
    if (!readable.has(channel)) continue;
    const states = yield* liveStates(
      channel,
      own.map(({ seq }) => seq),
    );
    for (const hit of own) {
      const message = states.get(hit.seq);
      if (message === undefined || textCheck(message.message?.text ?? "") !== hit.check) continue;
      found.set(hit, { channel, message, ranges: hit.ranges.flat() });
    }
  }
  const inOrder = hits.flatMap((hit) => found.get(hit) ?? []);
  return encodedReply({ case: "found", value: { found: inOrder, ...page } });
}

/** Messages by seq, without deleted ones. */
function* liveStates(channel: number, seqs: readonly number[]) {
  const rows = yield* all<{ seq: number }>(
    `SELECT seq FROM events WHERE channel = ?1 AND seq IN ${listed(2)}
     AND kind IN (${EventKind.MESSAGE}, ${EventKind.REPLY})`,
    channel,
    list(seqs),
  );
  const states = yield* messageStates(
    channel,
    rows.map(({ seq }) => seq),
    Infinity,
  );
  return new Map(states.map((state) => [state.seq, state]));
}
