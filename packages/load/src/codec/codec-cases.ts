import {
  clientFrame,
  clientFrameToJson,
  decodeClientFrame,
  decodeServerFrame,
  encodeClientFrame,
  encodeServerFrame,
  serverFrame,
  serverFrameToJson,
} from "@hubbub/protocol";
import { decodeWhole, encodeWhole } from "@hubbub/protocol/wire";

import { REPORT_MESSAGE } from "../analysis/quoted.ts";
import { readReport, REPORT, writeReport } from "../gen/bench.ts";

/** A message to time: its Protobuf and JSON encodings, from which each codec makes what it works on. */
export interface CodecCase {
  name: string;
  /** Names of its type in the .proto files of all candidates. */
  type: "Report" | "ClientFrame" | "ServerFrame";
  /** Of the rounds asked for, those that are timed; less than 1 for a frame that is many messages at once. */
  share: number;
  protobuf: Uint8Array;
  json: string;
  encode(message: unknown): Uint8Array;
  decode(bytes: Uint8Array): unknown;
}

export const AT = Date.UTC(2026, 0, 1);
export const TEXT = "The quick brown fox jumps over the lazy dog, sixty-four letters.";

/** The test message of the performance report, then Hubbub's hottest messages. */
export function codecCases(): CodecCase[] {
  return [reportCase(), sendCase(), eventsCase(), sentCase()];
}

function reportCase(): CodecCase {
  const { random_float: randomFloat, ...rest } = REPORT_MESSAGE;
  const report = { ...rest, randomFloat, items: [...rest.items] };
  return {
    name: "The report's test message",
    type: "Report",
    share: 1,
    protobuf: encodeWhole(report, writeReport),
    json: JSON.stringify(REPORT_MESSAGE),
    encode: (message) => encodeWhole(message as typeof report, writeReport),
    decode: (bytes) => decodeWhole(bytes, readReport, REPORT),
  };
}

function sendCase(): CodecCase {
  const clientId = "0192f0c1-2d3e-7a4b-8c5d-6e7f8091a2b3";
  const frame = clientFrame({
    id: 1000,
    body: { case: "send", value: { channel: 12, clientId, text: TEXT } },
  });
  return {
    name: "ClientFrame with a Send of 64 characters",
    type: "ClientFrame",
    share: 1,
    protobuf: encodeClientFrame(frame),
    json: clientFrameToJson(frame),
    encode: (message) => encodeClientFrame(message as typeof frame),
    decode: decodeClientFrame,
  };
}

function eventsCase(): CodecCase {
  const events = Array.from({ length: 20 }, (_, i) => ({
    channel: 12,
    seq: 40_000 + i,
    at: AT + i,
    user: 1000 + i,
    body: { case: "message" as const, value: { text: TEXT } },
  }));
  return serverCase("ServerFrame with 20 events of 64 characters", 0.1, serverFrame({ events }));
}

function sentCase(): CodecCase {
  const value = { channel: 12, seq: 40_000, at: AT, repeated: false };
  const frame = serverFrame({ replies: [{ id: 1000, body: { case: "sent", value } }] });
  return serverCase("ServerFrame with a Sent reply", 1, frame);
}

function serverCase(name: string, share: number, frame: ReturnType<typeof serverFrame>): CodecCase {
  return {
    name,
    type: "ServerFrame",
    share,
    protobuf: encodeServerFrame(frame),
    json: serverFrameToJson(frame),
    encode: (message) => encodeServerFrame(message as typeof frame),
    decode: decodeServerFrame,
  };
}
