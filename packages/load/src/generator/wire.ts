import {
  BadFrame,
  type ClientFrame,
  clientFrameToJson,
  encodeClientFrame,
  encodeServerFrame,
  type Init,
  serverFrameFromJson,
  type Subprotocol,
} from "@hubbub/protocol";

import { type RunOptions } from "../result/result.ts";
import { OPCODE } from "./websocket-frames.ts";

/** How a virtual user speaks with the server. */
export type WireOptions = Pick<RunOptions, "codec" | "deflate">;

/** What is fastest, and what clients use. */
export const DEFAULT_WIRE: WireOptions = { codec: "protobuf", deflate: false };

/** What a codec makes of frames on a connection. */
export interface Wire {
  readonly subprotocol: Subprotocol;
  /** Of the messages in both directions. */
  readonly opcode: number;
  /** An empty frame. */
  readonly heartbeat: Uint8Array;
  encode(frame: Init<ClientFrame>): Uint8Array;
  /** The server's frame in Protobuf, in which all frames are checked. Throws BadFrame. */
  toProtobuf(payload: Uint8Array): Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

const PROTOBUF: Wire = {
  subprotocol: "hubbub.v1.protobuf",
  opcode: OPCODE.binary,
  heartbeat: new Uint8Array(0),
  encode: encodeClientFrame,
  toProtobuf: (payload) => payload,
};

const JSON_TEXT: Wire = {
  subprotocol: "hubbub.v1.json",
  opcode: OPCODE.text,
  heartbeat: encoder.encode("{}"),
  encode: (frame) => encoder.encode(clientFrameToJson(frame)),
  toProtobuf: (payload) => encodeServerFrame(serverFrameFromJson(utf8(payload))),
};

export const WIRES: Record<RunOptions["codec"], Wire> = {
  protobuf: PROTOBUF,
  json: JSON_TEXT,
  "json-bytes": { ...JSON_TEXT, opcode: OPCODE.binary },
};

function utf8(payload: Uint8Array): string {
  try {
    return decoder.decode(payload);
  } catch {
    throw new BadFrame("", "is not UTF-8");
  }
}
