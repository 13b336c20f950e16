import { BadFrame } from "@hubbub/protocol";

const FRAME_EVENTS = (1 << 3) | 2;
const EVENT_CHANNEL = (1 << 3) | 0;
const EVENT_SEQ = (2 << 3) | 0;

/** Takes an event whose field in the frame, tag and all, is `from` to `to` of the bytes. */
export interface EventVisitor {
  event(channel: number, seq: number, from: number, to: number): void;
}

/**
 * Walks the events of an encoded ServerFrame, `start` to `end` of `bytes`, reading only channel and seq, which
 * stand first in every event. Gives the number of the frame's other parts. Throws BadFrame. The protocol's
 * `scanEvents` reads whole events and takes seven times as long.
 */
export function scanSeqs(bytes: Uint8Array, start: number, end: number, visitor: EventVisitor): number {
  let others = 0;
  let pos = start;
  while (pos < end) {
    const from = pos;
    const tag = bytes[pos++]!;
    const size = varint(bytes, pos);
    pos = varintEnd(bytes, pos);
    const to = pos + size;
    if (!(to <= end)) throw new BadFrame("", "ends within an event");
    if (tag === FRAME_EVENTS) {
      if (bytes[pos++] !== EVENT_CHANNEL) throw new BadFrame("events", "does not begin with its channel");
      const channel = varint(bytes, pos);
      pos = varintEnd(bytes, pos);
      if (bytes[pos++] !== EVENT_SEQ) throw new BadFrame("events", "has no seq after its channel");
      visitor.event(channel, varint(bytes, pos), from, to);
    } else others++;
    pos = to;
  }
  return others;
}

function varint(bytes: Uint8Array, start: number): number {
  let pos = start;
  let byte = bytes[pos++]!;
  if (byte < 0x80) return byte;
  let value = byte & 0x7f;
  let scale = 128;
  do {
    byte = bytes[pos++]!;
    value += (byte & 0x7f) * scale;
    scale *= 128;
  } while (byte >= 0x80);
  return value;
}

function varintEnd(bytes: Uint8Array, start: number): number {
  let pos = start;
  while (bytes[pos]! >= 0x80) pos++;
  return pos + 1;
}
