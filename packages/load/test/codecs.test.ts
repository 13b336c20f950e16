import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";

import { type NumberedEntry } from "@hubbub/protocol";

import { Connection } from "../src/generator/connection.ts";
import { inflateMessage } from "../src/generator/deflate.ts";
import { Handshake } from "../src/generator/handshake.ts";
import { OPCODE, WebSocketFault } from "../src/generator/websocket-frames.ts";
import { type WireOptions } from "../src/generator/wire.ts";
import { loadDouble, startCrowdOnDouble, USERS } from "./load-double.ts";
import { type DoubleOptions } from "./server-double.ts";

/** Half of the usual time is enough for what goes wrong here. */
const load = (double: DoubleOptions) => loadDouble(double, { plateauMs: 250 });

const WIRE_OPTIONS: (WireOptions & { name: string })[] = [
  { name: "JSON in text frames", codec: "json", deflate: false },
  { name: "JSON in binary frames", codec: "json-bytes", deflate: false },
  { name: "compressed Protobuf", codec: "protobuf", deflate: true },
  { name: "compressed JSON", codec: "json", deflate: true },
];
const CLEAN = {
  lost: 0,
  repeated: 0,
  outOfOrder: 0,
  gapped: 0,
  stray: 0,
  refused: 0,
  unsettled: 0,
  doubled: 0,
};

describe("codecs", () => {
  test.each(WIRE_OPTIONS)("[L30.1] every delivery is checked and measured: $name", async (wire) => {
    let held: NumberedEntry[] = [];
    const result = await load({
      ...wire,
      acknowledge: (seq) => (seq === 10 ? 11 : seq),
      deliver: (member, entry) => {
        if (member === 0 && [3, 7, 8].includes(entry.seq)) return [];
        if (member === 1 && [4, 9].includes(entry.seq)) return [entry, entry];
        if (member === 2 && entry.seq === 5) {
          held = [entry];
          return [];
        }
        if (member === 2 && entry.seq === 6) return [entry, ...held];
        return [entry];
      },
    });
    expect(result.sent).toBeGreaterThan(20);
    expect(result).toMatchObject({ ...CLEAN, lost: 3, repeated: 2, outOfOrder: 1, doubled: 1, ended: 0 });
    expect(result.latencies.count).toBe(result.sent * USERS - 3);
    expect(result.acknowledgements.count).toBe(result.sent);
  });

  test.each([
    ["is not JSON", (json: string) => json.slice(1), "The frame is not JSON."],
    [
      "has text for a number",
      (json: string) => json.replace('"seq":5,', '"seq":"5",'),
      "events[0].seq is not an integer.",
    ],
    ["has an event that is none", () => '{"events":[7]}', "events[0] is not an object."],
  ])(
    "[L30.2] a JSON frame that %s ends the connection it comes to, with the reason",
    async (_what, fault, reason) => {
      const garble = (member: number, json: string) =>
        member === 0 && json.includes('"seq":5,') ? fault(json) : json;
      const result = await load({ codec: "json", garble });
      expect(result.ends.map((end) => end.replace(/User \d: /, ""))).toEqual([reason]);
      expect(result).toMatchObject({ repeated: 0, outOfOrder: 0, gapped: 0, stray: 0, doubled: 0, ended: 1 });
      // The others got everything, and the one got the first four.
      const messages = (result.latencies.count - 4) / (USERS - 1);
      expect(result.lost).toBe(messages - 4);
    },
  );

  test.each([
    ["text", "json-bytes", "json", "a text message where the codec has binary ones"],
    ["binary", "json", "json-bytes", "a binary message where the codec has text ones"],
  ] as const)(
    "[L30.3] a %s message is a fault where the codec has the other kind",
    async (_kind, own, other, what) => {
      const { server, crowd } = startCrowdOnDouble({ codec: other }, { codec: own, deflate: false });
      await expect(crowd.gather()).rejects.toThrow(`The server sent ${what}.`);
      server.stop();
    },
  );
});

describe("compression", () => {
  test("[L30.4] messages of a server that compresses come compressed, and are as they were when inflated", async () => {
    const text = "all the same ".repeat(100);
    const got: string[] = [];
    using server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch(request, server) {
        const headers = { "Sec-WebSocket-Protocol": "any" };
        return server.upgrade(request, { headers }) ? undefined : new Response(null, { status: 426 });
      },
      websocket: {
        perMessageDeflate: true,
        message(socket, data) {
          got.push(data.toString());
          socket.sendText(text, true);
          socket.sendText("{}", false);
        },
      },
    });
    const messages: { size: number; compressed: boolean; text: string }[] = [];
    const came = Promise.withResolvers<void>();
    const url = new URL(`ws://127.0.0.1:${server.port}/`);
    const options = { subprotocol: "any", opcode: OPCODE.text, deflate: true };
    const connection = await Connection.open(url, options, {
      message(bytes, start, end, compressed) {
        const message = bytes.slice(start, end);
        const inflated = compressed ? inflateMessage(message) : message;
        const text = new TextDecoder().decode(inflated);
        if (messages.push({ size: message.length, compressed, text }) === 2) came.resolve();
      },
      closed: came.reject,
    });
    connection.send(Buffer.from(text));
    await came.promise;
    connection.close();
    expect(got).toEqual([text]);
    expect(messages.map(({ compressed, text }) => ({ compressed, text }))).toEqual([
      { compressed: true, text },
      { compressed: false, text: "{}" },
    ]);
    expect(messages[0]!.size).toBeLessThan(100);
  });

  test("[L30.5] a server that doesn't compress is refused with a sentence, and so is one that does unasked", async () => {
    const plain = startCrowdOnDouble({}, { codec: "protobuf", deflate: true });
    await expect(plain.crowd.gather()).rejects.toThrow(
      "The server doesn't compress messages: permessage-deflate is off there.",
    );
    plain.server.stop();
    const handshake = new Handshake(new URL("ws://127.0.0.1/"), { subprotocol: "any", deflate: false });
    const answer = [
      "HTTP/1.1 101 Switching Protocols",
      `Sec-WebSocket-Accept: ${acceptOf(handshake.request)}`,
      "Sec-WebSocket-Protocol: any",
      "Sec-WebSocket-Extensions: permessage-deflate",
      "\r\n",
    ];
    expect(() => handshake.push(Buffer.from(answer.join("\r\n")))).toThrow(
      "The server chose an extension that was not offered.",
    );
  });

  test("[L30.6] what is marked as compressed and can't be inflated is a fault", () => {
    expect(() => inflateMessage(Buffer.from("no deflate"))).toThrow(WebSocketFault);
  });
});

function acceptOf(request: string): string {
  const key = /^Sec-WebSocket-Key: (.*)$/m.exec(request)![1]!.trim();
  return createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
}
