import {
  BadFrame,
  type Event,
  type Gap,
  LIMITS,
  type Reconnect,
  reconnectAfter,
  type ServerFrame,
  type Signal,
  type UserEvent,
} from "@hubbub/protocol";

import type { ClientCodec } from "./client-codec.ts";
import type { Answer, CommandCase, CommandValue } from "./commands.ts";
import { deferred } from "./deferred.ts";
import { ConnectionLost, RefusedError } from "./errors.ts";
import { type Outgoing, packCommands } from "./frames.ts";
import { Heartbeat } from "./heartbeat.ts";
import { Requests } from "./requests.ts";
import type { WebSocketConstructor, WebSocketLike } from "./websocket.ts";

/** Closed without a closing handshake (RFC 6455, section 7.4.1). */
const ABNORMAL = 1006;

/** Why a connection ended and what to do about it. */
export interface ConnectionEnd {
  error: ConnectionLost;
  reconnect: Reconnect;
  /** Least delay before the next attempt, in milliseconds; the server's wish. */
  retryAfterMs: number;
}

/** What comes without having been asked for. Called in the protocol's order within a frame. */
export interface ConnectionHandlers {
  events(events: readonly Event[]): void;
  /** Changes of what is the user's own. */
  userEvents(events: readonly UserEvent[]): void;
  gaps(gaps: readonly Gap[]): void;
  signals(signals: readonly Signal[]): void;
}

export interface ConnectionOptions {
  url: string;
  codec: ClientCodec;
  WebSocket: WebSocketConstructor;
  handlers: ConnectionHandlers;
}

type State =
  | { phase: "opening" }
  | { phase: "open"; heartbeat: Heartbeat | undefined }
  | { phase: "ended"; end: ConnectionEnd };

/**
 * One socket from opening to its end: commands go up, many in a frame; replies find their requests; heartbeats
 * are answered. It knows nothing of channels, and doesn't come back: see Link.
 */
export class Connection {
  /** Resolves once, when the connection has ended for whatever reason. */
  readonly ended: Promise<ConnectionEnd>;
  readonly #codec: ClientCodec;
  readonly #handlers: ConnectionHandlers;
  readonly #socket: WebSocketLike;
  readonly #requests = new Requests();
  readonly #resolveEnded: (end: ConnectionEnd) => void;
  #state: State = { phase: "opening" };
  /** Commands of this turn of the event loop, or since before the socket opened; bounded by the requests. */
  #outgoing: Outgoing[] = [];
  #farewell = { message: "", retryAfterMs: 0 };

