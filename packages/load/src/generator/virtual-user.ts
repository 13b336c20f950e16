import {
  BadFrame,
  clientFrame,
  type Command,
  decodeServerFrame,
  type Reply,
  scanSent,
  type ServerFrame,
  type Subscribed,
} from "@hubbub/protocol";

import { Connection } from "./connection.ts";
import { inflateMessage } from "./deflate.ts";
import { type DeliveryLog } from "./delivery-log.ts";
import { type Wire, type WireOptions, WIRES } from "./wire.ts";

/** Ids of commands that are no sends begin here; a send's id is its number in the run and one. */
const REQUEST_IDS = 2 ** 31;

/** A command was refused, or could not be answered; the message is a sentence. */
export class RequestFailed extends Error {
  override name = "RequestFailed";
  /** The error's name in the protocol's table; empty if the connection ended. */
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
  /** The connection ended without our doing. */
  ended(user: VirtualUser, reason: string): void;
}

type Waiting = PromiseWithResolvers<Reply>;

/** One connection: requests and their replies, sends, and the deliveries, which go to the log. */
export class VirtualUser {
  /** The user's number in the run: 0, 1, 2, … */
  readonly number: number;
  readonly #deflate: boolean;
  readonly #wire: Wire;
  readonly #log: DeliveryLog;
  readonly #events: UserEvents;
  readonly #requests = new Map<number, Waiting>();
  #connection: Connection | undefined;
  #nextRequest = REQUEST_IDS;

  constructor(number: number, { codec, deflate }: WireOptions, log: DeliveryLog, events: UserEvents) {
    this.number = number;
    this.#deflate = deflate;
    this.#wire = WIRES[codec];
    this.#log = log;
    this.#events = events;
  }

  async connect(url: URL): Promise<void> {
    const { subprotocol, opcode } = this.#wire;
    const options = { subprotocol, opcode, deflate: this.#deflate };
    this.#connection = await Connection.open(url, options, {
      message: (bytes, start, end, compressed) => this.#take(bytes, start, end, compressed),
      closed: (reason) => this.#closed(reason),
    });
  }

  /** Sends a command and waits for its reply. Rejects with RequestFailed. */
  request(body: Command["body"]): Promise<Reply> {
    const id = this.#nextRequest++;
    const waiting = Promise.withResolvers<Reply>();
    this.#requests.set(id, waiting);
    this.#connection?.send(this.#wire.encode(clientFrame({ id, body })));
    return waiting.promise;
  }

  /** Sends message `number` of the run; what becomes of it is told to the events. */
  sendMessage(number: number, channel: number, clientId: string, text: string): void {
    const body = { case: "send" as const, value: { channel, clientId, text } };
    this.#connection?.send(this.#wire.encode(clientFrame({ id: number + 1, body })));
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
    if (frame.length === 0) return this.#connection?.send(this.#wire.heartbeat);
    if (waits) this.#takeReplies(decodeServerFrame(frame));
    const others = this.#log.takeFrame(this.number, frame, message, receipt);
    if (others > 0) this.#takeOthers(frame, receipt);
  }

  /** The parts of a frame that are no events; requests are answered already. */
  #takeOthers(frame: Uint8Array, receipt: number): void {
    const others = scanSent(frame, (id, _channel, seq) => {
      if (id > 0 && id < REQUEST_IDS) this.#events.acknowledged(this, id - 1, seq, receipt);
    });
    if (others === 0) return;
    const { replies, gaps } = decodeServerFrame(frame);
    for (const { id, body } of replies) {
      if (id > 0 && id < REQUEST_IDS && body.case === "error")
        this.#events.refused(id - 1, body.value.message);
    }
    for (const { channel, from, to } of gaps) this.#log.gap(this.number, channel, from, to);
  }

  #takeReplies({ replies }: ServerFrame): void {
    for (const reply of replies) {
      if (reply.body.case === "subscribed") this.#events.subscribed(this, reply.body.value);
      const waiting = this.#requests.get(reply.id);
      if (waiting === undefined) continue;
      this.#requests.delete(reply.id);
      if (reply.body.case !== "error") waiting.resolve(reply);
      else waiting.reject(new RequestFailed(reply.body.value.message, reply.body.value.name));
    }
  }

  #closed(reason: string): void {
    for (const waiting of this.#requests.values()) waiting.reject(new RequestFailed(reason, ""));
    this.#requests.clear();
    this.#events.ended(this, reason);
  }
}

type BodyOf<Case> = Extract<Reply["body"], { case: Case }>["value"];

/** The value of a reply of one kind. Throws BadFrame for another. */
export function expectReply<Case extends Reply["body"]["case"]>(reply: Reply, kind: Case): BodyOf<Case> {
  const { body } = reply;
  if (body.case === kind) return body.value as BodyOf<Case>;
  throw new BadFrame("replies", `answers with "${body.case}", not "${kind}"`);
}
