import { ChannelKind, Role } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { channelById } from "../../sql/channel-rows.ts";
import { first, run, type Steps } from "../../sql/steps.ts";
import { logChanged } from "./log-changed.ts";

/** Whether nobody but this user owns the channel. */
export function* isLastOwner(channel: number, user: number): Steps<boolean> {
  const own = yield* first(
    `SELECT user FROM members WHERE channel = ?1 AND user = ?2 AND role = ${Role.OWNER}`,
    channel,
    user,
  );
  if (!own) return false;
  const other = yield* first(
    `SELECT user FROM members WHERE channel = ?1 AND user <> ?2 AND role = ${Role.OWNER} LIMIT 1`,
    channel,
    user,
  );
  return !other;
}

export const lastOwner = (): Refusal =>
  new Refusal("forbidden", "A channel keeps an owner: make another member an owner first (setRole).");

/** Refuses to take the last owner out of a channel that has other members. */
export function* checkOwnerStays(channel: number, user: number): Steps<void> {
  if (!(yield* isLastOwner(channel, user))) return;
  const other = yield* first(
    "SELECT user FROM members WHERE channel = ?1 AND user <> ?2 LIMIT 1",
    channel,
    user,
  );
  if (other) throw lastOwner();
}

/** Archives a channel whose last member is gone. */
export function* archiveIfEmpty(channel: number, by: number, at: number): Steps<void> {
  if (yield* first("SELECT user FROM members WHERE channel = ?1 LIMIT 1", channel)) return;
  const row = yield* channelById(channel);
  if (!row || row.archived || row.kind === ChannelKind.DIRECT) return;
  yield* run("UPDATE channels SET archived = 1 WHERE id = ?1", channel);
  yield* logChanged(channel, by, at);
}
