import { EventKind, type Row, type Steps } from "../../sql/steps.ts";
import { OPERATOR } from "../channels/ranks.ts";
import { removeMessage } from "../messages/delete-message.ts";
import { type LogPlace, nextOfUser } from "./user-data.ts";

/** Messages that are deleted in one step. */
const AT_ONCE = 100;

export interface Deletion {
  deleted: number;
  /** Where to go on; undefined at the end. */
  next: LogPlace | undefined;
}

/** Deletes a user's messages in the next places of all logs; all of them, when it was called until the end. */
export function* deleteMessages(args: { user: number; at: number } & LogPlace): Steps<Deletion> {
  const { user, at, ...after } = args;
  const { rows, next } = yield* nextOfUser<Row & LogPlace>(
    "channel, seq",
    user,
    after,
    `AND kind IN (${EventKind.MESSAGE}, ${EventKind.REPLY})`,
  );
  const now = rows.slice(0, AT_ONCE);
  for (const { channel, seq } of now) {
    yield* removeMessage({ channel, seq, user: OPERATOR, mayDeleteOthers: true, at });
  }
  const last = now.at(-1);
  const goOn = last && rows.length > now.length ? { channel: last.channel, seq: last.seq } : next;
  return { deleted: now.length, next: goOn };
}
