import {
  type ClientFrame,
  codecFor,
  type Command,
  type ErrorName,
  type Init,
  type ServerFrame,
  type Signal,
  type Subprotocol,
} from "@hubbub/protocol";

import { answer, errorOf } from "./scripted-answers.ts";
import { changeOf } from "./scripted-changes.ts";
import { type EventBody, type LoggedEvent, ScriptedChannel } from "./scripted-log.ts";
import { ScriptedUser } from "./scripted-users.ts";

export interface Refusal {
  name: ErrorName;
  retryAfterMs?: number;
}

/** What goes wrong. Each is asked anew for every command or event. */
export interface Faults {
  /** The command is not carried out, and refused. */
  refuse?: (command: Command, socket: Socket) => Refusal | undefined;
  /** The command is carried out, and its reply never sent. */
  swallow?: (command: Command) => boolean;
  /** The command is carried out, and the connection cut before its reply. */
  cut?: (command: Command) => boolean;
  /** The reply waits for this. */
  delay?: (command: Command) => Promise<unknown> | undefined;
  /** The event isn't sent to this subscriber: a gap tells it, or nothing does. */
  skip?: (event: LoggedEvent, socket: Socket) => "gap" | "silence" | undefined;
  /** The change of a user's own isn't sent to this connection. */
  skipOwn?: (socket: Socket) => "gap" | "silence" | undefined;
  /** The frame is sent twice. */
  repeat?: (frame: Init<ServerFrame>) => boolean;
}

interface Session {
  subprotocol: Subprotocol;
  user: { id: number; name: string } | undefined;
  readonly subscribed: Set<number>;
  readonly frames: ClientFrame[];
}

export type Socket = Bun.ServerWebSocket<Session>;

/** A token that the scripted server takes: its user's id and name. */
export const tokenOf = (id: number, name: string, serial = 0) => `${id}:${name}:${serial}`;

/**
 * A Hubbub server for tests: one process, all in memory, no promise kept but the wire's, and able to do wrong on
 * purpose: cut connections, repeat frames, delay or swallow replies, refuse, leave events out.
 */
export class ScriptedServer {
  readonly channels = new Map<number, ScriptedChannel>();
  readonly sockets = new Set<Socket>();
  /** Every frame of every client, in the order of arrival. */
  readonly frames: ClientFrame[] = [];
  readonly names = new Map<number, string>();
  readonly users = new Map<number, ScriptedUser>();
  faults: Faults = {};
  heartbeatMs = 25_000;
  tokenLifeMs = 600_000;
  pageMost = 500;
  /** Events that one SubscribeMany tells at most. */
  missedMost = 100;
  /** Decides on a token; undefined takes it. */
  checkToken: (token: string) => Refusal | undefined = () => undefined;
  /** Answers HTTP requests that are no WebSocket. */
  http: (request: Request) => Response | Promise<Response> = () => new Response("not here", { status: 404 });
  #server: Bun.Server<Session> | undefined;
  #listeners = new Set<() => void>();
  #port = 0;

