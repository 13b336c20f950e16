import {
  clientFrameFromJson,
  type Command,
  decodeClientFrame,
  decodeEntry,
  decodeServerFrame,
  encodeEntry,
  encodeServerFrame,
  frameEntries,
  type Init,
  type NumberedEntry,
  type Reply,
  type Send,
  type ServerFrame,
  serverFrame,
  serverFrameToJson,
} from "@hubbub/protocol";
import { type ServerWebSocket } from "bun";

import { type BareChannel, BareChannels } from "../src/bench/bare-channels.ts";
import { DEFAULT_WIRE, type WireOptions, WIRES } from "../src/generator/wire.ts";

export type ReplyBody = NonNullable<Init<Reply>["body"]>;

export interface DoubleOptions extends Partial<WireOptions> {
  /** What to send to this member when `entry` was appended; by default the entry, as it should be. */
  deliver?: (member: number, entry: NumberedEntry) => NumberedEntry[];
  /** Whether the member is told a gap of this entry instead. */
  gap?: (member: number, seq: number) => boolean;
  /** Called with each message; what it returns true for is neither delivered nor answered yet. */
  hold?: (text: string) => boolean;
  /** The seq that an acknowledgement names. */
  acknowledge?: (seq: number) => number;
  /** What becomes of a frame in JSON to this member. */
  garble?: (member: number, json: string) => string;
  /** What a reply to this member says instead. */
  answer?: (member: number, reply: ReplyBody) => ReplyBody;
  /** What a page of history for this member holds instead. */
  page?: (member: number, entries: NumberedEntry[]) => NumberedEntry[];
  /** What is sent live to a member, of the log so far, when it has subscribed again. */
  again?: (member: number, log: readonly NumberedEntry[]) => NumberedEntry[];
  /** Whether a member who subscribes is answered only after the next message. */
  late?: (member: number) => boolean;
  /** Of sign-ups and logins, so many are answered with 429 first, with a Retry-After of no time. */
  tooMany?: number;
}

/** Data: the member's number, which is the token that it gave, or else that of its connection. */
type Socket = ServerWebSocket<{ member: number }>;

/** The accounts service's answer to whoever signs up or logs in: the token is the number that the name ends with. */
async function session(request: Request): Promise<Response> {
  const { name } = (await request.json()) as { name: string };
  const member = name.split("-").at(-1)!;
  return Response.json({
    user: { id: Number(member) + 1, name, admin: false },
    access_token: member,
    expires_in: 600,
    refresh_token: member,
  });
}

function tooManyRequests(): Response {
  const error = { code: "rate_limited", message: "Too many.", field: "", limit: 0, retry_after_ms: 1 };
  return Response.json({ error }, { status: 429 });
}

