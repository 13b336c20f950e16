/** Sockets of an SDK client that the test can drop or stop reading. */
export class DroppableSockets {
  /** The global WebSocket is Bun's. */
  #current: Bun.WebSocket | undefined;

  /** For the SDK's option of this name. */
  readonly WebSocket: new (url: string, protocols: string[]) => WebSocket;

  constructor() {
    const made = (socket: WebSocket): void => {
      this.#current = socket as Bun.WebSocket;
    };
    this.WebSocket = class extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        made(this);
      }
    };
  }

  /** Ends the connection without a word, as a lost network does. */
  drop(): void {
    this.#current?.terminate();
  }

  pause(): void {
    this.#current?.pause();
  }

  resume(): void {
    this.#current?.resume();
  }
}
