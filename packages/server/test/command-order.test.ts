import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, openRawClient, startCrowd } from "@hubbub/devkit";
import { codecFor, type Command, type Event, type Init, SUBPROTOCOLS } from "@hubbub/protocol";

import { createChannel, frameOf, replyOf, send, valueOf } from "./clients.ts";
import { readLog } from "./read-log.ts";

let crowd: Crowd;
let lastUser = 0;
let lastChannel = 0;
beforeAll(async () => {
  crowd = await startCrowd();
});
afterAll(() => crowd.close());

/** A channel of somebody else's. */
async function foreignChannel(): Promise<number> {
  const founder = await openRawClient(crowd.url, await crowd.mint.token(++lastUser));
  const channel = await createChannel(founder, `channel ${++lastChannel}`);
  founder.close();
  return channel;
}

const textsOf = (events: readonly Event[]): string[] =>
  events.flatMap(({ body }) => (body.case === "message" ? [body.value.text] : []));

const historyOf = (channel: number) =>
  ({ case: "history", value: { channel, after: 0, before: 0, limit: 500 } }) as const;

const numbered = (bodies: readonly Init<Command>["body"][]) =>
  bodies.map((body, i) => ({ id: 1000 + i, body }));

for (const subprotocol of SUBPROTOCOLS) {
  test(`[G16.1] the commands of one frame take effect in their order, from authenticate on (${subprotocol})`, async () => {
    const channel = await foreignChannel();
    const client = await openRawClient(crowd.url, undefined, subprotocol);
    const token = await crowd.mint.token(++lastUser);
    const commands = numbered([
      { case: "authenticate", value: { token } },
      send(channel, "not yet a member"),
      { case: "joinChannel", value: { channel, name: "" } },
      send(channel, "one"),
      { case: "subscribe", value: { channel } },
      send(channel, "two"),
      send(channel, "three"),
      historyOf(channel),
      { case: "leaveChannel", value: { channel } },
      send(channel, "no longer a member"),
    ]);
    client.raw(frameOf(subprotocol, ...commands));
    const answers = [];
    for (const { id } of commands) answers.push(await replyOf(client, id));
    expect(valueOf(answers[1], "error").name).toBe("not_member");
    expect(valueOf(answers[3], "sent").seq).toBe(4);
    expect(valueOf(answers[4], "subscribed").head).toBe(4);
    expect(textsOf(valueOf(answers[7], "events").events)).toEqual(["one", "two", "three"]);
    expect(valueOf(answers[9], "error").name).toBe("not_member");
    expect(textsOf(client.frames.flatMap(({ events }) => events))).toEqual(["two", "three"]);
    client.close();
  });
}

test("[G16.2] replies come in the order of their commands, sends under way or not", async () => {
  const channel = await foreignChannel();
  const client = await openRawClient(crowd.url, await crowd.mint.token(++lastUser));
  await client.ask({ case: "joinChannel", value: { channel, name: "" } });
  const bodies: Init<Command>["body"][] = Array.from({ length: 200 }, (_, i) =>
    i % 7 === 3 ? historyOf(channel) : send(channel, String(i)),
  );
  const commands = numbered(bodies);
  client.raw(frameOf("hubbub.v1.protobuf", ...commands));
  await replyOf(client, commands.at(-1)!.id);
  const ids = client.frames.flatMap(({ replies }) => replies.map(({ id }) => id)).filter((id) => id >= 1000);
  expect(ids).toEqual(commands.map(({ id }) => id));
  client.close();
});

test("[G16.3] the messages of one connection are in the log in the order of their sending, over many frames", async () => {
  const channel = await foreignChannel();
  const client = await openRawClient(crowd.url, await crowd.mint.token(++lastUser));
  await client.ask({ case: "joinChannel", value: { channel, name: "" } });
  const texts = Array.from({ length: 2000 }, (_, i) => String(i));
  const { encodeClient } = codecFor("hubbub.v1.protobuf");
  const sizes = [1, 2, 250, 3, 100];
  for (let at = 0, frame = 0; at < texts.length; frame++) {
    const some = texts.slice(at, (at += sizes[frame % sizes.length]!));
    const commands = some.map((text) => ({ id: 1000 + Number(text), body: send(channel, text) }));
    client.raw(encodeClient({ commands }) as Uint8Array<ArrayBuffer>);
  }
  await replyOf(client, 1000 + texts.length - 1);
  expect(textsOf(await readLog(client, channel))).toEqual(texts);
  client.close();
});

test("[G16.4] subscribe and history of one frame leave no hole and no repeat, while others send", async () => {
  const channel = await foreignChannel();
  const sender = await openRawClient(crowd.url, await crowd.mint.token(++lastUser));
  await sender.ask({ case: "joinChannel", value: { channel, name: "" } });
  const stop = new AbortController();
  const chatter = async (): Promise<void> => {
    while (!stop.signal.aborted) await sender.ask(send(channel, "hi"));
  };
  const chatters = Array.from({ length: 20 }, chatter);
  for (let round = 0; round < 30; round++) {
    const client = await openRawClient(crowd.url, await crowd.mint.token(++lastUser));
    const [subscribe, history] = numbered([{ case: "subscribe", value: { channel } }, historyOf(channel)]);
    client.raw(frameOf("hubbub.v1.protobuf", subscribe!, history!));
    const { head } = valueOf(await replyOf(client, subscribe!.id), "subscribed");
    const page = valueOf(await replyOf(client, history!.id), "events");
    await client.until(({ events }) => events.some(({ seq }) => seq >= head + 3));
    const live = client.frames.flatMap(({ events }) => events.map(({ seq }) => seq));
    expect(live).toEqual(live.map((_, i) => head + 1 + i));
    expect(page.events.map(({ seq }) => seq)).toEqual(page.events.map((_, i) => i + 1));
    if (!page.more) expect(page.events.length).toBeGreaterThanOrEqual(head);
    client.close();
  }
  stop.abort();
  await Promise.all(chatters);
  sender.close();
});
