import { expect, test } from "bun:test";

const FRAME = new Uint8Array(256 * 1024);

test("[G18.1] Bun says -1 for what it queues, and drain only when all that it had queued is gone", async () => {
  const opened = Promise.withResolvers<Bun.ServerWebSocket>();
  const drained = Promise.withResolvers<number>();
  const drains: number[] = [];
  using server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request, bun) => (bun.upgrade(request) ? undefined : new Response(null, { status: 400 })),
    websocket: {
      backpressureLimit: 4 * FRAME.length,
      open: (ws) => opened.resolve(ws),
      message() {},
      drain(ws) {
        drains.push(ws.getBufferedAmount());
        drained.resolve(drains.length);
      },
    },
  });
  const client = new WebSocket(`ws://127.0.0.1:${server.port}`) as Bun.WebSocket;
  client.binaryType = "arraybuffer";
  let received = 0;
  const all = Promise.withResolvers<void>();
  let sent = 0;
  client.addEventListener("message", ({ data }) => {
    received += (data as ArrayBuffer).byteLength;
    if (received === sent) all.resolve();
  });
  const ws = await opened.promise;
  client.pause();
  const send = (): number => {
    sent += FRAME.length;
    return ws.sendBinary(FRAME);
  };
  while (send() > 0);
  expect(send()).toBe(-1);
  expect(send()).toBe(-1);
  expect(drains).toEqual([]);
  client.resume();
  await drained.promise;
  await all.promise;
  expect(received).toBe(sent);
  expect(drains).toEqual([0]);
  client.close();
});