  constructor({ url, codec, WebSocket, handlers }: ConnectionOptions) {
    this.#codec = codec;
    this.#handlers = handlers;
    ({ promise: this.ended, resolve: this.#resolveEnded } = deferred<ConnectionEnd>());
    this.#socket = new WebSocket(url, [codec.subprotocol]);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.addEventListener("open", () => this.#opened());
    this.#socket.addEventListener("message", ({ data }) => this.#received(data));
    this.#socket.addEventListener("close", ({ code, reason }) => this.#closed(code, reason));
    // The close event that follows says all there is to know; without a listener `ws` would throw.
    this.#socket.addEventListener("error", () => {});
  }

  /** Whether requests can still be made. */
  get live(): boolean {
    return this.#state.phase !== "ended";
  }

  /** Authenticates, first of all or to renew, and watches the heartbeat from then on. Errors as of `request`. */
  async authenticate(token: string, timeoutMs: number): Promise<Answer<"authenticate">> {
    const welcome = await this.request("authenticate", { token }, timeoutMs);
    if (this.#state.phase === "open" && this.#state.heartbeat === undefined) {
      const { heartbeatMs } = welcome;
      this.#state.heartbeat = new Heartbeat({ heartbeatMs, onDead: () => this.drop("no heartbeat came") });
    }
    return welcome;
  }

  /** Sends a command and gives its answer. RefusedError, RequestTimeout, ConnectionLost, TooManyRequests. */
  async request<C extends CommandCase>(
    command: C,
    value: CommandValue<C>,
    timeoutMs: number,
  ): Promise<Answer<C>> {
    if (this.#state.phase === "ended") throw this.#state.end.error;
    const { id, answer } = this.#requests.add(command, timeoutMs);
    this.#post({ id, body: { case: command, value } as Outgoing["body"] });
    return answer;
  }

  /** Sends a command that asks for no answer, unless the connection is busy opening or gone. */
  notify<C extends CommandCase>(command: C, value: CommandValue<C>): void {
    if (this.#state.phase === "open")
      this.#post({ id: 0, body: { case: command, value } as Outgoing["body"] });
  }

  /** Ends the connection as one that doesn't work, or that needs a new token. */
  drop(reason: string, reconnect: Reconnect = "yes"): void {
    this.#end(ABNORMAL, reason, reconnect);
    if (this.#socket.terminate === undefined) this.#socket.close();
    else this.#socket.terminate();
  }

  /** Ends the connection in peace. */
  close(): void {
    this.#end(1000, "closed by the client", "no");
    this.#socket.close(1000);
  }

  #post(command: Outgoing): void {
    this.#outgoing.push(command);
    if (this.#outgoing.length === 1 && this.#state.phase === "open") queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    if (this.#state.phase !== "open" || this.#outgoing.length === 0) return;
    const { frames, oversized } = packCommands(this.#codec, this.#outgoing);
    this.#outgoing = [];
    for (const { id } of oversized) this.#requests.fail(id, tooLarge());
    for (const frame of frames) this.#send(frame);
  }

  #send(frame: string | Uint8Array): void {
    // The codec encodes into memory of its own, never a SharedArrayBuffer.
    this.#socket.send(frame as string | Uint8Array<ArrayBuffer>);
  }

  #opened(): void {
    if (this.#state.phase !== "opening") return;
    this.#state = { phase: "open", heartbeat: undefined };
    this.#flush();
  }

  #received(data: unknown): void {
    if (this.#state.phase !== "open") return;
    this.#state.heartbeat?.heard();
    let frame: ServerFrame;
    try {
      frame = this.#codec.decodeServer(typeof data === "string" ? data : new Uint8Array(data as ArrayBuffer));
    } catch (error) {
      if (!(error instanceof BadFrame)) throw error;
      return this.drop(`the server sent a bad frame: ${error.message}`);
    }
    this.#process(frame);
  }

  #process(frame: ServerFrame): void {
    const { replies, events, userEvents, gaps, signals, closing } = frame;
    if (Object.values(frame).every(({ length }) => length === 0))
      return this.#send(this.#codec.encodeClient({ commands: [] }));
    for (const reply of replies) this.#requests.settle(reply);
    if (events.length > 0) this.#handlers.events(events);
    if (userEvents.length > 0) this.#handlers.userEvents(userEvents);
    if (gaps.length > 0) this.#handlers.gaps(gaps);
    if (signals.length > 0) this.#handlers.signals(signals);
    for (const { message, retryAfterMs } of closing) this.#farewell = { message, retryAfterMs };
  }

  #closed(code: number, reason: string): void {
    const { message } = this.#farewell;
    // Whatever closed a socket that never opened was no Hubbub: a proxy without its server, say. That passes.
    const reconnect = this.#state.phase === "opening" ? "yes" : reconnectAfter(code);
    this.#end(code, message === "" ? reason : message, reconnect);
  }

  #end(code: number, reason: string, reconnect: Reconnect): void {
    if (this.#state.phase === "ended") return;
    if (this.#state.phase === "open") this.#state.heartbeat?.stop();
    const error = new ConnectionLost(code, reason);
    const end = { error, reconnect, retryAfterMs: this.#farewell.retryAfterMs };
    this.#state = { phase: "ended", end };
    this.#outgoing = [];
    this.#requests.failAll(error);
    this.#resolveEnded(end);
  }
}

function tooLarge(): RefusedError {
  return new RefusedError({
    code: 0,
    reason: "too_large",
    message: `The command takes more than the ${LIMITS.frameBytes} bytes of a frame.`,
    field: "",
    limit: LIMITS.frameBytes,
    retryAfterMs: 0,
  });
}
