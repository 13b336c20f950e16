import type { Init, Preview } from "@hubbub/protocol";

import { EventKind, first, run, type Steps } from "../../sql/steps.ts";
import { logEvent } from "../channels/membership.ts";
import { FileUseKind, useFiles } from "./file-uses.ts";

export interface NewPreviews {
  channel: number;
  seq: number;
  previews: readonly Init<Preview>[];
  at: number;
}

/** Adds previews of its links to a message; does nothing if the message is gone, or has some. */
export function* addPreviews({ channel, seq, previews, at }: NewPreviews): Steps<void> {
  const message = yield* first<{ user: number }>(
    `SELECT user FROM events WHERE channel = ?1 AND seq = ?2 AND kind IN (${EventKind.MESSAGE}, ${EventKind.REPLY})
     AND NOT EXISTS (SELECT 1 FROM previews WHERE previews.channel = ?1 AND previews.seq = ?2)`,
    channel,
    seq,
  );
  if (message === undefined) return;
  const value = { seq, previews: [...previews] };
  const event = yield* logEvent(channel, message.user, at, { case: "previews", value });
  yield* run("INSERT INTO previews (channel, seq, event) VALUES (?1, ?2, ?3)", channel, seq, event);
  const files = previews.flatMap(({ image }) => image?.id ?? []);
  if (files.length > 0) yield* useFiles(files, { kind: FileUseKind.MESSAGE, place: channel, seq });
}
