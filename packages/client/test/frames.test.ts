import { expect, test } from "bun:test";

import { codecFor, LIMITS, SUBPROTOCOLS } from "@hubbub/protocol";

import { type Outgoing, packCommands } from "../src/frames.ts";

const send = (id: number, text: string): Outgoing => ({
  id,
  body: { case: "send", value: { channel: 1, clientId: `c${id}`, text } },
});

for (const subprotocol of SUBPROTOCOLS) {
  const codec = codecFor(subprotocol);
  const ids = (frames: (string | Uint8Array)[]) =>
    frames.map((frame) => codec.decodeClient(frame).commands.map(({ id }) => id));

  test(`[K4.1] commands of one turn go in one frame, in order (${subprotocol})`, () => {
    const { frames } = packCommands(codec, [send(1, "a"), send(2, "b"), send(3, "c")]);
    expect(ids(frames)).toEqual([[1, 2, 3]]);
  });

  test(`[K4.2] no frame holds more than 256 commands or 64 KiB, and the order stays (${subprotocol})`, () => {
    const commands = Array.from({ length: 600 }, (_, at) =>
      send(at + 1, at % 50 === 0 ? "é".repeat(8000) : "x"),
    );
    const { frames, oversized } = packCommands(codec, commands);
    expect(oversized).toEqual([]);
    expect(ids(frames).flat()).toEqual(commands.map(({ id }) => id));
    for (const frame of frames) {
      expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(LIMITS.frameBytes);
      expect(codec.decodeClient(frame).commands.length).toBeLessThanOrEqual(LIMITS.commandsPerFrame);
    }
  });

  test(`[K4.3] a command that fits no frame is given back, the others are packed (${subprotocol})`, () => {
    const { frames, oversized } = packCommands(codec, [
      send(1, "a"),
      send(2, "x".repeat(70_000)),
      send(3, "c"),
    ]);
    expect([ids(frames).flat(), oversized.map(({ id }) => id)]).toEqual([[1, 3], [2]]);
  });
}
