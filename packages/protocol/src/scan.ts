import { BadFrame } from "./bad-frame.ts";
import { Fault } from "./wire/fault.ts";
import { Reader } from "./wire/reader.ts";

/**
 * Called for each event of a frame. `bodyField` is the number of the body's field in Event (5: a message, 0:
 * none known), whose bytes are `start` to `end` of the frame.
 */
export type VisitEvent = (
  channel: number,
  seq: number,
  at: number,
  user: number,
  bodyField: number,
  start: number,
  end: number,
) => void;

/** Called for each Sent reply of a frame. */
export type VisitSent = (id: number, channel: number, seq: number, at: number, repeated: boolean) => void;

const FRAME_EVENTS = (1 << 3) | 2;
const FRAME_REPLIES = (2 << 3) | 2;
const REPLY_SENT = (4 << 3) | 2;

/**
 * Walks the events of an encoded ServerFrame without making objects or strings. Gives the number of its other
 * parts (replies, gaps, signals, closing), for which there is `scanSent` or `decodeServerFrame`. It trusts
 * the server to write fields as defined, each once, but never reads past the end. Throws BadFrame.
 */
export function scanEvents(frame: Uint8Array, visit: VisitEvent): number {
  return scan(frame, (r) => {
    let others = 0;
    const all = frame.length;
    while (r.pos < all) {
      const tag = r.tag();
      const end = r.length(all);
      if (tag === FRAME_EVENTS) scanEvent(r, end, visit);
      else {
        others++;
        r.pos = end;
      }
    }
    return others;
  });
}

/**
 * Walks the Sent replies of an encoded ServerFrame. Gives the number of its other parts that are no events:
 * replies of other kinds, gaps, signals, closing. Throws BadFrame.
 */
export function scanSent(frame: Uint8Array, visit: VisitSent): number {
  return scan(frame, (r) => {
    let others = 0;
    const all = frame.length;
    while (r.pos < all) {
      const tag = r.tag();
      const end = r.length(all);
      if (tag === FRAME_EVENTS) r.pos = end;
      else if (tag !== FRAME_REPLIES || !scanReply(r, end, visit)) others++;
      r.pos = end;
    }
    return others;
  });
}

function scan(frame: Uint8Array, walk: (r: Reader) => number): number {
  try {
    return walk(new Reader(frame));
  } catch (error) {
    if (error instanceof Fault) throw new BadFrame("", "is malformed");
    throw error;
  }
}

function scanEvent(r: Reader, end: number, visit: VisitEvent): void {
  let channel = 0;
  let seq = 0;
  let at = 0;
  let user = 0;
  let bodyField = 0;
  let start = end;
  let bodyEnd = end;
  while (r.pos < end) {
    const tag = r.tag();
    if (tag === 8) channel = r.uint64();
    else if (tag === 16) seq = r.uint64();
    else if (tag === 24) at = r.uint64();
    else if (tag === 32) user = r.uint64();
    else if ((tag & 7) === 2) {
      bodyField = tag >>> 3;
      bodyEnd = r.length(end);
      start = r.pos;
      r.pos = bodyEnd;
    } else throw new Fault();
  }
  r.done(end);
  visit(channel, seq, at, user, bodyField, start, bodyEnd);
}

/** Whether the reply was a Sent, and visited. */
function scanReply(r: Reader, end: number, visit: VisitSent): boolean {
  let id = 0;
  while (r.pos < end) {
    const tag = r.tag();
    if (tag === 8) id = r.uint32();
    else if (tag === REPLY_SENT) {
      scanSentBody(r, r.length(end), id, visit);
      return true;
    } else return false;
  }
  return false;
}

function scanSentBody(r: Reader, end: number, id: number, visit: VisitSent): void {
  let channel = 0;
  let seq = 0;
  let at = 0;
  let repeated = false;
  while (r.pos < end) {
    const tag = r.tag();
    if (tag === 8) channel = r.uint64();
    else if (tag === 16) seq = r.uint64();
    else if (tag === 24) at = r.uint64();
    else if (tag === 32) repeated = r.bool();
    else throw new Fault();
  }
  r.done(end);
  visit(id, channel, seq, at, repeated);
}
