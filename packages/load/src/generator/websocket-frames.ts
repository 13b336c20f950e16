/** Opcodes of RFC 6455, section 5.2. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Beside the opcode of a message whose payload is compressed (RSV1: RFC 7692, section 6). */
export const COMPRESSED = 0x40;

/** Bytes of one message from the server past which the connection is given up. */
export const MESSAGE_LIMIT = 64 * 1024 * 1024;

/** Bytes of the longest header of a server's frame, which is not masked. */
const HEADER_MAX = 10;

/** The server sent what RFC 6455 doesn't allow. */
export class WebSocketFault extends Error {
  override name = "WebSocketFault";
}

export interface FrameHandler {
  /**
   * A whole message, `start` to `end` of `bytes`; the bytes may be used again after the call. `opcode` may have
   * COMPRESSED beside it.
   */
  message(bytes: Uint8Array, start: number, end: number, opcode: number): void;
  /** A ping, pong or close frame. */
  control(opcode: number, payload: Uint8Array): void;
}

/**
 * Takes a server's WebSocket frames (RFC 6455, section 5) out of a byte stream that is cut anywhere. What lies
 * whole in a chunk is handed on in place; only a message that a chunk's end cuts is copied. Throws WebSocketFault.
 */
export class FrameReader {
  readonly #handler: FrameHandler;
  /** Of the reserved bits, those that must be zero. */
  readonly #reserved: number;
  /** The beginning of a frame that was cut: its header's bytes, or, once its size is known, the frame to be. */
  #cut: Uint8Array | undefined;
  #have = 0;
  /** Payloads of a fragmented message so far. */
  #fragments: Uint8Array[] = [];
  #fragmentBytes = 0;
  #fragmentOpcode = 0;

  /** `deflate`: whether messages may be compressed. */
  constructor(handler: FrameHandler, deflate: boolean) {
    this.#handler = handler;
    this.#reserved = deflate ? 0x70 & ~COMPRESSED : 0x70;
  }

  push(chunk: Uint8Array): void {
    let pos = this.#cut === undefined ? 0 : this.#finishCut(this.#cut, chunk);
    while (pos < chunk.length) {
      const size = frameSize(chunk, pos, chunk.length, this.#reserved);
      if (size === 0 || pos + size > chunk.length) return this.#keep(chunk, pos, size);
      this.#take(chunk, pos, pos + size);
      pos += size;
    }
  }

  /** Adds what the cut frame lacks and gives the position after it in the chunk. */
  #finishCut(begun: Uint8Array, chunk: Uint8Array): number {
    let cut = begun;
    let pos = 0;
    let size = frameSize(cut, 0, this.#have, this.#reserved);
    while (size === 0) {
      if (pos === chunk.length) return pos;
      cut[this.#have++] = chunk[pos++]!;
      size = frameSize(cut, 0, this.#have, this.#reserved);
    }
    if (cut.length < size) {
      const whole = new Uint8Array(size);
      whole.set(cut.subarray(0, this.#have));
      this.#cut = cut = whole;
    }
    const more = Math.min(size - this.#have, chunk.length - pos);
    cut.set(chunk.subarray(pos, pos + more), this.#have);
    this.#have += more;
    if (this.#have === size) {
      this.#cut = undefined;
      this.#take(cut, 0, size);
    }
    return pos + more;
  }

  #keep(chunk: Uint8Array, pos: number, size: number): void {
    this.#cut = new Uint8Array(Math.max(size, HEADER_MAX));
    this.#cut.set(chunk.subarray(pos));
    this.#have = chunk.length - pos;
  }

  #take(bytes: Uint8Array, pos: number, end: number): void {
    const first = bytes[pos]!;
    const length = bytes[pos + 1]!;
    const start = pos + (length < 126 ? 2 : length === 126 ? 4 : 10);
    const opcode = first & 0x0f;
    if (first >= 0x80 && (opcode === OPCODE.binary || opcode === OPCODE.text) && this.#fragmentOpcode === 0) {
      this.#handler.message(bytes, start, end, first & (COMPRESSED | 0x0f));
    } else if (opcode >= 8) {
      this.#handler.control(opcode, bytes.slice(start, end));
    } else this.#takeFragment(first >= 0x80, first & (COMPRESSED | 0x0f), bytes.slice(start, end));
  }

  #takeFragment(last: boolean, opcode: number, payload: Uint8Array): void {
    if ((opcode === OPCODE.continuation) !== (this.#fragmentOpcode !== 0)) {
      throw new WebSocketFault("The server mixed up the fragments of two messages.");
    }
    if (opcode !== OPCODE.continuation) this.#fragmentOpcode = opcode;
    this.#fragments.push(payload);
    this.#fragmentBytes += payload.length;
    checkSize(this.#fragmentBytes);
    if (!last) return;
    const message = Buffer.concat(this.#fragments, this.#fragmentBytes);
    const messageOpcode = this.#fragmentOpcode;
    this.#fragments = [];
    this.#fragmentBytes = this.#fragmentOpcode = 0;
    this.#handler.message(message, 0, message.length, messageOpcode);
  }
}

/** Bytes of the frame that begins at `pos`, header included; 0 if its header doesn't end before `end`. */
function frameSize(bytes: Uint8Array, pos: number, end: number, reserved: number): number {
  if (end - pos < 2) return 0;
  const first = bytes[pos]!;
  const length = bytes[pos + 1]!;
  if ((first & reserved) !== 0)
    throw new WebSocketFault("The server set a reserved bit that was not agreed on.");
  if (length >= 0x80) throw new WebSocketFault("The server masked a frame.");
  const opcode = first & 0x0f;
  if ((first & COMPRESSED) !== 0 && opcode !== OPCODE.text && opcode !== OPCODE.binary) {
    throw new WebSocketFault("The server marked a frame as compressed that begins no message.");
  }
  if ((opcode > 2 && opcode < 8) || opcode > 10)
    throw new WebSocketFault(`The server sent opcode ${opcode}.`);
  if (opcode >= 8 && (length > 125 || first < 0x80)) {
    throw new WebSocketFault("The server sent a control frame that is too long or fragmented.");
  }
  if (length < 126) return 2 + length;
  if (length === 126) return end - pos < 4 ? 0 : 4 + bytes[pos + 2]! * 256 + bytes[pos + 3]!;
  if (end - pos < 10) return 0;
  let payload = 0;
  for (let i = 2; i < 10; i++) payload = payload * 256 + bytes[pos + i]!;
  checkSize(payload);
  return 10 + payload;
}

function checkSize(bytes: number): void {
  if (bytes > MESSAGE_LIMIT) throw new WebSocketFault(`The server sent a message of ${bytes} bytes.`);
}

/**
 * A client's frame around the payload, whose opcode may have COMPRESSED beside it. It is masked with zeros, which leave the payload as it is: the random
 * masks of RFC 6455, section 5.3, protect proxies from scripts of strangers, and here is neither.
 */
export function clientFrame(opcode: number, payload: Uint8Array): Uint8Array {
  const size = payload.length;
  const header = size < 126 ? 6 : size < 65_536 ? 8 : 14;
  const frame = new Uint8Array(header + size);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (size < 126 ? size : size < 65_536 ? 126 : 127);
  if (header === 8) new DataView(frame.buffer).setUint16(2, size);
  else if (header === 14) new DataView(frame.buffer).setBigUint64(2, BigInt(size));
  frame.set(payload, header);
  return frame;
}
