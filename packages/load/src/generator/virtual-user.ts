import {
  BadFrame,
  clientFrame,
  type Command,
  decodeServerFrame,
  type Init,
  type Reply,
  scanSent,
  type ServerFrame,
  type Subscribed,
} from "@hubbub/protocol";

import { BROKE_OFF, ConnectionLost } from "./connection-lost.ts";
import { Connection } from "./connection.ts";
import { inflateMessage } from "./deflate.ts";
import { type DeliveryLog } from "./delivery-log.ts";
import { type Wire, type WireOptions, WIRES } from "./wire.ts";

/** Ids of commands that are no sends begin here; a send's id is its number in the run and one. */
const REQUEST_IDS = 2 ** 31;

/** A command was refused; the message is a sentence. */
export class RequestFailed extends Error {
  override name = "RequestFailed";
  /** The error's name in the protocol's table. */
  readonly errorName: string;

  constructor(message: string, errorName: string) {
    super(message);
    this.errorName = errorName;
  }
}

/** What a virtual user tells of what comes to it. */
export interface UserEvents {
  /** Something came; called before it is looked at. Gives the time of receipt. */
  receive(): number;
  /** Events of the channel come after this, beginning in the same frame. */
  subscribed(user: VirtualUser, channel: Subscribed): void;
  acknowledged(user: VirtualUser, number: number, seq: number, receipt: number): void;
  refused(number: number, reason: string): void;
  /** The server sent an empty frame, which is answered. */
  heartbeat(): void;
  /** The connection ended without our doing. */
  ended(user: VirtualUser, error: Error): void;
}

type Waiting = PromiseWithResolvers<Reply>;

/** A frame that came before it was known where the channel's events begin: in Protobuf, and as it came. */
interface HeldFrame {
  frame: Uint8Array;
  message: Uint8Array;
  receipt: number;
}

export interface UserOptions extends WireOptions {
  /** Whether the server acknowledges messages. */
  acks: boolean;
}

/**
 * A user, who has one connection at a time: requests and their replies, sends, and the deliveries, which go to the
 * log.
 */
export class VirtualUser {
  /** The user's number in the run: 0, 1, 2, … */
  readonly number: number;
  /** Gaps that the server told. */
  gaps = 0;
  /** How long to stay away after the connection has ended, as the server asked for, in milliseconds. */
  retryAfterMs = 0;
  readonly #options: UserOptions;
  readonly #wire: Wire;
  readonly #log: DeliveryLog;
  readonly #events: UserEvents;
  readonly #requests = new Map<number, Waiting>();
  /** Messages without an answer, encoded, by number. */
  readonly #unanswered = new Map<number, Uint8Array>();
  /** What came since the user asked to be subscribed, in its order, until that is answered. */
  #held: HeldFrame[] | undefined;
  #connection: Connection | undefined;
  #nextRequest = REQUEST_IDS;

  constructor(number: number, options: UserOptions, log: DeliveryLog, events: UserEvents) {
    this.number = number;
    this.#options = options;
    this.#wire = WIRES[options.codec];
    this.#log = log;
    this.#events = events;
  }

