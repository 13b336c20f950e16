import { expect, test } from "bun:test";

import {
  decodeServerFrame,
  encodeEntry,
  encodeServerFrame,
  frameEntries,
  serverFrame,
} from "@hubbub/protocol";

import { Batch, SharedFrame, SignalFrame, UserFrame } from "../src/core/shared-frame.ts";
import { Outbound, OUTBOUND_BYTES } from "../src/gateway/outbound.ts";

const BLOCKED = true;
const FREE = false;
const text = "x".repeat(1000);

/** A batch of messages of 1,000 bytes. */
function batch(channel: number, first: number, last: number): Batch {
  const body = { case: "message" as const, value: { text } };
  const entry = encodeEntry({ at: 1, user: 1, body });
  const entries = Array.from({ length: last - first + 1 }, (_, i) => ({ seq: first + i, entry }));
  return new Batch(channel, first, last, frameEntries(channel, entries));
}

function reply(id: number): SharedFrame {
  const replies = [{ id, body: { case: "done" as const, value: {} } }];
  return new SharedFrame(encodeServerFrame(serverFrame({ replies })));
}

function typing(user: number): SignalFrame {
  const body = { case: "typing" as const, value: { channel: 1, user } };
  return new SignalFrame(encodeServerFrame(serverFrame({ signals: [{ body }] })));
}

/** A change of a user's feed. */
function change(version: number): UserFrame {
  const body = { case: "channelGone" as const, value: { channel: 1 } };
  return new UserFrame(version, encodeServerFrame({ userEvents: [{ version, body }] }));
}

/** Pushes batches of one event each while blocked, until events are dropped; gives the seq of the last. */
function fill(outbound: Outbound, channel: number): number {
  let seq = 1;
  while (!outbound.push(batch(channel, seq, seq), BLOCKED)) seq++;
  return seq;
}

const written = (outbound: Outbound) => decodeServerFrame(outbound.takeBinary("hubbub.v1.protobuf"));

