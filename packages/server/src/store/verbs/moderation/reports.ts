import { type Init, type Report, Role } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { all, EventKind, first, type Param, run, type Steps } from "../../sql/steps.ts";
import { checkStillIn } from "../channels/still-in.ts";
import { removeMessage } from "../messages/delete-message.ts";
import { audit } from "./audit.ts";
import { reportedMessage } from "./reported-message.ts";

export interface NewReport {
  channel: number;
  seq: number;
  /** 0: a word rule. */
  by: number;
  reason: string;
  at: number;
}

/** Reports a message; nothing changes if the user has done so already. Refuses what is no message. */
export function* reportMessage({ channel, seq, by, reason, at }: NewReport): Steps<void> {
  yield* checkStillIn({ channel, by, archived: true });
  const message = yield* first(
    `SELECT seq FROM events WHERE channel = ?1 AND seq = ?2 AND kind IN (${EventKind.MESSAGE}, ${EventKind.REPLY})`,
    channel,
    seq,
  );
  if (!message) throw new Refusal("not_found", `There is no message ${seq} in this channel.`);
  const known = yield* first(
    "SELECT id FROM reports WHERE channel = ?1 AND seq = ?2 AND by = ?3",
    channel,
    seq,
    by,
  );
  if (known) return;
  yield* run(
    "INSERT INTO reports (channel, seq, by, at, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
    channel,
    seq,
    by,
    at,
    reason,
  );
}

interface RawReport {
  id: number;
  channel: number;
  seq: number;
  by: number;
  at: number;
  reason: string;
  closed_by: number;
  closed_at: number;
  note: string;
}

function* reportsWhere(rest: string, ...params: Param[]): Steps<Init<Report>[]> {
  const rows = yield* all<RawReport>(
    `SELECT id, channel, seq, by, at, reason, closed_by, closed_at, note FROM reports WHERE ${rest}`,
    ...params,
  );
  const reports: Init<Report>[] = [];
  for (const { seq, closed_by, closed_at, ...row } of rows) {
    const message = yield* reportedMessage(row.channel, seq);
    reports.push({ ...row, message, closedBy: closed_by, closedAt: closed_at });
  }
  return reports;
}

export interface ListReports {
  /** Whose channels: those that the user moderates; 0: all. */
  user: number;
  /** Closed ones, too. */
  all: boolean;
  /** Ids below this one; 0: from the newest. */
  before: number;
  limit: number;
}

/** Reports with their messages as they read now, the newest first. */
export function* listReports(args: ListReports): Steps<Init<Report>[]> {
  const { user, before, limit } = args;
  return yield* reportsWhere(
    `(?1 = 0 OR channel IN (SELECT channel FROM members WHERE user = ?1 AND role >= ${Role.MODERATOR}))
     ${args.all ? "" : "AND closed_at = 0"} AND (?2 = 0 OR id < ?2) ORDER BY id DESC LIMIT ?3`,
    user,
    before,
    limit,
  );
}

export function* report({ id }: { id: number }): Steps<Init<Report> | undefined> {
  return (yield* reportsWhere("id = ?1", id))[0];
}

export interface Resolution {
  id: number;
  deleteMessage: boolean;
  note: string;
  by: number;
  at: number;
}

/** Closes a report and all others about the same message, which it deletes if that is wanted. Nothing changes if it is closed. */
export function* resolveReport({ id, deleteMessage, note, by, at }: Resolution): Steps<void> {
  const row = yield* first<RawReport>("SELECT * FROM reports WHERE id = ?1", id);
  if (!row) throw noReport(id);
  if (row.closed_at !== 0) return;
  const { channel, seq } = row;
  if (deleteMessage) yield* removeMessage({ channel, seq, user: by, mayDeleteOthers: true, at });
  yield* run(
    "UPDATE reports SET closed_by = ?3, closed_at = ?4, note = ?5 WHERE channel = ?1 AND seq = ?2 AND closed_at = 0",
    channel,
    seq,
    by,
    at,
    note,
  );
  yield* audit({
    at,
    by,
    action: "report.resolve",
    channel,
    target: seq,
    detail: { id, deleteMessage, note },
  });
}

export const noReport = (id: number): Refusal =>
  new Refusal("not_found", `There is no report ${id} that you can see.`);
