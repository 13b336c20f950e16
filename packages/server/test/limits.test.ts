import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";
import { type Command, encodeClientFrame, SUBPROTOCOLS } from "@hubbub/protocol";

import { openBareSocket } from "./bare-socket.ts";
import { createChannel, expectClosed, expectError, frameOf, replyOf, send, valueOf } from "./clients.ts";

const getUsers = (id: number): Command => ({ id, body: { case: "getUsers", value: { ids: [1] } } });
const repliesOf = (client: RawClient) => client.frames.flatMap(({ replies }) => replies);

describe("with few commands a second", () => {
  let crowd: Crowd;
  beforeAll(async () => {
    crowd = await startCrowd({
      gateway: { commandRate: { burst: 20, perSecond: 1 }, sendRate: { burst: 5, perSecond: 2 } },
    });
  });
  afterAll(() => crowd.close());

  test.each([...SUBPROTOCOLS])(
    "[P7.13] %s: commands past the connection's rate are refused with the time to wait, and done after it",
    async (subprotocol) => {
      const client = await openRawClient(crowd.url, await crowd.mint.token(1), subprotocol);
      client.raw(frameOf(subprotocol, ...Array.from({ length: 40 }, (_, i) => getUsers(100 + i))));
      await replyOf(client, 139);
      const refused = repliesOf(client).filter(({ body }) => body.case === "error");
      expect(refused.length).toBeGreaterThanOrEqual(20);
      expectError(refused.at(-1)?.body, "rate_limited", { retryAfterMs: expect.any(Number) as number });
      const wait = valueOf(refused.at(-1)?.body, "error").retryAfterMs;
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(1_000);
      await Bun.sleep(wait);
      expect((await client.ask(getUsers(0).body))?.case).toBe("users");
    },
  );

  test.each([...SUBPROTOCOLS])(
    "[P7.14] %s: who goes on in spite of 2,000 refusals in a row is closed as flooding",
    async (subprotocol) => {
      const client = await openRawClient(crowd.url, await crowd.mint.token(1), subprotocol);
      const frame = frameOf(subprotocol, ...Array.from({ length: 250 }, (_, i) => getUsers(1 + i)));
      for (let i = 0; i < 20; i++) client.raw(frame);
      await expectClosed(client, "flooding");
      const refused = repliesOf(client).filter(({ body }) => body.case === "error");
      expect(refused.length).toBe(2_000);
      // Others are served as before.
      const other = await openRawClient(crowd.url, await crowd.mint.token(2), subprotocol);
      expect((await other.ask(getUsers(0).body))?.case).toBe("users");
    },
  );

  test("[P7.15] a user's sends are limited over all connections, another user's are not, and nothing refused is kept", async () => {
    const [ann, phone] = [
      await openRawClient(crowd.url, await crowd.mint.token(11)),
      await openRawClient(crowd.url, await crowd.mint.token(11), "hubbub.v1.json"),
    ];
    const channel = await createChannel(ann, "limited");
    const outcomes = await Promise.all(
      Array.from({ length: 14 }, (_, i) => (i % 2 === 0 ? ann : phone).ask(send(channel, `${i}`))),
    );
    const kept = outcomes.filter((body) => body?.case === "sent").length;
    const refused = outcomes.find((body) => body?.case === "error");
    expect(kept).toBeGreaterThanOrEqual(5);
    expect(kept).toBeLessThan(14);
    expectError(refused, "rate_limited", { retryAfterMs: expect.any(Number) as number });
    const page = { channel, after: 2, before: 0, limit: 0 };
    const { head } = valueOf(await ann.ask({ case: "history", value: page }), "events");
    expect(head).toBe(2 + kept);
    const bob = await openRawClient(crowd.url, await crowd.mint.token(12));
    await bob.ask({ case: "joinChannel", value: { channel, name: "" } });
    valueOf(await bob.ask(send(channel, "mine")), "sent");
    await Bun.sleep(valueOf(refused, "error").retryAfterMs);
    valueOf(await ann.ask(send(channel, "later")), "sent");
  });
});

