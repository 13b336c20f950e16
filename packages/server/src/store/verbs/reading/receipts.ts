import { type Init, LIMITS, type Receipts } from "@hubbub/protocol";

import { all, first, type Steps } from "../../sql/steps.ts";
import { settings } from "../settings.ts";
import { preferencesIn } from "./preferences.ts";

/** Whether the members of a channel see how far this one has read: in small channels, if nobody hides it. */
export function* showsReceipts(channel: number, user: number): Steps<boolean> {
  if (!(yield* isSmall(channel)) || (yield* settings()).hideReceipts) return false;
  const row = yield* first<{ preferences: string }>("SELECT preferences FROM users WHERE id = ?1", user);
  return row !== undefined && !preferencesIn(row.preferences).hideReceipts;
}

function* isSmall(channel: number): Steps<boolean> {
  const rows = yield* all(
    "SELECT user FROM members WHERE channel = ?1 LIMIT ?2",
    channel,
    LIMITS.receiptMembers + 1,
  );
  return rows.length <= LIMITS.receiptMembers;
}

/** How far members have read, as far as they show it; nothing in a large channel. */
export function* receipts({ channel }: { channel: number }): Steps<Init<Receipts>> {
  if (!(yield* isSmall(channel)) || (yield* settings()).hideReceipts) return { receipts: [] };
  const rows = yield* all<{ user: number; read: number; preferences: string }>(
    `SELECT members.user, members.read, users.preferences FROM members JOIN users ON users.id = members.user
     WHERE members.channel = ?1 ORDER BY members.user`,
    channel,
  );
  const shown = rows.filter(({ preferences }) => !preferencesIn(preferences).hideReceipts);
  return { receipts: shown.map(({ user, read }) => ({ channel, user, seq: read })) };
}
