import {
  clientFrameFromJson,
  decodeClientFrame,
  decodeServerFrame,
  encodeEntry,
  encodeServerFrame,
  frameEntries,
  type NumberedEntry,
  type Send,
  serverFrame,
  serverFrameToJson,
} from "@hubbub/protocol";
import { type ServerWebSocket } from "bun";

import { BareChannels } from "../src/bench/bare-channels.ts";
import { DEFAULT_WIRE, type WireOptions, WIRES } from "../src/generator/wire.ts";

export interface DoubleOptions extends Partial<WireOptions> {
  /** What to send to this member when `entry` was appended; by default the entry, as it should be. */
  deliver?: (member: number, entry: NumberedEntry) => NumberedEntry[];
  /** Called with each message; what it returns true for is neither delivered nor answered yet. */
  hold?: (text: string) => boolean;
  /** The seq that an acknowledgement names. */
  acknowledge?: (seq: number) => number;
  /** What becomes of a frame in JSON to this member. */
  garble?: (member: number, json: string) => string;
}

/** Data: the number of the connection. */
type Socket = ServerWebSocket<number>;

/** A chat server of one channel over real sockets, that does wrong what a test tells it to. */
export function startDouble({
  codec = DEFAULT_WIRE.codec,
  deflate = DEFAULT_WIRE.deflate,
  deliver = (_member, entry) => [entry],
  hold = () => false,
  acknowledge = (seq) => seq,
  garble = (_member, json) => json,
}: DoubleOptions) {
  const channels = new BareChannels<Socket>();
  let connections = 0;
  let held: (() => void)[] = [];
  const write = (socket: Socket, frame: Uint8Array) => {
    if (codec === "protobuf") return socket.sendBinary(frame, deflate);
    const json = garble(socket.data, serverFrameToJson(decodeServerFrame(frame)));
    return codec === "json" ? socket.sendText(json, deflate) : socket.sendBinary(Buffer.from(json), deflate);
  };
  const message = (socket: Socket, id: number, { channel: channelId, text }: Send) => {
    const channel = channels.channel(channelId);
    const seq = ++channel.head;
    const body = { case: "message" as const, value: { text } };
    const entry = { seq, entry: encodeEntry({ at: Date.now(), user: 1, body }) };
    for (const member of channel.members) {
      const entries = deliver(member.data, entry);
      if (entries.length > 0) write(member, frameEntries(channelId, entries));
    }
    const value = { channel: channelId, seq: acknowledge(seq), at: Date.now(), repeated: false };
    write(socket, encodeServerFrame(serverFrame({ replies: [{ id, body: { case: "sent", value } }] })));
  };
  const server = Bun.serve<number>({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request, server) {
      const headers = { "Sec-WebSocket-Protocol": WIRES[codec].subprotocol };
      return server.upgrade(request, { headers, data: connections++ })
        ? undefined
        : new Response(null, { status: 426 });
    },
    websocket: {
      perMessageDeflate: deflate,
      message(socket, data) {
        const frame =
          codec === "protobuf" ? decodeClientFrame(Buffer.from(data)) : clientFrameFromJson(data.toString());
        for (const { id, body } of frame.commands) {
          if (body.case === "send") {
            const send = body.value;
            held.push(() => message(socket, id, send));
            if (hold(send.text)) continue;
            for (const release of held) release();
            held = [];
          } else {
            const replies = [{ id, body: channels.answer(body, socket) }];
            write(socket, encodeServerFrame(serverFrame({ replies })));
          }
        }
      },
    },
  });
  return { url: new URL(`ws://127.0.0.1:${server.port}/ws`), stop: () => server.stop(true) };
}
