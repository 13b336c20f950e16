import { describe, expect, test } from "bun:test";

import fc from "fast-check";

import { Connection } from "../src/generator/connection.ts";
import {
  clientFrame,
  COMPRESSED,
  FrameReader,
  OPCODE,
  WebSocketFault,
} from "../src/generator/websocket-frames.ts";

const ANY = { subprotocol: "any", opcode: OPCODE.binary, deflate: false };

type Seen = { opcode: number; payload: Buffer };

/** A server's frame: unmasked. */
function serverFrame(opcode: number, payload: Uint8Array, last = true): Buffer {
  const size = payload.length;
  const header = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10);
  header[0] = (last ? 0x80 : 0) | opcode;
  header[1] = size < 126 ? size : size < 65_536 ? 126 : 127;
  if (header.length === 4) header.writeUInt16BE(size, 2);
  if (header.length === 10) header.writeBigUInt64BE(BigInt(size), 2);
  return Buffer.concat([header, payload]);
}

function read(chunks: Uint8Array[], deflate: boolean): Seen[] {
  const seen: Seen[] = [];
  const reader = new FrameReader(
    {
      message: (bytes, start, end, opcode) =>
        seen.push({ opcode, payload: Buffer.from(bytes.slice(start, end)) }),
      control: (opcode, payload) => seen.push({ opcode, payload: Buffer.from(payload) }),
    },
    deflate,
  );
  for (const chunk of chunks) reader.push(chunk);
  return seen;
}

/** Cuts bytes at the given places (each below 1, of the whole). */
function cut(bytes: Buffer, places: number[]): Buffer[] {
  const at = [
    0,
    ...places.map((place) => Math.floor(place * bytes.length)).toSorted((a, b) => a - b),
    bytes.length,
  ];
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
}

const payload = fc
  .tuple(fc.constantFrom(0, 1, 2, 125, 126, 127, 300, 65_535, 65_536, 70_000), fc.nat(255))
  .map(([size, byte]) => Buffer.alloc(size, byte));
const message = fc.record({ opcode: fc.constantFrom(OPCODE.text, OPCODE.binary), payload });
const control = fc.record({
  opcode: fc.constantFrom(OPCODE.ping, OPCODE.pong, OPCODE.close),
  payload: fc.uint8Array({ maxLength: 125 }).map((bytes) => Buffer.from(bytes)),
});
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { maxLength: 40 });

describe("WebSocket frames of a server", () => {
  test("[L2.1] come out as they went in, wherever the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(message, control), { maxLength: 8 }), places, (frames, places) => {
        const stream = Buffer.concat(frames.map(({ opcode, payload }) => serverFrame(opcode, payload)));
        expect(read(cut(stream, places), false)).toEqual(frames);
      }),
    );
  });

  test("[L2.1] come out as they went in, byte by byte", () => {
    const frames = [0, 125, 126, 65_536].map((size) => ({
      opcode: 2,
      payload: Buffer.alloc(size, size % 251),
    }));
    const stream = Buffer.concat(frames.map(({ opcode, payload }) => serverFrame(opcode, payload)));
    expect(
      read(
        Array.from(stream, (byte) => Uint8Array.of(byte)),
        false,
      ),
    ).toEqual(frames);
  });

  test("[L2.2] a fragmented message is one message, with control frames between its fragments", () => {
    fc.assert(
      fc.property(message, control, places, places, ({ opcode, payload }, between, fragments, places) => {
        const parts = cut(payload, fragments);
        const frames = parts.map((part, i) =>
          serverFrame(i === 0 ? opcode : 0, part, i === parts.length - 1),
        );
        const stream = Buffer.concat(
          frames.flatMap((frame) => [serverFrame(between.opcode, between.payload), frame]),
        );
        const seen = read(cut(stream, places), false);
        expect(seen.filter((frame) => frame.opcode < 8)).toEqual([{ opcode, payload }]);
        expect(seen.filter((frame) => frame.opcode >= 8)).toEqual(parts.map(() => between));
      }),
    );
  });

  test.each([
    ["masked", Buffer.from([0x82, 0x80, 0, 0, 0, 0])],
    ["with a reserved bit", Buffer.from([0xc2, 0])],
    ["with an unknown opcode", Buffer.from([0x83, 0])],
    ["a fragmented control frame", Buffer.from([0x09, 0])],
    ["a long control frame", serverFrame(OPCODE.ping, Buffer.alloc(126))],
    ["a continuation of nothing", Buffer.from([0x80, 0])],
    ["a message within a fragmented one", Buffer.from([0x02, 0, 0x82, 0])],
    ["larger than 64 MiB", Buffer.from([0x82, 127, 0, 0, 0, 0, 4, 0, 0, 1])],
  ])("[L2.3] a frame that is %s is a fault", (_what, bytes) => {
    expect(() => read([bytes], false)).toThrow(WebSocketFault);
    expect(() =>
      read(
        Array.from(bytes, (byte) => Uint8Array.of(byte)),
        false,
      ),
    ).toThrow(WebSocketFault);
  });

  test("[L30.7] where it was agreed on, a message may be marked as compressed, and nothing else", () => {
    const text = Buffer.from("any");
    const parts = [
      serverFrame(OPCODE.text | COMPRESSED, text.subarray(0, 1), false),
      serverFrame(OPCODE.continuation, text.subarray(1)),
      serverFrame(OPCODE.binary | COMPRESSED, text),
      serverFrame(OPCODE.binary, text),
    ];
    expect(read([Buffer.concat(parts)], true)).toEqual([
      { opcode: OPCODE.text | COMPRESSED, payload: text },
      { opcode: OPCODE.binary | COMPRESSED, payload: text },
      { opcode: OPCODE.binary, payload: text },
    ]);
    for (const opcode of [OPCODE.ping, OPCODE.continuation]) {
      expect(() => read([serverFrame(opcode | COMPRESSED, text)], true)).toThrow(WebSocketFault);
    }
    expect(() => read([serverFrame(OPCODE.text | 0x20, text)], true)).toThrow(WebSocketFault);
  });

  test("[L2.4] a client's frames are masked, and every length is understood by Bun's server", async () => {
    const sizes = [0, 125, 126, 65_535, 65_536];
    const got = Promise.withResolvers<number[]>();
    const lengths: number[] = [];
    using server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch(request, server) {
        if (server.upgrade(request, { headers: { "Sec-WebSocket-Protocol": "any" } })) return undefined;
        return new Response(null, { status: 426 });
      },
      websocket: {
        maxPayloadLength: 100_000,
        message: (_socket, data) => {
          if (lengths.push(data.length) === sizes.length) got.resolve(lengths);
        },
      },
    });
    const url = new URL(`ws://127.0.0.1:${server.port}/`);
    const connection = await Connection.open(url, ANY, { message: () => {}, closed: got.reject });
    for (const size of sizes) connection.send(Buffer.alloc(size, 7));
    expect(await got.promise).toEqual(sizes);
    expect(clientFrame(OPCODE.binary, Buffer.alloc(3))[1]! & 0x80).toBe(0x80);
    connection.close();
  });
});
