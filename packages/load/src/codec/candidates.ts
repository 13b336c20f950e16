import { type CodecCase } from "./codec-cases.ts";

/** A codec, ready for one message in its own representation. */
export interface Prepared {
  encode(): string | Uint8Array;
  decode(data: string | Uint8Array): unknown;
}

export interface Candidate {
  name: string;
  prepare(message: CodecCase): Prepared;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Native JSON, as text. */
export const jsonText: Candidate = {
  name: "JSON text",
  prepare(each) {
    const message: unknown = JSON.parse(each.json);
    return { encode: () => JSON.stringify(message), decode: (data) => JSON.parse(data as string) as unknown };
  },
};

/** Native JSON to and from UTF-8 bytes: what a binary WebSocket message carries, and what orjson makes. */
export const jsonBytes: Candidate = {
  name: "JSON as bytes",
  prepare(each) {
    const message: unknown = JSON.parse(each.json);
    return {
      encode: () => encoder.encode(JSON.stringify(message)),
      decode: (data) => JSON.parse(decoder.decode(data as Uint8Array)) as unknown,
    };
  },
};

/** Hubbub's own codec. */
export const protobuf: Candidate = {
  name: "Protobuf (Hubbub)",
  prepare(each) {
    const message = each.decode(each.protobuf);
    return { encode: () => each.encode(message), decode: (data) => each.decode(data as Uint8Array) };
  },
};

export const CANDIDATES: readonly Candidate[] = [jsonText, jsonBytes, protobuf];

/** The codec, ready for the message. Throws if what it makes of it is not that message's encoding. */
export function prepareVerified(candidate: Candidate, message: CodecCase): Prepared {
  const prepared = candidate.prepare(message);
  const data = prepared.encode();
  const isJson = Buffer.from(data).equals(Buffer.from(message.json));
  if (!isJson && !Bun.deepEquals(data, message.protobuf)) {
    throw new Error(`${candidate.name} does not encode ${message.name} right.`);
  }
  return prepared;
}
