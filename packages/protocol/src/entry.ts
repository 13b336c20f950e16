import { EVENT, type Event, readEvent, writeEvent } from "./gen/events.ts";
import type { Init } from "./wire/init.ts";
import { decodeWhole, encodeWhole } from "./wire/whole.ts";

/**
 * An event as the log stores and forwards it: an encoded Event without its channel and seq, which stand
 * before it in a frame. Whoever stores entries needs not know what is in them.
 */
export type Entry = Uint8Array;

export interface NumberedEntry {
  seq: number;
  entry: Entry;
}

/** Encodes what of an event is known before it has its place in a log. */
export function encodeEntry(event: Pick<Init<Event>, "at" | "user" | "body">): Entry {
  return encodeWhole({ at: event.at, user: event.user, body: event.body }, writeEvent);
}

/** Throws BadFrame. */
export function decodeEntry(channel: number, seq: number, entry: Entry): Event {
  const event = decodeWhole(entry, readEvent, EVENT);
  event.channel = channel;
  event.seq = seq;
  return event;
}