test("[P5.11] up to 256 KiB wait for a connection that can't be written to, and then leave as one frame", () => {
  const outbound = new Outbound();
  let seq = 0;
  let bytes = 0;
  for (
    let next = batch(1, 1, 1);
    bytes + next.bytes.length <= OUTBOUND_BYTES;
    next = batch(1, seq + 1, seq + 1)
  ) {
    expect(outbound.push(next, BLOCKED)).toBe(false);
    bytes += next.bytes.length;
    seq++;
  }
  const frame = written(outbound);
  expect(frame.events.map((event) => event.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
  expect(frame.gaps).toEqual([]);
  expect(outbound.isEmpty).toBe(true);
});

test("[P5.12] past it all waiting events, and those that follow, become one gap per channel", () => {
  const outbound = new Outbound();
  outbound.push(batch(7, 40, 44), BLOCKED);
  const last = fill(outbound, 1);
  expect(outbound.push(batch(1, last + 1, last + 500), BLOCKED)).toBe(true);
  expect(outbound.push(batch(7, 45, 45), BLOCKED)).toBe(true);
  expect(outbound.push(batch(9, 3, 4), BLOCKED)).toBe(true);
  expect(written(outbound).gaps).toEqual([
    { channel: 7, from: 40, to: 45 },
    { channel: 1, from: 1, to: last + 500 },
    { channel: 9, from: 3, to: 4 },
  ]);
});

test("[P5.13] a frame with gaps holds no events; the next one goes on behind them", () => {
  const outbound = new Outbound();
  const last = fill(outbound, 1);
  // Free again, but not yet written to.
  outbound.push(batch(1, last + 1, last + 1), FREE);
  outbound.push(batch(2, 1, 1), FREE);
  const withGaps = written(outbound);
  expect(withGaps.events).toEqual([]);
  expect(withGaps.gaps).toEqual([
    { channel: 1, from: 1, to: last + 1 },
    { channel: 2, from: 1, to: 1 },
  ]);
  outbound.push(batch(1, last + 2, last + 2), FREE);
  const behind = written(outbound);
  expect(behind.gaps).toEqual([]);
  expect(behind.events.map(({ seq }) => seq)).toEqual([last + 2]);
});

test("[P5.14] replies are never dropped, and keep their order", () => {
  const outbound = new Outbound();
  outbound.push(reply(1), BLOCKED);
  fill(outbound, 1);
  outbound.push(reply(2), BLOCKED);
  expect(written(outbound).replies.map(({ id }) => id)).toEqual([1, 2]);
});

test("[P5.15] past the bound signals are dropped without a word, and keep nothing else from going out", () => {
  const outbound = new Outbound();
  const size = typing(1).bytes.length;
  const fits = Math.floor(OUTBOUND_BYTES / size);
  for (let i = 0; i < fits + 10; i++) expect(outbound.push(typing(1), BLOCKED)).toBe(false);
  outbound.push(reply(1), BLOCKED);
  const frame = written(outbound);
  expect(frame.signals).toHaveLength(fits);
  expect(frame.gaps).toEqual([]);
  expect(frame.replies).toHaveLength(1);
});

test("[P5.16] memory for a blocked connection doesn't grow, however many events and signals come", () => {
  const outbound = new Outbound();
  for (let seq = 1; seq <= 100_000; seq++) {
    outbound.push(batch(1, seq, seq), BLOCKED);
    outbound.push(typing(seq), BLOCKED);
  }
  const bytes = outbound.takeBinary("hubbub.v1.protobuf");
  expect(bytes.length).toBeLessThanOrEqual(OUTBOUND_BYTES + 64);
  expect(decodeServerFrame(bytes).gaps).toEqual([{ channel: 1, from: 1, to: 100_000 }]);
});

test("[P5.17] leaving a channel forgets its gap, and only its", () => {
  const outbound = new Outbound();
  const last = fill(outbound, 1);
  outbound.push(batch(2, 1, 1), BLOCKED);
  outbound.forget(1);
  expect(written(outbound).gaps).toEqual([{ channel: 2, from: 1, to: 1 }]);
  fill(outbound, 1);
  outbound.forget(1);
  expect(outbound.isEmpty).toBe(true);
  outbound.push(batch(1, last + 1, last + 1), BLOCKED);
  expect(written(outbound).events.map(({ seq }) => seq)).toEqual([last + 1]);
});

test("[P5.22] changes of the user's feed that are dropped are told as a gap of channel 0, from the first to the last", () => {
  const outbound = new Outbound();
  outbound.push(change(5), BLOCKED);
  const last = fill(outbound, 1);
  expect(outbound.push(change(6), BLOCKED)).toBe(true);
  expect(outbound.push(change(7), BLOCKED)).toBe(true);
  const frame = written(outbound);
  expect(frame.gaps).toEqual([
    { channel: 0, from: 5, to: 7 },
    { channel: 1, from: 1, to: last },
  ]);
  expect(frame.userEvents).toEqual([]);
  outbound.push(change(8), FREE);
  expect(written(outbound).userEvents.map(({ version }) => version)).toEqual([8]);
});

test("[P5.18] a connection that can be written to gets all that one flush has gathered, however much", () => {
  const outbound = new Outbound();
  for (let seq = 1; seq <= 1000; seq++) expect(outbound.push(batch(1, seq, seq), FREE)).toBe(false);
  expect(written(outbound).events).toHaveLength(1000);
});

test("[P2.30] the JSON message says the same as the binary one", () => {
  const [json, bytes, binary] = [new Outbound(), new Outbound(), new Outbound()];
  for (const outbound of [json, bytes, binary]) {
    outbound.push(batch(1, 1, 3), FREE);
    outbound.push(reply(4), FREE);
    outbound.push(typing(5), FREE);
    outbound.push(batch(2, 8, 9), FREE);
    outbound.push(change(6), FREE);
  }
  const text = json.takeJson();
  expect(new TextDecoder().decode(bytes.takeBinary("hubbub.v1.json"))).toBe(text);
  const fromJson = JSON.parse(text) as unknown;
  const fromBinary = new SharedFrame(binary.takeBinary("hubbub.v1.protobuf")).json();
  expect(fromJson).toEqual(JSON.parse(fromBinary));
});

test("[P5.19] past 256 KiB nothing more is to be asked for, until all of it has left", () => {
  const outbound = new Outbound();
  const page = new SharedFrame(new Uint8Array(200 * 1024));
  outbound.push(page, false);
  expect(outbound.isFull).toBe(false);
  outbound.push(page, false);
  expect(outbound.isFull).toBe(true);
  outbound.takeBinary("hubbub.v1.protobuf");
  expect(outbound.isFull).toBe(false);
});
