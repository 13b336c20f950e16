import { type Alias, encodeEntry, type Init, type Message } from "@hubbub/protocol";

import { EventKind, type Steps } from "../../sql/steps.ts";
import type { AppendResult } from "../../store.ts";
import { fileOf } from "../files/file-rows.ts";
import { FileUseKind, ownFiles, useFiles } from "../files/file-uses.ts";
import { follow, followUnasked } from "./follow.ts";
import { type MentionPlaces, noteMentions, resolveMentions } from "./mentions.ts";
import { sentBefore } from "./message-rows.ts";
import { countReply, threadRoot } from "./threads.ts";

export interface NewMessage {
  channel: number;
  user: number;
  clientId: string;
  text: string;
  /** Seq of the root of the thread that it replies in; 0: none. */
  thread: number;
  /** Of a reply: it is shown in the channel, too. */
  inChannel: boolean;
  /** Ids of own uploads. */
  files: readonly number[];
  /** What of the text may be mentions. */
  places: MentionPlaces;
  mayMentionAll: boolean;
  /** Shown as the author instead of the user. */
  alias?: Init<Alias> | undefined;
  at: number;
}

/** Paths of the fields that a refusal names. */
export interface MessageFields {
  clientId: string;
  thread: string;
  files: string;
}

const SEND_FIELDS = { clientId: "send.clientId", thread: "send.thread", files: "send.files" };

/** The result of a send that was made before; undefined if there was none. Refuses a client id that was used in another channel. */
export function* sentMessage(message: {
  channel: number;
  user: number;
  clientId: string;
}): Steps<AppendResult | undefined> {
  const before = yield* sentBefore(message, SEND_FIELDS.clientId);
  return before && { outcome: "repeated", seq: before.seq, at: before.at };
}

/**
 * Appends a message that is more than its text: it may mention, reply, and have files. The user may write in the
 * channel, as the caller has checked. Refuses a thread that is none, and files that are not the user's.
 */
export function* sendMessage(message: NewMessage, fields: MessageFields = SEND_FIELDS): Steps<AppendResult> {
  const { channel, user, clientId, text, thread, inChannel, alias, at } = message;
  const before = yield* sentBefore(message, fields.clientId);
  if (before) return { outcome: "repeated", seq: before.seq, at: before.at };
  const root = thread === 0 ? undefined : yield* threadRoot(channel, thread, fields.thread);
  const files = yield* ownFiles(user, message.files, { field: fields.files });
  const mentions = yield* resolveMentions(message);
  const value: Init<Message> = {
    text,
    thread,
    inChannel: root !== undefined && inChannel,
    ...mentions,
    files: files.map(fileOf),
    alias,
  };
  const entry = encodeEntry({ at, user, body: { case: "message", value } });
  const kind = root === undefined || inChannel ? EventKind.MESSAGE : EventKind.REPLY;
  const event = { channel, user, entry, kind, thread };
  const result = (yield { do: "append-once", event, clientId, at }) as AppendResult;
  if (result.outcome !== "appended") return result;
  const { seq } = result;
  yield* useFiles(message.files, { kind: FileUseKind.MESSAGE, place: channel, seq });
  const named = yield* noteMentions({ channel, seq, thread, user, at }, mentions);
  if (root !== undefined) {
    const key = { channel, root: root.seq };
    yield* countReply(key, { seq, user, at });
    yield* follow(user, key, seq);
    yield* followUnasked([root.user], key, root.seq);
    yield* followUnasked(named, key, seq - 1);
  }
  return result;
}
