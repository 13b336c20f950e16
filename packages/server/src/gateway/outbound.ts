import {
  concatFrames,
  encodeServerFrame,
  type Gap,
  serverFrame,
  serverFrameToJson,
  type Subprotocol,
} from "@hubbub/protocol";

import { Numbered, SharedFrame, SignalFrame } from "../core/shared-frame.ts";

/**
 * Bytes that may wait for one connection. Past it the events that wait for a blocked socket are dropped and told as
 * gaps, and further signals are dropped without a word (P5). Replies stay: they are few, since past the bound no
 * command of the connection is started.
 */
export const OUTBOUND_BYTES = 256 * 1024;

/** Where small messages of several parts are put together: Bun has copied them when its send returns. */
const scratch = new Uint8Array(64 * 1024);

/** What one connection has yet to be sent, bounded. */
export class Outbound {
  #frames: SharedFrame[] = [];
  #bytes = 0;
  /** Events that were dropped, by channel; while there are any, further events are dropped, too. */
  #gaps: Map<number, Gap> | undefined;

  get isEmpty(): boolean {
    return this.#frames.length === 0 && this.#gaps === undefined;
  }

  /** Whether so much waits that no more should be asked for. */
  get isFull(): boolean {
    return this.#bytes > OUTBOUND_BYTES;
  }

  /** Adds a frame. True if events, its own or those that waited, had to be dropped and were noted as a gap. */
  push(frame: SharedFrame, blocked: boolean): boolean {
    const isNumbered = frame instanceof Numbered;
    if (this.#gaps && isNumbered) {
      this.#note(frame);
      return true;
    }
    if (blocked && frame instanceof SignalFrame && this.#bytes + frame.bytes.length > OUTBOUND_BYTES)
      return false;
    this.#frames.push(frame);
    this.#bytes += frame.bytes.length;
    if (!blocked || this.#bytes <= OUTBOUND_BYTES) return false;
    return this.#dropEvents();
  }

  /** Forgets what waits of a channel's gaps, as of one that was unsubscribed. */
  forget(channel: number): void {
    if (this.#gaps?.delete(channel) && this.#gaps.size === 0) this.#gaps = undefined;
  }

  /** Forgets all that waits. */
  clear(): void {
    this.#frames = [];
    this.#bytes = 0;
    this.#gaps = undefined;
  }

  /** Everything that waits, as one binary message; to be written before the next call. */
  takeBinary(subprotocol: Subprotocol): Uint8Array {
    const frames = this.#take();
    const [first] = frames;
    if (subprotocol === "hubbub.v1.json") {
      return frames.length === 1 ? first!.jsonBytes() : Buffer.from(mergedJson(frames));
    }
    return frames.length === 1 ? first!.bytes : joined(frames);
  }

  /** Everything that waits, as one text message. */
  takeJson(): string {
    const frames = this.#take();
    return frames.length === 1 ? frames[0]!.json() : mergedJson(frames);
  }

  #take(): SharedFrame[] {
    const frames = this.#frames;
    this.#frames = [];
    this.#bytes = 0;
    if (this.#gaps) {
      // Only replies and signals wait beside gaps: a frame with gaps holds no events.
      frames.push(new SharedFrame(encodeServerFrame(serverFrame({ gaps: [...this.#gaps.values()] }))));
      this.#gaps = undefined;
    }
    return frames;
  }

  #dropEvents(): boolean {
    const dropped = this.#frames.filter((frame) => frame instanceof Numbered);
    if (dropped.length === 0) return false;
    this.#gaps = new Map();
    for (const frame of dropped) this.#note(frame);
    this.#frames = this.#frames.filter((frame) => !(frame instanceof Numbered));
    this.#bytes = this.#frames.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return true;
  }

  #note({ channel, first, last }: Numbered): void {
    const gap = this.#gaps!.get(channel);
    if (gap) gap.to = last;
    else this.#gaps!.set(channel, { channel, from: first, to: last });
  }
}

/** The frames one after the other, good until the next call. */
function joined(frames: readonly SharedFrame[]): Uint8Array {
  let size = 0;
  for (const { bytes } of frames) {
    if (size + bytes.length > scratch.length) return concatFrames(frames.map((frame) => frame.bytes));
    scratch.set(bytes, size);
    size += bytes.length;
  }
  return scratch.subarray(0, size);
}

function mergedJson(frames: readonly SharedFrame[]): string {
  const decoded = frames.map((frame) => frame.decoded());
  return serverFrameToJson({
    events: decoded.flatMap(({ events }) => events),
    replies: decoded.flatMap(({ replies }) => replies),
    gaps: decoded.flatMap(({ gaps }) => gaps),
    signals: decoded.flatMap(({ signals }) => signals),
    userEvents: decoded.flatMap(({ userEvents }) => userEvents),
    closing: decoded.flatMap(({ closing }) => closing),
  });
}
