import type { WebSocketConstructor, WebSocketLike } from "@hubbub/client";
import { codecFor, type Gap, type ServerFrame, type Subprotocol } from "@hubbub/protocol";

type Listener = (event: never) => void;
type Give = (data: unknown) => void;

/** A socket whose messages somebody else may keep, change or lose. */
class FaultySocket implements WebSocketLike {
  readonly #socket: Bun.WebSocket;

  constructor(
    url: string,
    protocols: string[],
    private readonly opened: (socket: FaultySocket, give: Give) => void,
    private readonly came: (data: string | ArrayBuffer, give: Give) => void,
  ) {
    this.#socket = new WebSocket(url, protocols) as Bun.WebSocket;
  }

  get binaryType(): string {
    return this.#socket.binaryType;
  }

  set binaryType(type: string) {
    this.#socket.binaryType = type as BinaryType;
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(data);
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  addEventListener(type: string, listener: Listener): void {
    if (type !== "message") return this.#socket.addEventListener(type, listener as unknown as EventListener);
    const give: Give = (data) => listener({ data } as never);
    this.opened(this, give);
    this.#socket.addEventListener("message", ({ data }: MessageEvent<string | ArrayBuffer>) =>
      this.came(data, give),
    );
  }
}

/** The sockets of one client, which do what networks and slow readers do. */
export class FaultySockets {
  readonly Socket: WebSocketConstructor;
  readonly #live = new Set<FaultySocket>();
  #dropping = false;
  #held: (() => void)[] | undefined;
  #gaps = new Map<number, Gap>();
  #give: (frame: Partial<ServerFrame>) => void = () => {};

  /** They lead to wherever the server is now. */
  constructor(address: () => string, subprotocol: Subprotocol) {
    const codec = codecFor(subprotocol);
    const opened = (socket: FaultySocket, give: (data: unknown) => void): void => {
      this.#live.add(socket);
      socket.addEventListener("close", () => this.#live.delete(socket));
      this.#gaps.clear();
      this.#give = (frame) => give(asBuffer(codec.encodeServer(frame)));
    };
    const came = (data: string | ArrayBuffer, give: (data: unknown) => void): void => {
      const pass = (): void => {
        if (!this.#dropping) return give(data);
        this.#drop(codec.decodeServer(typeof data === "string" ? data : new Uint8Array(data)));
      };
      if (this.#held) this.#held.push(pass);
      else pass();
    };
    this.Socket = class extends FaultySocket {
      constructor(_url: string, protocols: string[]) {
        super(`${address().replace(/^http/, "ws")}/ws`, protocols, opened, came);
      }
    };
  }

  /** Ends the connection without a closing handshake. */
  cut(): void {
    this.#held = undefined;
    for (const socket of this.#live) socket.terminate();
  }

  /** From now on events don't get through, as if too many waited; whoever asks something is told of the gap then. */
  drop(): void {
    this.#dropping = true;
  }

  /** From now on nothing gets through, and nothing is lost. */
  hold(): void {
    this.#held ??= [];
  }

  /** Everything gets through again. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const pass of held) pass();
    this.#dropping = false;
    this.#tellGaps();
  }

  /** As the server does at the bound of what waits: events become gaps, replies stay. */
  #drop(frame: ServerFrame): void {
    for (const { channel, seq } of frame.events) this.#note(channel, seq, seq);
    for (const { version } of frame.userEvents) this.#note(0, version, version);
    for (const { channel, from, to } of frame.gaps) this.#note(channel, from, to);
    const { replies, signals, closing } = frame;
    if (replies.length + signals.length + closing.length === 0) {
      if (frame.events.length + frame.userEvents.length + frame.gaps.length === 0) this.#give(frame);
      return;
    }
    this.#give({ replies, signals, closing });
    if (replies.length > 0) this.#tellGaps();
  }

  #note(channel: number, from: number, to: number): void {
    const gap = this.#gaps.get(channel);
    if (gap) gap.to = to;
    else this.#gaps.set(channel, { channel, from, to });
  }

  #tellGaps(): void {
    const gaps = [...this.#gaps.values()];
    this.#gaps.clear();
    if (gaps.length > 0) this.#give({ gaps });
  }
}

/** As a socket whose binaryType is "arraybuffer" gives it. */
function asBuffer(data: string | Uint8Array): string | ArrayBuffer {
  return typeof data === "string" ? data : (data.slice().buffer as ArrayBuffer);
}
