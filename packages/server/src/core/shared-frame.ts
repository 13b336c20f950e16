import { decodeServerFrame, type ServerFrame, serverFrameToJson } from "@hubbub/protocol";

/**
 * An encoded ServerFrame that any number of sessions send: the Protobuf bytes as they are, JSON made from them
 * once, when the first JSON session needs it.
 */
export class SharedFrame {
  #decoded: ServerFrame | undefined;
  #json: string | undefined;
  #jsonBytes: Uint8Array | undefined;

  constructor(readonly bytes: Uint8Array) {}

  decoded(): ServerFrame {
    return (this.#decoded ??= decodeServerFrame(this.bytes));
  }

  json(): string {
    return (this.#json ??= serverFrameToJson(this.decoded()));
  }

  /** The JSON in UTF-8. */
  jsonBytes(): Uint8Array {
    return (this.#jsonBytes ??= Buffer.from(this.json()));
  }
}

/** Numbered things, `first` to `last` (both included): where they were dropped, the client is told a gap. */
export class Numbered extends SharedFrame {
  constructor(
    /** Of the gap that stands for it: a channel's id, or 0 for the user's own feed. */
    readonly channel: number,
    readonly first: number,
    readonly last: number,
    bytes: Uint8Array,
  ) {
    super(bytes);
  }
}

/** Events of one channel, as one frame. */
export class Batch extends Numbered {
  constructor(
    channel: number,
    first: number,
    last: number,
    bytes: Uint8Array,
    /** When the oldest of them was taken in by this node, on performance.now()'s clock; undefined if it is not known. */
    readonly since?: number,
  ) {
    super(channel, first, last, bytes);
  }
}

/** One change of a user's feed. */
export class UserFrame extends Numbered {
  constructor(version: number, bytes: Uint8Array) {
    super(0, version, version, bytes);
  }
}

/** An unlogged frame, of interest only now: it may be dropped without a word. */
export class SignalFrame extends SharedFrame {}
