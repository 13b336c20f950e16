import { BadFrame } from "./bad-frame.ts";
import {
  clientFrameFromJson,
  clientFrameToJson,
  decodeClientFrame,
  decodeServerFrame,
  encodeClientFrame,
  encodeServerFrame,
  serverFrameFromJson,
  serverFrameToJson,
} from "./frames.ts";
import { type ClientFrame, type ServerFrame } from "./gen/frames.ts";
import { type Subprotocol } from "./subprotocol.ts";
import type { Init } from "./wire/init.ts";
import { decodeUtf8 } from "./wire/utf8.ts";

/**
 * What a subprotocol makes of frames: binary WebSocket messages are Uint8Array, text messages are strings. JSON may
 * come as either.
 */
export interface Codec {
  readonly subprotocol: Subprotocol;
  /** Throws BadFrame, also for text where only binary is taken. */
  decodeClient(data: string | Uint8Array): ClientFrame;
  encodeClient(frame: Init<ClientFrame>): string | Uint8Array;
  /** Throws BadFrame, also for text where only binary is taken. */
  decodeServer(data: string | Uint8Array): ServerFrame;
  encodeServer(frame: Init<ServerFrame>): string | Uint8Array;
}

function binary(data: string | Uint8Array): Uint8Array {
  if (typeof data === "string") throw new BadFrame("", "is text, but this subprotocol takes binary messages");
  return data;
}

function text(data: string | Uint8Array): string {
  if (typeof data === "string") return data;
  const decoded = decodeUtf8(data, 0, data.length);
  if (decoded === undefined) throw new BadFrame("", "is not valid UTF-8");
  return decoded;
}

const CODECS: Record<Subprotocol, Codec> = {
  "hubbub.v1.protobuf": {
    subprotocol: "hubbub.v1.protobuf",
    decodeClient: (data) => decodeClientFrame(binary(data)),
    encodeClient: encodeClientFrame,
    decodeServer: (data) => decodeServerFrame(binary(data)),
    encodeServer: encodeServerFrame,
  },
  "hubbub.v1.json": {
    subprotocol: "hubbub.v1.json",
    decodeClient: (data) => clientFrameFromJson(text(data)),
    encodeClient: clientFrameToJson,
    decodeServer: (data) => serverFrameFromJson(text(data)),
    encodeServer: serverFrameToJson,
  },
};

export function codecFor(subprotocol: Subprotocol): Codec {
  return CODECS[subprotocol];
}