describe("without limits on the rate", () => {
  let crowd: Crowd;
  beforeAll(async () => {
    crowd = await startCrowd();
  });
  afterAll(() => crowd.close());

  test("[P7.16] who asks for more than they read is not read any more: little waits for them, and nobody else does", async () => {
    const ann = await openRawClient(crowd.url, await crowd.mint.token(1));
    const channel = await createChannel(ann, "long");
    const text = "x".repeat(16 * 1024);
    await Promise.all(Array.from({ length: 32 }, () => ann.ask(send(channel, text))));
    const before = process.memoryUsage.rss();

    const greedy = await openBareSocket(crowd.url);
    const token = await crowd.mint.token(2);
    greedy.write(
      encodeClientFrame({ commands: [{ id: 1, body: { case: "authenticate", value: { token } } }] }),
    );
    greedy.socket.pause();
    // Each command of some 60 KB of ids to skip asks for a page of 256 KiB: 800 MB of answers to 60 MB of questions.
    const padding = "x".repeat(60_000);
    const page = { channel, after: 2, before: 0, limit: 500 };
    const question = encodeClientFrame({
      commands: [
        { id: 0, body: { case: "joinChannel", value: { channel: 0, name: padding } } },
        ...[2, 3, 4].map((id): Command => ({ id, body: { case: "history", value: page } })),
      ],
    });
    for (let i = 0; i < 1_000; i++) greedy.write(question);

    // Long enough for a server that reads on to take it all: ten thousand questions of somebody else.
    for (let i = 0; i < 100; i++) {
      await Promise.all(Array.from({ length: 100 }, () => ann.ask(getUsers(0).body)));
    }
    expect(greedy.socket.writableLength).toBeGreaterThan(20 * 2 ** 20);
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 2 ** 20);
    greedy.socket.destroy();
  });

  test("[P7.21] also who doesn't read is told why their connection is closed, once they do", async () => {
    const ann = await openRawClient(crowd.url, await crowd.mint.token(1));
    const channel = await createChannel(ann, "unread");
    const text = "x".repeat(16 * 1024);
    await Promise.all(Array.from({ length: 16 }, () => ann.ask(send(channel, text))));
    const lazy = await openBareSocket(crowd.url);
    lazy.socket.pause();
    const token = await crowd.mint.token(4);
    const page = { channel, after: 2, before: 0, limit: 500 };
    lazy.write(
      encodeClientFrame({
        commands: [
          { id: 1, body: { case: "authenticate", value: { token } } },
          ...Array.from({ length: 200 }, (_, i): Command => ({
            id: 2 + i,
            body: { case: "history", value: page },
          })),
        ],
      }),
    );
    // 50 MB of answers, of which the kernel takes a few: by now the rest has long been held back.
    for (let i = 0; i < 20; i++) {
      await Promise.all(Array.from({ length: 100 }, () => ann.ask(getUsers(0).body)));
    }
    const before = await closedConnections(crowd.url);
    crowd.mint.revoke(4, null);
    while ((await closedConnections(crowd.url)) === before) await Bun.sleep(10);
    const ended = new Promise((resolve) => lazy.socket.once("end", resolve));
    lazy.socket.resume();
    await ended;
    // The Closing frame with its sentence, then the close frame (RFC 6455, section 5.5.1) with 4402.
    const [, behind] = lazy.tail().split("The session was ended. Log in again.");
    expect(behind).toEndWith("\x88\x11\x11\x32session_revoked");
  });

  test("[P7.17] thousands of sends sent at once are all done, in their order, once the answers are read", async () => {
    const client = await openRawClient(crowd.url, await crowd.mint.token(3));
    const channel = await createChannel(client, "pipelined");
    const count = 10_000;
    for (let i = 0; i < count; i += 250) {
      const commands = Array.from({ length: 250 }, (_, at) => ({
        id: 100_000 + i + at,
        body: send(channel, `${i + at}`),
      }));
      client.raw(frameOf("hubbub.v1.protobuf", ...commands));
    }
    await replyOf(client, 100_000 + count - 1);
    const seqs = repliesOf(client).flatMap(({ id, body }) =>
      id >= 100_000 ? [valueOf(body, "sent").seq] : [],
    );
    expect(seqs).toEqual(Array.from({ length: count }, (_, i) => i + 3));
  });
});

/** Connections that the server closed for a revocation. */
async function closedConnections(url: string): Promise<string | undefined> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return /^hubbub_closed_total\{reason="session_revoked"\} (\d+)$/m.exec(metrics)?.[1];
}
