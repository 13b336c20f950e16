import { type Reply, writeReply } from "./gen/commands.ts";
import type { Init } from "./wire/init.ts";
import { encodeWhole } from "./wire/whole.ts";
import { varintSize } from "./wire/writer.ts";

// Field numbers and wire types of frames.proto and commands.proto; a test compares with what the generated code writes.
const FRAME_REPLIES = (2 << 3) | 2;
const REPLY_ID = (1 << 3) | 0;

/** The encoding of a Reply that has no id yet: made where there is time for it. */
export function encodeReplyBody(body: Init<Reply>["body"]): Uint8Array {
  return encodeWhole({ body }, writeReply);
}

/** The encoding of a ServerFrame with one reply, whose body was encoded before. The id is not 0. */
export function frameReply(id: number, body: Uint8Array): Uint8Array {
  const size = 1 + varintSize(id) + body.length;
  const frame = new Uint8Array(1 + varintSize(size) + size);
  let at = putVarint(frame, putVarint(frame, 0, FRAME_REPLIES), size);
  at = putVarint(frame, putVarint(frame, at, REPLY_ID), id);
  frame.set(body, at);
  return frame;
}

/** The position after it. */
function putVarint(frame: Uint8Array, start: number, value: number): number {
  let at = start;
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) frame[at++] = (rest % 128) | 0x80;
  frame[at++] = rest;
  return at;
}
