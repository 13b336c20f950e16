import {
  type ClientFrame,
  codecFor,
  type Command,
  type ErrorName,
  ERRORS,
  type Event,
  type Init,
  type Position,
  type Reply,
  type Send,
  type ServerFrame,
  type Signal,
  type Subprotocol,
  type Subscribed,
} from "@hubbub/protocol";

import { changeOf, pageFor } from "./scripted-changes.ts";
import { type EventBody, type LoggedEvent, ScriptedChannel } from "./scripted-log.ts";
import { statesOf, unreadOf } from "./scripted-messages.ts";
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
    this.#publish(event);
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
    this.own(user, `channel ${channel.id}`, { case: "channel", value: this.#info(channel, user) });
  }

  join(channel: ScriptedChannel, user: { id: number; name: string }): void {
    if (channel.members.has(user.id)) return;
    channel.members.add(user.id);
    this.log(channel, user.id, { case: "joined", value: { name: user.name } });
    this.own(user.id, `channel ${channel.id}`, { case: "channel", value: this.#info(channel, user.id) });
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
    const body = refusal === undefined ? this.#answer(socket, command) : errorOf(refusal);
    if (this.faults.cut?.(command)) return socket.terminate();
    if (this.faults.swallow?.(command)) return;
    await this.faults.delay?.(command);
    if (command.id !== 0 && socket.readyState === 1)
      this.send(socket, { replies: [{ id: command.id, body }] });
  }

  #answer(socket: Socket, { body }: Command): Init<Reply>["body"] {
    if (body.case === "authenticate") return this.#authenticate(socket, body.value.token);
    const { user } = socket.data;
    if (user === undefined) return errorOf({ name: "unauthenticated" });
    switch (body.case) {
      case "joinChannel":
        return this.#join(user, body.value.channel, body.value.name);
      case "createChannel": {
        const channel = this.channel(body.value.name);
        channel.append(user.id, { case: "created", value: { name: channel.name } });
        return this.#join(user, channel.id, "");
      }
      case "listChannels": {
        const channels = [...this.channels.values()].map((channel) => this.#info(channel, user.id));
        const rest = channels
          .filter(({ name }) => name > body.value.after)
          .toSorted((a, b) => (a.name < b.name ? -1 : 1));
        const page = rest.slice(0, Math.min(body.value.limit || 100, this.pageMost));
        return { case: "channels", value: { channels: page, more: page.length < rest.length } };
      }
      case "getUsers":
        return { case: "users", value: { users: this.#users(body.value.ids), more: false } };
      case "syncUser": {
        const size = Math.min(this.pageMost, 100);
        return { case: "userChanges", value: this.user(user.id).changes(body.value.after, size) };
      }
      case "subscribeMany":
        return this.#subscribeMany(socket, user, body.value.positions);
      case "getUnread":
        return { case: "unread", value: this.#unread(user.id, body.value.channels) };
      default:
        return this.#inChannel(socket, user, body);
    }
  }

  /** Tells what was missed, up to `missedMost` events of all channels together. */
  #subscribeMany(socket: Socket, user: { id: number }, positions: readonly Position[]): Init<Reply>["body"] {
    const subscribed: Init<Subscribed>[] = [];
    const missed: Init<Event>[] = [];
    for (const { channel: id, epoch: known, after } of positions) {
      const channel = this.channels.get(id);
      if (channel === undefined || !channel.members.has(user.id)) continue;
      const { epoch, head } = channel;
      socket.data.subscribed.add(id);
      subscribed.push({ channel: id, epoch, head });
      const limit = this.missedMost - missed.length;
      if (known === epoch && limit > 0)
        missed.push(
          ...channel.events.filter(({ seq }) => seq > Math.max(after, channel.forgotten)).slice(0, limit),
        );
    }
    return { case: "subscriptions", value: { subscribed, missed } };
  }

  #inChannel(socket: Socket, user: { id: number }, body: Command["body"]): Init<Reply>["body"] {
    const id = body.value !== undefined && "channel" in body.value ? body.value.channel : 0;
    const channel = this.channels.get(id);
    if (channel === undefined) return errorOf({ name: "not_found" });
    if (!channel.members.has(user.id)) return errorOf({ name: "not_member" });
    const { epoch, head } = channel;
    switch (body.case) {
      case "subscribe":
        socket.data.subscribed.add(id);
        return { case: "subscribed", value: { channel: id, epoch, head } };
      case "history":
        return { case: "events", value: channel.page(body.value, this.pageMost) };
      case "listMessages":
        return { case: "messages", value: pageFor(channel, body.value, this.pageMost) };
      case "getMessages": {
        const { seqs } = body.value;
        const messages = statesOf(channel.events).filter(({ seq }) => seqs.includes(seq));
        return { case: "messages", value: { channel: id, epoch, head, messages } };
      }
      case "markRead": {
        const { seq, back } = body.value;
        const before = this.user(user.id).read.get(id) ?? 0;
        if (back ? seq !== before : seq > before) this.mark(user.id, channel, seq);
        return { case: "done", value: {} };
      }
      case "editMessage":
      case "deleteMessage":
      case "addReaction":
      case "removeReaction":
      case "pinMessage":
      case "unpinMessage":
        return { case: "logged", value: { channel: id, seq: this.change(channel, user.id, body) } };
      case "leaveChannel":
        channel.members.delete(user.id);
        this.own(user.id, `channel ${id}`, { case: "channelGone", value: { channel: id } });
        this.#publish(channel.append(user.id, { case: "left", value: {} }));
        return { case: "done", value: {} };
      case "listMembers": {
        const users = this.#users([...channel.members]).filter((member) => member.id > body.value.after);
        const page = users.slice(0, this.pageMost);
        return { case: "users", value: { users: page, more: page.length < users.length } };
      }
      case "watchPresence":
        return { case: "presence", value: { channel: id, online: [...channel.online] } };
      case "send":
        return this.#append(channel, user.id, body.value);
      case "startTyping":
        this.#signal(socket, id, { case: "typing", value: { channel: id, user: user.id } });
        return { case: "done", value: {} };
      default:
        return { case: "done", value: {} };
    }
  }

  #authenticate(socket: Socket, token: string): Init<Reply>["body"] {
    const refusal = this.checkToken(token);
    if (refusal !== undefined) return errorOf(refusal);
    const [id, name = ""] = token.split(":");
    const user = { id: Number(id), name };
    socket.data.user = user;
    this.names.set(user.id, name);
    const mine = [...this.channels.values()].filter(({ members }) => members.has(user.id));
    const channels = mine.map((channel) => this.#info(channel, user.id));
    const now = Date.now();
    const { heartbeatMs } = this;
    return {
      case: "welcome",
      value: {
        user,
        now,
        heartbeatMs,
        tokenExpiresAt: now + this.tokenLifeMs,
        channels,
        userVersion: this.user(user.id).version,
      },
    };
  }

  #append(channel: ScriptedChannel, user: number, { clientId, ...said }: Send): Init<Reply>["body"] {
    const { text, thread, inChannel } = said;
    const key = `${user} ${clientId}`;
    const known = channel.sends.get(key);
    const event = known ?? channel.append(user, { case: "message", value: { text, thread, inChannel } });
    channel.sends.set(key, event);
    if (known === undefined) this.#publish(event);
    const { seq, at } = event;
    return { case: "sent", value: { channel: channel.id, seq, at, repeated: known !== undefined } };
  }

  #join(user: { id: number; name: string }, id: number, name: string): Init<Reply>["body"] {
    const channel =
      id > 0 ? this.channels.get(id) : [...this.channels.values()].find((one) => one.name === name);
    if (channel === undefined) return errorOf({ name: "not_found" });
    this.join(channel, user);
    return { case: "channel", value: this.#info(channel, user.id) };
  }

  #info({ id, name, epoch, head, members }: ScriptedChannel, user: number) {
    const mine = members.has(user)
      ? { channel: id, role: 2, read: this.user(user).read.get(id) ?? 0 }
      : undefined;
    return { id, name, kind: 1, epoch, head, member: members.has(user), mine };
  }

  #unread(user: number, wanted: readonly number[]) {
    const mine = [...this.channels.values()].filter(({ members }) => members.has(user));
    const channels = mine
      .filter(({ id }) => wanted.length === 0 || wanted.includes(id))
      .map(({ id, head, events }) => {
        const read = this.user(user).read.get(id) ?? 0;
        return Object.assign(unreadOf(events, user, read), { channel: id, head, read });
      });
    return { channels };
  }

  #users(ids: number[]) {
    return ids.flatMap((id) => {
      const name = this.names.get(id);
      return name === undefined ? [] : [{ id, name }];
    });
  }

  #publish(event: LoggedEvent): void {
    for (const socket of this.sockets) {
      if (!socket.data.subscribed.has(event.channel)) continue;
      const skip = this.faults.skip?.(event, socket);
      const { channel, seq } = event;
      if (skip === undefined) this.send(socket, { events: [event] });
      if (skip === "gap") this.send(socket, { gaps: [{ channel, from: seq, to: seq }] });
    }
  }

  #signal(from: Socket, channel: number, body: Init<Signal>["body"]): void {
    for (const socket of this.sockets) {
      if (socket !== from && socket.data.subscribed.has(channel)) this.send(socket, { signals: [{ body }] });
    }
  }

  #tell(): void {
    const listeners = this.#listeners;
    this.#listeners = new Set();
    for (const listener of listeners) listener();
  }
}

function errorOf({ name, retryAfterMs = 0 }: Refusal): Init<Reply>["body"] {
  const { code } = ERRORS[name];
  return {
    case: "error",
    value: { code, name, message: `refused: ${name}`, field: "", limit: 0, retryAfterMs },
  };
}
