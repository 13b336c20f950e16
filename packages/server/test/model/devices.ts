import { ClientState, ConnectionLost, Hubbub, type MessageView, RefusedError } from "@hubbub/client";
import { openRawClient, type RawClient } from "@hubbub/devkit";
import { type Command, type Init, type Reply, type Subprotocol, SUBPROTOCOLS } from "@hubbub/protocol";

import { FaultySockets } from "./faulty-sockets.ts";
import type { Host } from "./hosts.ts";
import type { Who } from "./world.ts";

export type Body = Init<Command>["body"];

/** Long for an answer, in ms. */
const ANSWER_MS = 20_000;

/** Rejects with what is said if it takes too long. */
export async function withinTime<T>(promise: Promise<T>, what: () => string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(what())), ANSWER_MS);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A connection of a user's that asks, and is made anew when it is gone. */
export class RawDevice {
  #client: RawClient | undefined;

  constructor(
    readonly host: Host,
    readonly who: Who,
    readonly subprotocol: Subprotocol,
  ) {}

  /** The reply; undefined if the connection ended before it came. */
  async ask(body: Body): Promise<Reply["body"] | undefined> {
    const client = await this.open();
    return withinTime(client.ask(body), () => `${this.who.name} is not answered: ${JSON.stringify(body)}`);
  }

  async open(): Promise<RawClient> {
    if (this.#client?.socket.readyState === WebSocket.OPEN) return this.#client;
    const { id, ...claims } = this.who;
    const token = await this.host.mint.token(id, claims);
    const opening = openRawClient(this.host.url, token, this.subprotocol);
    return (this.#client = await withinTime(opening, () => `${this.who.name} can't connect`));
  }

  cut(): void {
    this.#client?.drop();
    this.#client = undefined;
  }
}

/** A view that somebody looks at, and where the channel's log ended when it was opened. */
export interface Looking {
  view: MessageView;
  since: number;
}

/** A client of the SDK with its state, from the beginning to the end, over any number of connections. */
export class StateDevice {
  readonly sockets: FaultySockets;
  readonly client: Hubbub;
  readonly state: ClientState;
  readonly looking: Looking[] = [];
  readonly faults: unknown[] = [];

  constructor(host: Host, who: Who, subprotocol: Subprotocol) {
    const { id, ...claims } = who;
    this.sockets = new FaultySockets(() => host.url, subprotocol);
    this.client = Hubbub.open({
      url: "http://127.0.0.1:1",
      token: () => host.mint.token(id, claims),
      subprotocol,
      WebSocket: this.sockets.Socket,
      reconnect: { baseMs: 2, capMs: 40 },
      requestTimeoutMs: 5_000,
    });
    this.client.on("fault", ({ error }) => this.faults.push(error));
    this.state = new ClientState(this.client);
  }

  /** The reply; `kind` is that of the answer if it isn't refused. Undefined if the connection ended before it came. */
  async ask(body: Body, kind: Reply["body"]["case"]): Promise<Reply["body"] | undefined> {
    this.sockets.release();
    try {
      const value = await (body?.case === "send"
        ? this.#send(body.value)
        : this.client.ask(body!.case as "markRead", body!.value as never));
      return { case: kind, value } as unknown as Reply["body"];
    } catch (error) {
      if (error instanceof ConnectionLost) return undefined;
      if (!(error instanceof RefusedError)) throw error;
      return { case: "error", value: { ...error, name: error.reason } } as unknown as Reply["body"];
    }
  }

  /** By the outbox, if the channel is known here. */
  async #send(message: Extract<Body, { case: "send" }>["value"]) {
    const { channel: id = 0, text = "", ...options } = message;
    const channel = this.state.channel(id);
    if (!channel || text === "" || options.clientId === "") return this.client.ask("send", message);
    const { clientId: _clientId, ...sent } = await channel.send(text, options);
    return sent;
  }

  close(): void {
    this.client.close();
  }
}

/** All connections of one user. */
export class Devices {
  readonly raw: RawDevice[];
  readonly state: StateDevice;

  constructor(host: Host, who: Who) {
    this.raw = SUBPROTOCOLS.map((subprotocol) => new RawDevice(host, who, subprotocol));
    this.state = new StateDevice(host, who, SUBPROTOCOLS[who.id % 2]!);
  }

  cut(device: number): void {
    if (device % 3 === 2) this.state.sockets.cut();
    else this.raw[device % 3]!.cut();
  }

  close(): void {
    for (const raw of this.raw) raw.cut();
    this.state.close();
  }
}
