import { type NumberedEntry } from "./entry.ts";
import { type Subscribed, writeSubscriptions } from "./gen/commands.ts";
import type { Init } from "./wire/init.ts";
import { encodeWhole } from "./wire/whole.ts";
import { varintSize } from "./wire/writer.ts";

// Field numbers and wire types of frames.proto, commands.proto and events.proto; the tests compare what is
// written here with what the generated code writes.
const FRAME_EVENTS = (1 << 3) | 2;
const FRAME_REPLIES = (2 << 3) | 2;
const EVENT_CHANNEL = (1 << 3) | 0;
const EVENT_SEQ = (2 << 3) | 0;
const REPLY_ID = (1 << 3) | 0;
const REPLY_EVENTS = (6 << 3) | 2;
// A tag of two bytes: field 38.
const REPLY_SUBSCRIPTIONS = [0xb2, 0x02] as const;
const SUBSCRIPTIONS_MISSED = (2 << 3) | 2;
const PAGE_CHANNEL = (1 << 3) | 0;
const PAGE_EPOCH = (2 << 3) | 0;
const PAGE_HEAD = (3 << 3) | 0;
const PAGE_EVENTS = (4 << 3) | 2;
const PAGE_MORE = (5 << 3) | 0;

export interface EntryPage {
  channel: number;
  epoch: number;
  head: number;
  more: boolean;
  entries: readonly NumberedEntry[];
}

/** The encoding of a ServerFrame with these events of one channel, their entries copied as they are. */
export function frameEntries(channel: number, items: readonly NumberedEntry[]): Uint8Array {
  const frame = new Uint8Array(eventsSize(channel, items));
  putEvents(frame, 0, FRAME_EVENTS, channel, items);
  return frame;
}

/** The encoding of a ServerFrame with one reply, an EventPage, whose entries are copied as they are. */
export function encodeEventPageReply(id: number, page: EntryPage): Uint8Array {
  const pageSize =
    fieldSize(page.channel) +
    fieldSize(page.epoch) +
    fieldSize(page.head) +
    eventsSize(page.channel, page.entries) +
    (page.more ? 2 : 0);
  const replySize = fieldSize(id) + 1 + varintSize(pageSize) + pageSize;
  const frame = new Uint8Array(1 + varintSize(replySize) + replySize);
  let pos = putField(frame, 0, FRAME_REPLIES, replySize);
  if (id !== 0) pos = putField(frame, pos, REPLY_ID, id);
  pos = putField(frame, pos, REPLY_EVENTS, pageSize);
  if (page.channel !== 0) pos = putField(frame, pos, PAGE_CHANNEL, page.channel);
  if (page.epoch !== 0) pos = putField(frame, pos, PAGE_EPOCH, page.epoch);
  if (page.head !== 0) pos = putField(frame, pos, PAGE_HEAD, page.head);
  pos = putEvents(frame, pos, PAGE_EVENTS, page.channel, page.entries);
  if (page.more) putField(frame, pos, PAGE_MORE, 1);
  return frame;
}

/** What one channel missed. */
export interface MissedEntries {
  channel: number;
  entries: readonly NumberedEntry[];
}

/** The encoding of a reply's body, Subscriptions, whose missed entries are copied as they are: see `frameReply`. */
export function encodeSubscriptions(
  subscribed: readonly Init<Subscribed>[],
  missed: readonly MissedEntries[],
): Uint8Array {
  const head = encodeWhole({ subscribed }, writeSubscriptions);
  const missedSize = missed.reduce((sum, { channel, entries }) => sum + eventsSize(channel, entries), 0);
  const size = head.length + missedSize;
  const body = new Uint8Array(REPLY_SUBSCRIPTIONS.length + varintSize(size) + size);
  body[0] = REPLY_SUBSCRIPTIONS[0];
  let pos = putField(body, 1, REPLY_SUBSCRIPTIONS[1], size);
  body.set(head, pos);
  pos += head.length;
  for (const { channel, entries } of missed)
    pos = putEvents(body, pos, SUBSCRIPTIONS_MISSED, channel, entries);
  return body;
}

/** Frames merge by concatenation: the frame that holds what all of these hold. */
export function concatFrames(frames: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const frame of frames) size += frame.length;
  const all = new Uint8Array(size);
  let pos = 0;
  for (const frame of frames) {
    all.set(frame, pos);
    pos += frame.length;
  }
  return all;
}

function eventsSize(channel: number, items: readonly NumberedEntry[]): number {
  const channelSize = fieldSize(channel);
  let size = 0;
  for (const { seq, entry } of items) {
    const eventSize = channelSize + fieldSize(seq) + entry.length;
    size += 1 + varintSize(eventSize) + eventSize;
  }
  return size;
}

function putEvents(
  frame: Uint8Array,
  start: number,
  tag: number,
  channel: number,
  items: readonly NumberedEntry[],
): number {
  const channelSize = fieldSize(channel);
  let pos = start;
  for (const { seq, entry } of items) {
    pos = putField(frame, pos, tag, channelSize + fieldSize(seq) + entry.length);
    if (channel !== 0) pos = putField(frame, pos, EVENT_CHANNEL, channel);
    if (seq !== 0) pos = putField(frame, pos, EVENT_SEQ, seq);
    frame.set(entry, pos);
    pos += entry.length;
  }
  return pos;
}

/** Bytes of a number's tag, below 16, and value; zero is left out. */
function fieldSize(value: number): number {
  return value === 0 ? 0 : 1 + varintSize(value);
}

/** Puts a tag and a number, and gives the position after them. */
function putField(frame: Uint8Array, start: number, tag: number, value: number): number {
  let pos = start;
  frame[pos++] = tag;
  let rest = value;
  for (; rest >= 0x8000_0000; rest = Math.floor(rest / 128)) frame[pos++] = (rest % 128) | 0x80;
  for (; rest >= 0x80; rest >>>= 7) frame[pos++] = (rest & 0x7f) | 0x80;
  frame[pos++] = rest;
  return pos;
}
