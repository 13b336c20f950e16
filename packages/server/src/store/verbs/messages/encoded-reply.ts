import { encodeReplyBody, type Init, type Reply } from "@hubbub/protocol";

/** A reply without its id, encoded where it was read: between threads it is moved, not copied. */
export interface EncodedReply {
  packed: ArrayBuffer;
}

/** A page of one channel, with the head of the snapshot that it was read from. */
export interface EncodedPage extends EncodedReply {
  head: number;
}

export function encodedReply(body: Init<Reply>["body"]): EncodedReply {
  const { buffer, byteOffset, byteLength } = encodeReplyBody(body);
  return { packed: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer };
}
