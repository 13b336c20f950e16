import { describe, expect, test } from "bun:test";

import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";
import { type Subprotocol, SUBPROTOCOLS } from "@hubbub/protocol";

import { openBareSocket } from "./bare-socket.ts";
import { createChannel, send, valueOf } from "./clients.ts";

describe("settings of frames", () => {
  test("[G4.5] permessage-deflate is offered only if it is turned on, and then frames of any size go both ways", async () => {
    const offer = { "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" };
    const ordinary = await startCrowd();
    const plain = await openBareSocket(ordinary.url, offer);
    expect([plain.status, plain.headers.get("sec-websocket-extensions")]).toEqual([101, undefined]);
    plain.socket.destroy();
    await ordinary.close();
    const deflating = await startCrowd({ gateway: { deflate: true } });
    try {
      const bare = await openBareSocket(deflating.url, offer);
      expect(bare.headers.get("sec-websocket-extensions")).toStartWith("permessage-deflate");
      bare.socket.destroy();
      const refusing = await openBareSocket(deflating.url);
      expect([refusing.status, refusing.headers.get("sec-websocket-extensions")]).toEqual([101, undefined]);
      refusing.socket.destroy();
      for (const subprotocol of SUBPROTOCOLS) await chat(deflating, subprotocol);
    } finally {
      await deflating.close();
    }
  });

  test("[G4.6] with immediate flushing every event is delivered in a frame of its own, and flushes are never followed by a rest", async () => {
    const immediate = await startCrowd({ gateway: { flush: "immediate" } });
    try {
      for (const subprotocol of SUBPROTOCOLS) {
        const { frames } = await chat(immediate, subprotocol);
        for (const { events, replies } of frames) expect(events.length + replies.length).toBeLessThan(2);
      }
      const metrics = await (await fetch(`${immediate.url}/metrics`)).text();
      expect(metrics).toContain("\nhubbub_flush_interval_ms 0\n");
    } finally {
      await immediate.close();
    }
  });

  test("[G4.7] with --json-frames binary JSON leaves as bytes that say the same, heartbeats too", async () => {
    const asBytes = await startCrowd({ gateway: { jsonFrames: "binary", heartbeatMs: 1_000 } });
    try {
      const token = await asBytes.mint.token(1);
      const socket = new WebSocket(`${asBytes.url.replace("http", "ws")}/ws`, ["hubbub.v1.json"]);
      socket.binaryType = "arraybuffer";
      const came: unknown[] = [];
      const both = new Promise<void>((resolve) => {
        socket.addEventListener("message", ({ data }) => came.push(data) === 2 && resolve());
      });
      socket.addEventListener("open", () =>
        socket.send(`{"commands":[{"id":7,"authenticate":{"token":"${token}"}}]}`),
      );
      await both;
      for (const data of came) expect(data).toBeInstanceOf(ArrayBuffer);
      const frames = came.map((data) => JSON.parse(new TextDecoder().decode(data as ArrayBuffer)));
      expect(frames[0].replies[0].id).toBe(7);
      expect(frames[1]).toEqual({});
      socket.close();
      for (const subprotocol of SUBPROTOCOLS) await chat(asBytes, subprotocol);
    } finally {
      await asBytes.close();
    }
  });
});

/** 100 messages of 1 byte to 16 KiB, all received in order. */
async function chat(at: Crowd, subprotocol: Subprotocol): Promise<RawClient> {
  const client = await openRawClient(at.url, await at.mint.token(1), subprotocol);
  expect(client.socket.protocol).toBe(subprotocol);
  const channel = await createChannel(client, `chat ${subprotocol}`);
  await client.ask({ case: "subscribe", value: { channel } });
  const texts = Array.from({ length: 100 }, (_, i) => `${i} `.padEnd(1 + ((i * 577) % 16_000), "abc"));
  for (const body of await Promise.all(texts.map((text) => client.ask(send(channel, text)))))
    valueOf(body, "sent");
  await client.until(({ events }) => events.some(({ seq }) => seq === 102));
  const got = client.frames.flatMap(({ events }) => events.map(({ body }) => body));
  expect(got.map((body) => body.case === "message" && body.value.text)).toEqual(texts);
  return client;
}
