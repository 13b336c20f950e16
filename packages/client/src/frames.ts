import { type Command, type Init, LIMITS } from "@hubbub/protocol";

import type { ClientCodec } from "./client-codec.ts";

/** A command on its way; id 0 asks for no reply. */
export type Outgoing = Init<Command> & { id: number };

export interface Packed {
  frames: (string | Uint8Array)[];
  /** Commands that are larger than a frame may be, alone. */
  oversized: Outgoing[];
}

/** Encodes commands, in order, into as few frames as the limits allow. */
export function packCommands(codec: ClientCodec, commands: readonly Outgoing[]): Packed {
  const packed: Packed = { frames: [], oversized: [] };
  for (let at = 0; at < commands.length; at += LIMITS.commandsPerFrame) {
    packInto(packed, codec, commands.slice(at, at + LIMITS.commandsPerFrame));
  }
  return packed;
}

/** Halves until it fits: nearly always it does at once, and then nothing is encoded twice. */
function packInto(packed: Packed, codec: ClientCodec, commands: Outgoing[]): void {
  const frame = codec.encodeClient({ commands });
  if (frameFits(frame)) {
    packed.frames.push(frame);
  } else if (commands.length === 1) {
    packed.oversized.push(...commands);
  } else {
    const half = commands.length >> 1;
    packInto(packed, codec, commands.slice(0, half));
    packInto(packed, codec, commands.slice(half));
  }
}

function frameFits(frame: string | Uint8Array): boolean {
  if (typeof frame !== "string") return frame.length <= LIMITS.frameBytes;
  // A UTF-16 unit takes at most 3 bytes of UTF-8.
  return frame.length * 3 <= LIMITS.frameBytes || new TextEncoder().encode(frame).length <= LIMITS.frameBytes;
}