  constructor() {
    this.listen();
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Commands that came, of one kind or all. */
  commands(kind?: Command["body"]["case"]): Command[] {
    return this.frames
      .flatMap(({ commands }) => commands)
      .filter(({ body }) => kind === undefined || body.case === kind);
  }

  channel(name: string): ScriptedChannel {
    for (const channel of this.channels.values()) if (channel.name === name) return channel;
    const channel = new ScriptedChannel(this.channels.size + 1, name);
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** Somebody writes. */
  post(name: string, text: string, user = 99): LoggedEvent {
    const channel = this.channel(name);
    return this.log(channel, user, { case: "message", value: { text } });
  }

  /** Something is logged, and told. */
  log(channel: ScriptedChannel, user: number, body: EventBody): LoggedEvent {
    const event = channel.append(user, body);
    this.publish(event);
    return event;
  }

  /** A command of this user changes a message; gives the event's seq, 0 if all was so already. */
  change(channel: ScriptedChannel, user: number, body: Command["body"]): number {
    const change = changeOf(channel, user, body);
    return change === undefined ? 0 : this.log(channel, user, change).seq;
  }

  /** The user's cursor is here now. */
  mark(user: number, channel: ScriptedChannel, seq: number): void {
    this.user(user).read.set(channel.id, seq);
    this.own(user, `channel ${channel.id}`, { case: "channel", value: this.info(channel, user) });
  }

  join(channel: ScriptedChannel, user: { id: number; name: string }): void {
    if (channel.members.has(user.id)) return;
    channel.members.add(user.id);
    this.log(channel, user.id, { case: "joined", value: { name: user.name } });
    this.own(user.id, `channel ${channel.id}`, { case: "channel", value: this.info(channel, user.id) });
  }

  user(id: number): ScriptedUser {
    const user = this.users.get(id) ?? new ScriptedUser();
    this.users.set(id, user);
    return user;
  }

  /** One of a user's own things has another state. */
  own(id: number, key: string, body: Parameters<ScriptedUser["change"]>[1]): void {
    const event = this.user(id).change(key, body);
    for (const socket of this.sockets) {
      if (socket.data.user?.id !== id) continue;
      const skip = this.faults.skipOwn?.(socket);
      const { version } = event;
      if (skip === undefined) this.send(socket, { userEvents: [event] });
      if (skip === "gap") this.send(socket, { gaps: [{ channel: 0, from: version, to: version }] });
    }
  }

  /** Cuts every connection without a closing handshake. */
  cutAll(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  /** Closes every connection with a code, after saying why. */
  closeAll(code: number, retryAfterMs = 0): void {
    for (const socket of this.sockets) {
      this.send(socket, { closing: [{ code, message: "told to", retryAfterMs }] });
      socket.close(code);
    }
  }

  /** A channel as this user is told of it. */
  info({ id, name, epoch, head, members }: ScriptedChannel, user: number) {
    const mine = members.has(user)
      ? { channel: id, role: 2, read: this.user(user).read.get(id) ?? 0 }
      : undefined;
    return { id, name, kind: 1, epoch, head, member: members.has(user), mine };
  }

  /** Tells an event to who has subscribed to its channel. */
  publish(event: LoggedEvent): void {
    for (const socket of this.sockets) {
      if (!socket.data.subscribed.has(event.channel)) continue;
      const skip = this.faults.skip?.(event, socket);
      const { channel, seq } = event;
      if (skip === undefined) this.send(socket, { events: [event] });
      if (skip === "gap") this.send(socket, { gaps: [{ channel, from: seq, to: seq }] });
    }
  }

  signal(from: Socket, channel: number, body: Init<Signal>["body"]): void {
    for (const socket of this.sockets) {
      if (socket !== from && socket.data.subscribed.has(channel)) this.send(socket, { signals: [{ body }] });
    }
  }

  listen(): void {
    this.#server = Bun.serve<Session>({
      hostname: "127.0.0.1",
      port: this.#port,
      fetch: (request, server) => this.#fetch(request, server),
      websocket: {
        open: (socket) => {
          this.sockets.add(socket);
          this.#tell();
        },
        message: (socket, data) => this.#received(socket, data),
        close: (socket) => {
          this.sockets.delete(socket);
          this.#tell();
        },
      },
    });
    this.#port = this.#server.port ?? 0;
  }

  /** Is not there any more; `listen` brings it back on the same port. */
  stop(): void {
    this.cutAll();
    void this.#server?.stop(true);
    this.#server = undefined;
  }

  /** Resolves when the condition holds, looked at whenever something arrives. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#listeners.add(resolve));
  }

  send(socket: Socket, frame: Init<ServerFrame>): void {
    const bytes = codecFor(socket.data.subprotocol).encodeServer(frame);
    for (let times = this.faults.repeat?.(frame) ? 2 : 1; times > 0; times--) socket.send(bytes);
  }

  #fetch(request: Request, server: Bun.Server<Session>): Response | Promise<Response> | undefined {
    if (new URL(request.url).pathname !== "/ws") return this.http(request);
    const subprotocol = request.headers.get("sec-websocket-protocol") as Subprotocol;
    const data = { subprotocol, user: undefined, subscribed: new Set<number>(), frames: [] };
    const headers = { "Sec-WebSocket-Protocol": subprotocol };
    return server.upgrade(request, { data, headers }) ? undefined : new Response("no", { status: 400 });
  }

  #received(socket: Socket, data: string | Buffer): void {
    const bytes = typeof data === "string" ? data : new Uint8Array(data);
    const frame = codecFor(socket.data.subprotocol).decodeClient(bytes);
    this.frames.push(frame);
    socket.data.frames.push(frame);
    this.#tell();
    for (const command of frame.commands) void this.#carryOut(socket, command);
  }

  async #carryOut(socket: Socket, command: Command): Promise<void> {
    const refusal = this.faults.refuse?.(command, socket);
    const body = refusal === undefined ? answer(this, socket, command) : errorOf(refusal);
    if (this.faults.cut?.(command)) return socket.terminate();
    if (this.faults.swallow?.(command)) return;
    await this.faults.delay?.(command);
    if (command.id !== 0 && socket.readyState === 1)
      this.send(socket, { replies: [{ id: command.id, body }] });
  }

  #tell(): void {
    const listeners = this.#listeners;
    this.#listeners = new Set();
    for (const listener of listeners) listener();
  }
}
