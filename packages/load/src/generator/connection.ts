import { type Socket } from "bun";

import { BROKE_OFF, ConnectionLost, NO_CODE } from "./connection-lost.ts";
import { deflateMessage } from "./deflate.ts";
import { Handshake } from "./handshake.ts";
import { clientFrame, COMPRESSED, FrameReader, OPCODE, WebSocketFault } from "./websocket-frames.ts";

/** Bytes that the server didn't take yet, past which the connection is given up. */
const UNSENT_LIMIT = 1024 * 1024;

export interface ConnectionOptions {
  subprotocol: string;
  /** OPCODE.text or OPCODE.binary, of all messages in both directions. */
  opcode: number;
  /** Whether messages are compressed, or may be (RFC 7692). */
  deflate: boolean;
}

export interface ConnectionHandler {
  /** A whole message, `start` to `end` of `bytes`; the bytes may be used again after the call. */
  message(bytes: Uint8Array, start: number, end: number, compressed: boolean): void;
  /**
   * The connection has ended, once: a ConnectionLost, or the error of what came, which no other attempt will mend. Not
   * called for an end that `close` or `cut` made.
   */
  closed(error: Error): void;
}

/**
 * A WebSocket on a bare TCP socket. Bun's own WebSocket client makes an event for each
 * message: 60,000 checked frames a second on 6,000 connections took it 98% of a core, and this one 84%.
 */
export class Connection {
  readonly #handler: ConnectionHandler;
  readonly #options: ConnectionOptions;
  readonly #reader: FrameReader;
  #handshake: Handshake | undefined;
  #socket: Socket<Connection> | undefined;
  #unsent: Uint8Array[] = [];
  #unsentBytes = 0;
  #over = false;
  #opened = Promise.withResolvers<Connection>();

  private constructor(url: URL, options: ConnectionOptions, handler: ConnectionHandler) {
    this.#handler = handler;
    this.#options = options;
    this.#handshake = new Handshake(url, options);
    const message = (bytes: Uint8Array, start: number, end: number, opcode: number) => {
      if ((opcode & ~COMPRESSED) !== options.opcode) throw wrongKind(options.opcode);
      handler.message(bytes, start, end, opcode !== options.opcode);
    };
    const control = (opcode: number, payload: Uint8Array) => this.#control(opcode, payload);
    this.#reader = new FrameReader({ message, control }, options.deflate);
  }

  /** Connects to a ws:// or wss:// URL. Rejects with HandshakeRefused, ConnectionLost, or the socket's error. */
  static async open(url: URL, options: ConnectionOptions, handler: ConnectionHandler): Promise<Connection> {
    const connection = new Connection(url, options, handler);
    const tls = url.protocol === "wss:";
    const port = url.port === "" ? (tls ? 443 : 80) : Number(url.port);
    await Bun.connect({ hostname: url.hostname, port, tls, data: connection, socket: SOCKET });
    return connection.#opened.promise;
  }

  /** Whether it has ended, whoever ended it. */
  get isOver(): boolean {
    return this.#over;
  }

  /** Sends a message. Nothing happens when the connection has ended. */
  send(payload: Uint8Array): void {
    const { opcode, deflate } = this.#options;
    if (deflate) this.#write(clientFrame(opcode | COMPRESSED, deflateMessage(payload)));
    else this.#write(clientFrame(opcode, payload));
  }

  /** Stops reading, so that the server meets backpressure, until `resume`. */
  pause(): void {
    this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  /** Ends the connection as one that breaks off, without a word to the server. */
  cut(): void {
    this.#over = true;
    this.#socket?.terminate();
  }

  /** Ends the connection. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#socket?.end(clientFrame(OPCODE.close, Uint8Array.of(1000 >> 8, 1000 & 0xff)));
  }

  /** For the socket's handlers alone. */
  opened(socket: Socket<Connection>): void {
    this.#socket = socket;
    if (this.#handshake !== undefined) this.#write(Buffer.from(this.#handshake.request));
  }

  /** For the socket's handlers alone. */
  received(chunk: Uint8Array): void {
    if (this.#over) return;
    try {
      if (this.#handshake === undefined) return this.#reader.push(chunk);
      const rest = this.#handshake.push(chunk);
      if (rest === undefined) return;
      this.#handshake = undefined;
      this.#opened.resolve(this);
      this.#reader.push(rest);
    } catch (error) {
      this.ended(error instanceof Error ? error : new Error(String(error)));
      this.#socket?.terminate();
    }
  }

  /** For the socket's handlers alone. */
  drained(): void {
    const unsent = this.#unsent;
    this.#unsent = [];
    this.#unsentBytes = 0;
    for (const bytes of unsent) this.#write(bytes);
  }

  /** For the socket's handlers alone. */
  ended(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#opened.reject(error);
    if (this.#handshake === undefined) this.#handler.closed(error);
  }

  #write(bytes: Uint8Array): void {
    if (this.#over || this.#socket === undefined) return;
    const written = this.#unsent.length > 0 ? 0 : this.#socket.write(bytes);
    if (written === bytes.length) return;
    const rest = bytes.subarray(Math.max(0, written));
    this.#unsent.push(rest);
    this.#unsentBytes += rest.length;
    if (this.#unsentBytes <= UNSENT_LIMIT) return;
    this.ended(new ConnectionLost(BROKE_OFF, `The server left ${this.#unsentBytes} bytes unread.`));
    this.#socket.terminate();
  }

  #control(opcode: number, payload: Uint8Array): void {
    if (opcode === OPCODE.ping) this.#write(clientFrame(OPCODE.pong, payload));
    if (opcode !== OPCODE.close) return;
    const code = payload.length >= 2 ? payload[0]! * 256 + payload[1]! : NO_CODE;
    const reason = new TextDecoder().decode(payload.subarray(2));
    const message = `The server closed the connection with code ${code}${reason && `: ${reason}`}.`;
    this.ended(new ConnectionLost(code, message));
    this.#socket?.end(clientFrame(OPCODE.close, payload.slice(0, 2)));
  }
}

function wrongKind(opcode: number): WebSocketFault {
  const [came, expected] = opcode === OPCODE.text ? ["binary", "text"] : ["text", "binary"];
  return new WebSocketFault(`The server sent a ${came} message where the codec has ${expected} ones.`);
}

/** One set of handlers for all sockets. */
const SOCKET = {
  open(socket: Socket<Connection>) {
    socket.data.opened(socket);
  },
  handshake(socket: Socket<Connection>, success: boolean, error: Error | null) {
    if (success) return;
    const message = `The server's certificate is not trusted: ${error?.message ?? "no reason given"}.`;
    socket.data.ended(new ConnectionLost(BROKE_OFF, message));
  },
  data(socket: Socket<Connection>, chunk: Uint8Array) {
    socket.data.received(chunk);
  },
  drain(socket: Socket<Connection>) {
    socket.data.drained();
  },
  close(socket: Socket<Connection>) {
    socket.data.ended(new ConnectionLost(BROKE_OFF, "The connection broke off."));
  },
  error(socket: Socket<Connection>, error: Error) {
    socket.data.ended(error);
  },
};
