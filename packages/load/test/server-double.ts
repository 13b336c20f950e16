import {
  decodeClientFrame,
  encodeEntry,
  encodeServerFrame,
  frameEntries,
  type NumberedEntry,
  type Send,
  serverFrame,
} from "@hubbub/protocol";
import { type ServerWebSocket } from "bun";

import { BareChannels } from "../src/bench/bare-channels.ts";

export interface DoubleOptions {
  /** What to send to this member when `entry` was appended; by default the entry, as it should be. */
  deliver?: (member: number, entry: NumberedEntry) => NumberedEntry[];
  /** Called with each message; what it returns true for is neither delivered nor answered yet. */
  hold?: (text: string) => boolean;
  /** The seq that an acknowledgement names. */
  acknowledge?: (seq: number) => number;
}

/** A chat server of one channel over real sockets, that does wrong what a test tells it to. */
export function startDouble({
  deliver = (_member, entry) => [entry],
  hold = () => false,
  acknowledge = (seq) => seq,
}: DoubleOptions) {
  const channels = new BareChannels<ServerWebSocket<undefined>>();
  let held: (() => void)[] = [];
  const message = (socket: ServerWebSocket<undefined>, id: number, { channel: channelId, text }: Send) => {
    const channel = channels.channel(channelId);
    const seq = ++channel.head;
    const body = { case: "message" as const, value: { text } };
    const entry = { seq, entry: encodeEntry({ at: Date.now(), user: 1, body }) };
    for (const [number, member] of channel.members.entries()) {
      const entries = deliver(number, entry);
      if (entries.length > 0) member.sendBinary(frameEntries(channelId, entries));
    }
    const value = { channel: channelId, seq: acknowledge(seq), at: Date.now(), repeated: false };
    socket.sendBinary(encodeServerFrame(serverFrame({ replies: [{ id, body: { case: "sent", value } }] })));
  };
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request, server) {
      if (server.upgrade(request, { headers: { "Sec-WebSocket-Protocol": "hubbub.v1.protobuf" } })) return;
      return new Response(null, { status: 426 });
    },
    websocket: {
      message(socket: ServerWebSocket<undefined>, bytes) {
        if (typeof bytes === "string") throw new TypeError("text");
        for (const { id, body } of decodeClientFrame(bytes).commands) {
          if (body.case === "send") {
            const send = body.value;
            held.push(() => message(socket, id, send));
            if (hold(send.text)) continue;
            for (const release of held) release();
            held = [];
          } else {
            const replies = [{ id, body: channels.answer(body, socket) }];
            socket.sendBinary(encodeServerFrame(serverFrame({ replies })));
          }
        }
      },
    },
  });
  return { url: new URL(`ws://127.0.0.1:${server.port}/ws`), stop: () => server.stop(true) };
}