  /** Rejects with HandshakeRefused, ConnectionLost, or the socket's error. */
  async connect(url: URL): Promise<void> {
    const { subprotocol, opcode } = this.#wire;
    const options = { subprotocol, opcode, deflate: this.#options.deflate };
    this.#held = undefined;
    this.retryAfterMs = 0;
    this.#connection = await Connection.open(url, options, {
      message: (bytes, start, end, compressed) => this.#take(bytes, start, end, compressed),
      closed: (error) => {
        this.#rejectRequests(error);
        this.#events.ended(this, error);
      },
    });
  }

  /** Whether there is a connection. */
  get isConnected(): boolean {
    return this.#connection?.isOver === false;
  }

  /** Sends a command and waits for its reply. Rejects with RequestFailed, or with what ended the connection. */
  request(body: Init<Command>["body"]): Promise<Reply> {
    const connection = this.#connection;
    if (connection === undefined || connection.isOver) {
      return Promise.reject(new ConnectionLost(BROKE_OFF, "There is no connection."));
    }
    const id = this.#nextRequest++;
    const waiting = Promise.withResolvers<Reply>();
    this.#requests.set(id, waiting);
    connection.send(this.#wire.encode(clientFrame({ id, body })));
    return waiting.promise;
  }

  /** Asks for the events of a channel; what comes before the answer counts after it. Rejects as `request`. */
  async subscribe(channel: number): Promise<Subscribed> {
    this.#held = [];
    try {
      return expectReply(await this.request({ case: "subscribe", value: { channel } }), "subscribed");
    } finally {
      this.#held = undefined;
    }
  }

  /** Sends message `number` of the run; what becomes of it is told to the events. */
  sendMessage(number: number, channel: number, clientId: string, text: string): void {
    const body = { case: "send" as const, value: { channel, clientId, text } };
    const payload = this.#wire.encode(clientFrame({ id: number + 1, body }));
    if (this.#options.acks) this.#unanswered.set(number, payload);
    this.#connection?.send(payload);
  }

  /** Sends again, on a new connection, all messages without an answer: the server knows those that it has. */
  sendAgain(): void {
    for (const payload of this.#unanswered.values()) this.#connection?.send(payload);
  }

  /** Stops reading what the server sends, until `readOn`. */
  standStill(): void {
    this.#connection?.pause();
  }

  readOn(): void {
    this.#connection?.resume();
  }

  /** Cuts the connection, as a network does. */
  cut(): void {
    this.#connection?.cut();
    this.#rejectRequests(new ConnectionLost(BROKE_OFF, "The connection was cut."));
  }

  close(): void {
    this.#connection?.close();
  }

  #take(bytes: Uint8Array, start: number, end: number, compressed: boolean): void {
    const receipt = this.#events.receive();
    // Until all requests are answered, what comes before the events may be the Subscribed with which they begin.
    const waits = this.#requests.size > 0;
    const rest = waits ? end : this.#log.takeShared(this.number, bytes, start, end, receipt, compressed);
    if (rest === start && start < end) return;
    const message = bytes.subarray(start, rest);
    const frame = this.#wire.toProtobuf(compressed ? inflateMessage(message) : message);
    if (frame.length === 0) {
      this.#events.heartbeat();
      this.#connection?.send(this.#wire.heartbeat);
      return;
    }
    if (waits) this.#takeReplies(decodeServerFrame(frame));
    if (this.#held === undefined) this.#takeFrame({ frame, message, receipt });
    else this.#held.push({ frame: frame.slice(), message: message.slice(), receipt });
  }

  #takeFrame({ frame, message, receipt }: HeldFrame): void {
    const others = this.#log.takeFrame(this.number, frame, message, receipt);
    if (others > 0) this.#takeOthers(frame, receipt);
  }

  /** The parts of a frame that are no events; requests are answered already. */
  #takeOthers(frame: Uint8Array, receipt: number): void {
    const others = scanSent(frame, (id, _channel, seq) => {
      if (id === 0 || id >= REQUEST_IDS) return;
      this.#unanswered.delete(id - 1);
      this.#events.acknowledged(this, id - 1, seq, receipt);
    });
    if (others === 0) return;
    const { replies, gaps, closing } = decodeServerFrame(frame);
    for (const { id, body } of replies) {
      if (id === 0 || id >= REQUEST_IDS || body.case !== "error") continue;
      this.#unanswered.delete(id - 1);
      this.#events.refused(id - 1, body.value.message);
    }
    this.gaps += gaps.length;
    for (const { channel, from, to } of gaps) this.#log.gap(this.number, channel, from, to);
    for (const { retryAfterMs } of closing) this.retryAfterMs = retryAfterMs;
  }

  #takeReplies({ replies }: ServerFrame): void {
    for (const reply of replies) {
      if (reply.body.case === "subscribed") {
        this.#events.subscribed(this, reply.body.value);
        const held = this.#held ?? [];
        this.#held = undefined;
        for (const each of held) this.#takeFrame(each);
      }
      const waiting = this.#requests.get(reply.id);
      if (waiting === undefined) continue;
      this.#requests.delete(reply.id);
      if (reply.body.case !== "error") waiting.resolve(reply);
      else waiting.reject(new RequestFailed(reply.body.value.message, reply.body.value.name));
    }
  }

  #rejectRequests(error: Error): void {
    for (const waiting of this.#requests.values()) waiting.reject(error);
    this.#requests.clear();
  }
}

type BodyOf<Case> = Extract<Reply["body"], { case: Case }>["value"];

/** The value of a reply of one kind. Throws BadFrame for another. */
export function expectReply<Case extends Reply["body"]["case"]>(reply: Reply, kind: Case): BodyOf<Case> {
  const { body } = reply;
  if (body.case === kind) return body.value as BodyOf<Case>;
  throw new BadFrame("replies", `answers with "${body.case}", not "${kind}"`);
}
