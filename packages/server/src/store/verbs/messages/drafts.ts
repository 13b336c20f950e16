import { LIMITS } from "@hubbub/protocol";

import { Refusal } from "../../../errors.ts";
import { changes, first, type Steps } from "../../sql/steps.ts";
import { checkStillIn } from "../channels/still-in.ts";
import { changed } from "../feed/changed.ts";
import type { FeedItem } from "../feed/items.ts";
import { dropSomeFiles, FileUseKind, ownFiles, useFiles } from "../files/file-uses.ts";

export interface Draft {
  user: number;
  channel: number;
  thread: number;
  text: string;
  files: readonly number[];
}

/** Keeps what a user has begun to write, instead of what was kept; an empty text without files forgets it. */
export function* setDraft({ user, channel, thread, text, files }: Draft): Steps<void> {
  const before = yield* filesOf(user, channel, thread);
  const use = { kind: FileUseKind.DRAFT, place: channel, seq: thread };
  const isEmpty = text === "" && files.length === 0;
  if (!isEmpty) yield* checkStillIn({ channel, by: user, archived: true });
  if (!isEmpty) yield* ownFiles(user, files, { field: "setDraft.files" });
  if (before === undefined && !isEmpty) yield* checkRoom(user);
  const isOther = isEmpty
    ? yield* changes(
        "DELETE FROM drafts WHERE user = ?1 AND channel = ?2 AND thread = ?3 RETURNING user",
        user,
        channel,
        thread,
      )
    : yield* changes(
        `INSERT INTO drafts (user, channel, thread, files, text) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (user, channel, thread) DO UPDATE SET files = excluded.files, text = excluded.text
         WHERE (drafts.files, drafts.text) <> (excluded.files, excluded.text) RETURNING user`,
        user,
        channel,
        thread,
        JSON.stringify(files),
        text,
      );
  if (!isOther) return;
  if (files.length > 0) yield* useFiles(files, use);
  const dropped = (before ?? []).filter((id) => !files.includes(id));
  if (dropped.length > 0) yield* dropSomeFiles(dropped, use);
  yield* changed(user, "draft", `${channel}:${thread}`);
}

function* filesOf(user: number, channel: number, thread: number): Steps<number[] | undefined> {
  const row = yield* first<{ files: string }>(
    "SELECT files FROM drafts WHERE user = ?1 AND channel = ?2 AND thread = ?3",
    user,
    channel,
    thread,
  );
  return row && (JSON.parse(row.files) as number[]);
}

function* checkRoom(user: number): Steps<void> {
  const row = yield* first<{ count: number }>("SELECT count(*) AS count FROM drafts WHERE user = ?1", user);
  const limit = LIMITS.drafts;
  if ((row?.count ?? 0) < limit) return;
  throw new Refusal("too_large", `You have ${limit} drafts, which is the most: send or empty some.`, {
    limit,
  });
}

/** What the user has begun to write; key: the channel's id, a colon, the thread's root. */
export const draftItem: FeedItem = function* (user, key) {
  const [channel = 0, thread = 0] = key.split(":").map(Number);
  const row = yield* first<{ files: string; text: string }>(
    "SELECT files, text FROM drafts WHERE user = ?1 AND channel = ?2 AND thread = ?3",
    user,
    channel,
    thread,
  );
  const files = row ? (JSON.parse(row.files) as number[]) : [];
  return { case: "draft", value: { channel, thread, text: row?.text ?? "", files } };
};
