import type { Command } from "./gen/commands.ts";
import {
  CLIENT_FRAME,
  type ClientFrame,
  readClientFrame,
  readServerFrame,
  SERVER_FRAME,
  type ServerFrame,
  writeClientFrame,
  writeServerFrame,
} from "./gen/frames.ts";
import type { Init } from "./wire/init.ts";
import { parseJson } from "./wire/json-in.ts";
import { toJson } from "./wire/json-out.ts";
import { decodeWhole, encodeWhole } from "./wire/whole.ts";

/** Encodes as Protobuf, into bytes of the caller's own. RangeError for numbers that don't fit their type. */
export function encodeClientFrame(frame: Init<ClientFrame>): Uint8Array {
  return encodeWhole(frame, writeClientFrame);
}

/** Decodes Protobuf; unknown fields are skipped. Throws BadFrame. */
export function decodeClientFrame(bytes: Uint8Array): ClientFrame {
  return decodeWhole(bytes, readClientFrame, CLIENT_FRAME);
}

/** Encodes as Protobuf, into bytes of the caller's own. RangeError for numbers that don't fit their type. */
export function encodeServerFrame(frame: Init<ServerFrame>): Uint8Array {
  return encodeWhole(frame, writeServerFrame);
}

/** Decodes Protobuf; unknown fields are skipped. Throws BadFrame. */
export function decodeServerFrame(bytes: Uint8Array): ServerFrame {
  return decodeWhole(bytes, readServerFrame, SERVER_FRAME);
}

export function clientFrameToJson(frame: Init<ClientFrame>): string {
  return JSON.stringify(toJson(CLIENT_FRAME, frame));
}

/** Parses a frame in JSON; an unknown field is refused, since people write these by hand. Throws BadFrame. */
export function clientFrameFromJson(text: string): ClientFrame {
  return parseJson<ClientFrame>(CLIENT_FRAME, text, "strict");
}

export function serverFrameToJson(frame: Init<ServerFrame>): string {
  return JSON.stringify(toJson(SERVER_FRAME, frame));
}

/** Parses a frame in JSON; what a newer server has added is skipped. Throws BadFrame. */
export function serverFrameFromJson(text: string): ServerFrame {
  return parseJson<ServerFrame>(SERVER_FRAME, text, "lenient");
}

/** A client's frame of these commands. */
export function clientFrame(...commands: Init<Command>[]): Init<ClientFrame> {
  return { commands };
}

/** A server's frame of these parts. */
export function serverFrame(parts: Init<ServerFrame>): Init<ServerFrame> {
  return parts;
}