/** A chat server of one channel over real sockets, that does wrong what a test tells it to. */
export function startDouble({
  codec = DEFAULT_WIRE.codec,
  deflate = DEFAULT_WIRE.deflate,
  deliver = (_member, entry) => [entry],
  gap = () => false,
  hold = () => false,
  acknowledge = (seq) => seq,
  garble = (_member, json) => json,
  answer = (_member, reply) => reply,
  page = (_member, entries) => entries,
  again = () => [],
  late = () => false,
  tooMany = 0,
}: DoubleOptions) {
  const channels = new BareChannels<Socket>();
  const log: NumberedEntry[] = [];
  const sent = new Map<string, number>();
  const known = new Set<number>();
  let connections = 0;
  let refusals = 0;
  let held: (() => void)[] = [];
  let lateReplies: (() => void)[] = [];

  const writeBytes = (socket: Socket, frame: Uint8Array) => {
    if (codec === "protobuf") return socket.sendBinary(frame, deflate);
    const json = garble(socket.data.member, serverFrameToJson(decodeServerFrame(frame)));
    return codec === "json" ? socket.sendText(json, deflate) : socket.sendBinary(Buffer.from(json), deflate);
  };
  const write = (socket: Socket, parts: Init<ServerFrame>) =>
    writeBytes(socket, encodeServerFrame(serverFrame(parts)));
  const writeEntries = (socket: Socket, { id }: BareChannel<Socket>, entries: NumberedEntry[]) => {
    if (entries.length > 0) writeBytes(socket, frameEntries(id, entries));
  };
  const append = (channel: BareChannel<Socket>, text: string): number => {
    const seq = ++channel.head;
    const entry = encodeEntry({ at: Date.now(), user: 1, body: { case: "message", value: { text } } });
    log.push({ seq, entry });
    for (const member of channel.members) {
      const number = member.data.member;
      if (gap(number, seq)) write(member, { gaps: [{ channel: channel.id, from: seq, to: seq }] });
      else writeEntries(member, channel, deliver(number, { seq, entry }));
    }
    for (const reply of lateReplies) reply();
    lateReplies = [];
    return seq;
  };
  const message = (socket: Socket, id: number, { channel, clientId, text }: Send) => {
    const repeated = sent.has(clientId);
    const seq = sent.get(clientId) ?? append(channels.channel(channel), text);
    sent.set(clientId, seq);
    const value = { channel, seq: acknowledge(seq), at: Date.now(), repeated };
    write(socket, { replies: [{ id, body: { case: "sent", value } }] });
  };
  const history = (member: number, { id, head }: BareChannel<Socket>, after: number, limit: number) => {
    const entries = page(member, log.slice(after, after + limit));
    const events = entries.map(({ seq, entry }) => decodeEntry(id, seq, entry));
    return { channel: id, epoch: 1, head, events, more: after + limit < head };
  };
  const request = (socket: Socket, id: number, body: Command["body"]) => {
    const { member } = socket.data;
    if (body.case === "authenticate" && body.value.token !== "")
      socket.data.member = Number(body.value.token);
    const reply: ReplyBody =
      body.case === "history"
        ? {
            case: "events",
            value: history(member, channels.channel(body.value.channel), body.value.after, body.value.limit),
          }
        : channels.answer(body, socket);
    const replies = [{ id, body: answer(member, reply) }];
    if (body.case !== "subscribe") return write(socket, { replies });
    const returns = known.has(member);
    known.add(member);
    const finish = () => {
      write(socket, { replies });
      if (returns) writeEntries(socket, channels.channel(body.value.channel), again(member, log));
    };
    if (late(member)) lateReplies.push(finish);
    else finish();
  };

  const server = Bun.serve<{ member: number }>({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request, server) {
      if (request.url.endsWith("/healthz")) return new Response("ok\n");
      if (request.method === "POST") return refusals++ < tooMany ? tooManyRequests() : session(request);
      const headers = { "Sec-WebSocket-Protocol": WIRES[codec].subprotocol };
      const data = { member: connections++ };
      return server.upgrade(request, { headers, data }) ? undefined : new Response(null, { status: 426 });
    },
    websocket: {
      perMessageDeflate: deflate,
      message(socket, data) {
        const { commands } =
          codec === "protobuf" ? decodeClientFrame(Buffer.from(data)) : clientFrameFromJson(data.toString());
        for (const { id, body } of commands) {
          if (body.case !== "send") {
            request(socket, id, body);
            continue;
          }
          const send = body.value;
          held.push(() => message(socket, id, send));
          if (hold(send.text)) continue;
          for (const release of held) release();
          held = [];
        }
      },
      close(socket) {
        for (const channel of channels.all) {
          channel.members = channel.members.filter((member) => member !== socket);
        }
      },
    },
  });
  return {
    url: new URL(`ws://127.0.0.1:${server.port}/ws`),
    /** As a server that has accounts, too. */
    http: `http://127.0.0.1:${server.port}`,
    /** Cuts the connections of a member. */
    cut: (member: number) => {
      const sockets = channels.all.flatMap(({ members }) => members);
      for (const socket of sockets) if (socket.data.member === member) socket.terminate();
    },
    stop: () => server.stop(true),
    [Symbol.dispose]: () => void server.stop(true),
  };
}
