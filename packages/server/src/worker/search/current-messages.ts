import type { Database } from "bun:sqlite";

import { decodeEntry } from "@hubbub/protocol";

import type { Has } from "../../search/has.ts";
import { hasOf } from "./log-changes.ts";
import type { SearchMessage } from "./search-change.ts";

interface Row {
  seq: number;
  entry: Uint8Array;
  /** Seq of the newest edit's event. */
  edit: number | null;
  pinned: number;
  reacted: number;
}

/** Messages of a stretch of a channel's log, as they read now. */
export interface MessageStretch {
  messages: SearchMessage[];
  /** Seq of the last event of the stretch; undefined if the log has no more events. */
  last: number | undefined;
}

/** Reads messages as they are now from the gateway's database. */
export class CurrentMessages {
  readonly #after;
  readonly #entry;

  constructor(chat: Database) {
    this.#after = chat.prepare<Row, [number, number, number]>(
      `SELECT seq, entry,
         (SELECT max(event) FROM edits WHERE edits.channel = e.channel AND edits.seq = e.seq) AS edit,
         EXISTS (SELECT 1 FROM pins WHERE pins.channel = e.channel AND pins.seq = e.seq) AS pinned,
         EXISTS (SELECT 1 FROM reactions WHERE reactions.channel = e.channel AND reactions.seq = e.seq) AS reacted
       FROM events AS e WHERE channel = ? AND seq > ? ORDER BY seq LIMIT ?`,
    );
    this.#entry = chat.prepare<{ entry: Uint8Array }, [number, number]>(
      "SELECT entry FROM events WHERE channel = ? AND seq = ?",
    );
  }

  /** The messages among the next `limit` events after `after`. */
  after(channel: number, after: number, limit: number): MessageStretch {
    const rows = this.#after.all(channel, after, limit);
    const messages = rows.flatMap((row) => this.#message(channel, row) ?? []);
    return { messages, last: rows.at(-1)?.seq };
  }

  #message(channel: number, { seq, entry, edit, pinned, reacted }: Row): SearchMessage | undefined {
    const { at, user, body } = decodeEntry(channel, seq, entry);
    if (body.case !== "message" || body.value.deleted) return undefined;
    const text = (edit === null ? undefined : this.#editedText(channel, edit)) ?? body.value.text;
    const has: Has[] = hasOf({ ...body.value, text });
    if (pinned === 1) has.push("pin");
    if (reacted === 1) has.push("reaction");
    return { channel, seq, user, at, text, files: body.value.files.map(({ name }) => name), has };
  }

  #editedText(channel: number, event: number): string | undefined {
    const row = this.#entry.get(channel, event);
    const body = row && decodeEntry(channel, event, row.entry).body;
    return body?.case === "edited" ? body.value.text : undefined;
  }
}
