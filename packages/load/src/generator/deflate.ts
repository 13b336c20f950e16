import { constants, deflateRawSync, inflateRawSync } from "node:zlib";

import { MESSAGE_LIMIT, WebSocketFault } from "./websocket-frames.ts";

/** Ends every compressed message, and is left out on the wire (RFC 7692, section 7.2.1). */
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);
const FLUSH = { finishFlush: constants.Z_SYNC_FLUSH };

/**
 * The offer of permessage-deflate (RFC 7692) in which each message is compressed alone: then equal messages are
 * equal when compressed too, and only the first of them has to be inflated.
 */
export const DEFLATE_OFFER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

/** Throws WebSocketFault for bytes that are not deflated, or that become a message past MESSAGE_LIMIT. */
export function inflateMessage(payload: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(Buffer.concat([payload, TAIL]), { ...FLUSH, maxOutputLength: MESSAGE_LIMIT });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WebSocketFault(`The server sent a compressed message that can't be inflated: ${reason}.`);
  }
}

export function deflateMessage(payload: Uint8Array): Uint8Array {
  return deflateRawSync(payload, FLUSH).subarray(0, -TAIL.length);
}
