import {
  decodeClientFrame,
  encodeEntry,
  encodeServerFrame,
  frameEntries,
  type Send,
  serverFrame,
  SUBPROTOCOLS,
} from "@hubbub/protocol";
/**
 * The least that a chat server can do, to measure Hubbub against: a broadcast loop in memory with Hubbub's wire
 * format and pacing, but without accounts, members, checks, acknowledgements, or a store. It runs as a process
 * of its own and tells its port.
 */
import { type ServerWebSocket } from "bun";

import { BareChannels } from "./bare-channels.ts";

type Socket = ServerWebSocket<undefined>;

/** Hubbub's pacing: after a flush, a rest of this many times its cost, up to the longest rest. */
const REST_FACTOR = 3;
const REST_MAX_MS = 10;

const channels = new BareChannels<Socket>();
let flushing = false;
let restUntil = 0;

function flush(): void {
  flushing = false;
  const start = performance.now();
  for (const channel of channels.all) {
    if (channel.pending.length === 0) continue;
    const frame = frameEntries(channel.id, channel.pending);
    channel.pending = [];
    for (const member of channel.members) member.sendBinary(frame);
  }
  const end = performance.now();
  restUntil = end + Math.min(REST_MAX_MS, REST_FACTOR * (end - start));
}

function broadcast({ channel: id, text }: Send): void {
  const channel = channels.channel(id);
  const body = { case: "message" as const, value: { text } };
  channel.pending.push({ seq: ++channel.head, entry: encodeEntry({ at: Date.now(), user: 1, body }) });
  if (flushing) return;
  flushing = true;
  const wait = restUntil - performance.now();
  if (wait < 0.5) setImmediate(flush);
  else setTimeout(flush, wait);
}

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, server) {
    if (server.upgrade(request, { headers: { "Sec-WebSocket-Protocol": SUBPROTOCOLS[0] } })) return undefined;
    return new Response("This is a WebSocket server.", { status: 426 });
  },
  websocket: {
    perMessageDeflate: false,
    idleTimeout: 0,
    message(socket: Socket, bytes) {
      if (typeof bytes === "string") return;
      for (const { id, body } of decodeClientFrame(bytes).commands) {
        if (body.case === "send") broadcast(body.value);
        else {
          const replies = [{ id, body: channels.answer(body, socket) }];
          socket.sendBinary(encodeServerFrame(serverFrame({ replies })));
        }
      }
    },
  },
});

process.on("disconnect", () => process.exit());
process.send?.({ type: "ready", port: server.port });
