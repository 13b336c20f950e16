import { type Alias, encodeEntry, type Init, type Message, type Preview } from "@hubbub/protocol";

import { EventKind, first, list, listed, run, type SentEvent, type Steps } from "../../sql/steps.ts";
import type { AppendResult } from "../../store.ts";
import { logEvent } from "../channels/membership.ts";
import { fileOf, filesWhere } from "../files/file-rows.ts";
import { FileUseKind, useFiles } from "../files/file-uses.ts";
import { type Mentions, noteMentions } from "../messages/mentions.ts";
import { countReply } from "../messages/threads.ts";
import { IMPORTER, noteLog } from "./imported.ts";

/** A message with all that was done to it. */
export interface ImportedMessage extends Mentions {
  /** Made of the source's own id, of all sources: the importer's, whoever the author is. */
  clientId: string;
  user: number;
  at: number;
  /** What it said first. */
  text: string;
  /** Client id of the root of the thread that it replies in; empty: none. */
  thread: string;
  inChannel: boolean;
  /** Ids of finished files. */
  files: readonly number[];
  alias?: Init<Alias> | undefined;
  deleted: boolean;
  /** What it said later, in order. */
  edits: readonly { at: number; text: string }[];
  /** Each user once with an emoji, in the order in which they are shown. */
  reactions: readonly { emoji: string; user: number; at: number }[];
  previews: readonly ImportedPreview[];
}

export type ImportedPreview = Omit<Init<Preview>, "image"> & { image: number | undefined };

export interface ImportedCount {
  /** Messages that were not here before. */
  added: number;
  /** Replies among them whose thread is not here: they stand in the channel. */
  threadless: number;
}

/** Appends messages of a source to a channel's log, each with its edits, reactions and previews behind it, and each once. */
export function* importMessages(args: {
  channel: number;
  messages: readonly ImportedMessage[];
}): Steps<ImportedCount> {
  const { channel } = args;
  const count: ImportedCount = { added: 0, threadless: 0 };
  for (const message of args.messages) {
    const root = message.thread === "" ? 0 : yield* rootOf(channel, message.thread);
    if (!(yield* importMessage(channel, message, root))) continue;
    count.added++;
    if (message.thread !== "" && root === 0) count.threadless++;
  }
  if (count.added > 0) yield* noteLog(channel);
  return count;
}

function* importMessage(channel: number, message: ImportedMessage, thread: number): Steps<boolean> {
  const { clientId, user, at, text, alias, deleted } = message;
  const { mentions, mentionsChannel, mentionsHere } = message;
  const inChannel = thread !== 0 && message.inChannel;
  const named: Mentions = { mentions, mentionsChannel, mentionsHere };
  const rows =
    message.files.length > 0 ? yield* filesWhere(`WHERE id IN ${listed(1)}`, list(message.files)) : [];
  const files = message.files.flatMap((id) => rows.find((row) => row.id === id) ?? []).map(fileOf);
  const value: Init<Message> = deleted
    ? { thread, inChannel, deleted }
    : { text, thread, inChannel, ...named, files, alias };
  const event = {
    channel,
    user,
    entry: encodeEntry({ at, user, body: { case: "message", value } }),
    kind: kindOf(thread === 0 || inChannel, deleted),
    thread,
  };
  const result = (yield { do: "append-once", event, clientId, at, sender: IMPORTER }) as AppendResult;
  if (result.outcome !== "appended") return false;
  const { seq } = result;
  if (deleted) return true;
  if (files.length > 0) yield* useFiles(message.files, { kind: FileUseKind.MESSAGE, place: channel, seq });
  if (mentions.length > 0 || mentionsChannel || mentionsHere) {
    yield* noteMentions({ channel, seq, thread, user, at }, named);
  }
  if (thread !== 0) yield* countReply({ channel, root: thread }, { seq, user, at });
  yield* importEdits(channel, seq, message);
  yield* importReactions(channel, seq, message.reactions);
  if (message.previews.length > 0) yield* importPreviews(channel, seq, message);
  return true;
}

function kindOf(shown: boolean, deleted: boolean): EventKind {
  if (deleted) return shown ? EventKind.DELETED_MESSAGE : EventKind.DELETED_REPLY;
  return shown ? EventKind.MESSAGE : EventKind.REPLY;
}

/** Seq of the root of the thread that a message begins or is in; 0 if it is not here. */
function* rootOf(channel: number, clientId: string): Steps<number> {
  const sent = (yield { do: "sent", user: IMPORTER, clientId }) as SentEvent | undefined;
  if (sent?.channel !== channel) return 0;
  const row = yield* first<{ thread: number | null }>(
    "SELECT thread FROM events WHERE channel = ?1 AND seq = ?2",
    channel,
    sent.seq,
  );
  return row === undefined ? 0 : (row.thread ?? sent.seq);
}

function* importEdits(channel: number, seq: number, message: ImportedMessage): Steps<void> {
  const { user, mentions, mentionsChannel, mentionsHere } = message;
  for (const { at, text } of message.edits) {
    const value = { seq, text, mentions, mentionsChannel, mentionsHere };
    const event = yield* logEvent(channel, user, at, { case: "edited", value });
    yield* run("INSERT INTO edits (channel, seq, event) VALUES (?1, ?2, ?3)", channel, seq, event);
  }
}

function* importReactions(
  channel: number,
  seq: number,
  reactions: ImportedMessage["reactions"],
): Steps<void> {
  const firstUses = new Map<string, number>();
  for (const { emoji, user, at } of reactions) {
    const event = yield* logEvent(channel, user, at, { case: "reactionAdded", value: { seq, emoji } });
    const firstUse = firstUses.get(emoji) ?? event;
    firstUses.set(emoji, firstUse);
    yield* run(
      "INSERT INTO reactions (channel, seq, emoji, user, event, first) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      channel,
      seq,
      emoji,
      user,
      event,
      firstUse,
    );
  }
}

function* importPreviews(channel: number, seq: number, { user, at, previews }: ImportedMessage): Steps<void> {
  const images = previews.flatMap(({ image }) => image ?? []);
  const rows = yield* filesWhere(`WHERE id IN ${listed(1)}`, list(images));
  const value = {
    seq,
    previews: previews.map(({ image, ...words }) => {
      const row = rows.find(({ id }) => id === image);
      return { ...words, image: row && fileOf(row) };
    }),
  };
  const event = yield* logEvent(channel, user, at, { case: "previews", value });
  yield* run("INSERT INTO previews (channel, seq, event) VALUES (?1, ?2, ?3)", channel, seq, event);
  if (images.length > 0) yield* useFiles(images, { kind: FileUseKind.MESSAGE, place: channel, seq });
}
