import {
  clientFrame,
  type Command,
  decodeServerFrame,
  encodeClientFrame,
  type Reply,
} from "@hubbub/protocol";

/** Pages that are asked for and not read: many times what the kernel's buffers hold. */
const UNREAD_PAGES = 300;
const PAGE = 500;

/** A subscriber of many channels who stops reading for a while. */
export class StillReader {
  /** Gaps that the server told, and the events that they were about. */
  gaps = 0;
  skipped = 0;
  readonly #socket: Bun.WebSocket;
  readonly #waiting = new Map<number, (body: Reply["body"]) => void>();
  #lastId = 0;

  private constructor(socket: Bun.WebSocket) {
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => this.#take(new Uint8Array(data as ArrayBuffer)));
  }

  /** Connects to a ws:// URL and subscribes. */
  static async open(url: URL, token: string, channels: readonly number[]): Promise<StillReader> {
    const socket = new WebSocket(url.href, ["hubbub.v1.protobuf"]) as Bun.WebSocket;
    const reader = new StillReader(socket);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener("open", () => resolve());
      socket.addEventListener("error", () => reject(new Error("The slow reader could not connect.")));
    });
    await reader.ask({ case: "authenticate", value: { token } });
    for (const channel of channels) await reader.ask({ case: "subscribe", value: { channel } });
    return reader;
  }

  /** Stops reading, with so much asked for that the server can write nothing more to it. */
  stand(channel: number): void {
    this.#socket.pause();
    const value = { channel, after: 0, before: 0, limit: PAGE };
    for (let page = 0; page < UNREAD_PAGES; page++) this.#send(++this.#lastId, { case: "history", value });
  }

  /** Reads on until the server has answered all that it was asked. */
  async goOn(): Promise<void> {
    this.#socket.resume();
    await this.ask({ case: "listChannels", value: { after: "", limit: 1 } });
  }

  ask(body: Command["body"]): Promise<Reply["body"]> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send(id, body);
    });
  }

  close(): void {
    this.#socket.close();
  }

  #send(id: number, body: Command["body"]): void {
    this.#socket.send(encodeClientFrame(clientFrame({ id, body })));
  }

  #take(bytes: Uint8Array): void {
    const { replies, gaps } = decodeServerFrame(bytes);
    this.gaps += gaps.length;
    for (const { from, to } of gaps) this.skipped += to - from + 1;
    for (const { id, body } of replies) {
      this.#waiting.get(id)?.(body);
      this.#waiting.delete(id);
    }
  }
}
