import { afterAll, beforeAll, expect, test } from "bun:test";

import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";
import {
  ChannelKind,
  type Event,
  type Init,
  LIMITS,
  type Position,
  type Subprotocol,
  SUBPROTOCOLS,
} from "@hubbub/protocol";

import { createChannel, expectError, send, valueOf } from "./clients.ts";
import { Random } from "./random.ts";
import { readLog } from "./read-log.ts";

/** HUBBUB_TEST_SEED=7 to repeat a run. */
const SEED = Number(process.env["HUBBUB_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const CHANNELS = 12;
const ROUNDS = 12;

let crowd: Crowd;
let lastUser = 0;
let lastChannel = 0;

beforeAll(async () => {
  crowd = await startCrowd();
});
afterAll(() => crowd.close());

async function open(protocol: Subprotocol = SUBPROTOCOLS[0]): Promise<RawClient> {
  return openRawClient(crowd.url, await crowd.mint.token(++lastUser), protocol);
}

async function subscribeMany(client: RawClient, positions: readonly Init<Position>[]) {
  const answer = await client.ask({ case: "subscribeMany", value: { positions } });
  return valueOf(answer, "subscriptions");
}

/** A channel of the client's with so many messages after what its creation logs. */
async function channelOf(client: RawClient, messages: number, text = "x"): Promise<number> {
  const channel = await createChannel(client, `many ${++lastChannel}`);
  const sends = Array.from({ length: messages }, () => client.ask(send(channel, text, crypto.randomUUID())));
  await Promise.all(sends);
  return channel;
}

const seqsOf = (events: readonly Event[], channel: number): number[] =>
  events.filter((event) => event.channel === channel).map(({ seq }) => seq);

test.each(SUBPROTOCOLS)(
  "[G2.13] from any positions, what SubscribeMany tells and what comes live is the log, while others send (%s)",
  async (protocol) => {
    const random = new Random(SEED);
    const sender = await open();
    const channels: number[] = [];
    for (let i = 0; i < CHANNELS; i++) channels.push(await channelOf(sender, random.int(0, 180)));
    const stop = new AbortController();
    const chatter = async (): Promise<void> => {
      while (!stop.signal.aborted) await sender.ask(send(random.pick(channels), "hi", crypto.randomUUID()));
    };
    const chatters = Array.from({ length: 10 }, chatter);
    for (let round = 0; round < ROUNDS; round++) {
      const first = await open(protocol);
      const anywhere = channels.map((channel) => ({ channel }));
      const { subscribed: heads } = await subscribeMany(first, anywhere);
      first.close();
      const client = await open(protocol);
      const positions = heads.map(({ channel, epoch, head }) => {
        return { channel, epoch, after: random.int(0, head) };
      });
      const { subscribed, missed } = await subscribeMany(client, positions);
      expect(subscribed.map(({ channel }) => channel)).toEqual(channels);
      for (const { channel, head } of subscribed)
        await client.until(({ events }) =>
          events.some((each) => each.channel === channel && each.seq > head),
        );
      const live = client.frames.flatMap(({ events }) => events);
      for (const { channel, head } of subscribed) {
        const { after } = positions.find((each) => each.channel === channel)!;
        const [told, heard] = [seqsOf(missed, channel), seqsOf(live, channel)];
        expect(told, `seed ${SEED}`).toEqual(told.map((_, i) => after + 1 + i));
        expect(told.length).toBe(Math.min(LIMITS.missedEvents, head - after));
        expect(heard, `seed ${SEED}`).toEqual(heard.map((_, i) => head + 1 + i));
      }
      client.close();
    }
    stop.abort();
    await Promise.all(chatters);
    // What is told are the events themselves.
    const [channel = 0] = channels;
    const log = await readLog(sender, channel);
    const { epoch } = (await subscribeMany(sender, [{ channel }])).subscribed[0]!;
    const { missed } = await subscribeMany(sender, [{ channel, epoch, after: log.length - 3 }]);
    expect(missed).toEqual(log.slice(-3));
    sender.close();
  },
);

test("[G2.14] SubscribeMany leaves out what can't be read, tells nothing of another epoch, and takes a channel once", async () => {
  const owner = await open();
  const mine = await channelOf(owner, 3);
  const kind = ChannelKind.PRIVATE;
  const created = await owner.ask({ case: "createChannel", value: { name: "hidden", kind } });
  const hidden = valueOf(created, "channel");
  const reader = await open();
  const { subscribed, missed } = await subscribeMany(reader, [
    { channel: mine, epoch: 1, after: 1 },
    { channel: hidden.id, epoch: hidden.epoch },
    { channel: 999_999 },
    { channel: mine, epoch: 1, after: 2 },
  ]);
  expect(subscribed.map(({ channel }) => channel)).toEqual([mine]);
  expect(missed).toEqual([]);
  await owner.ask(send(hidden.id, "secret", "a"));
  await owner.ask(send(mine, "open", "b"));
  await reader.until(({ events }) => events.some(({ channel }) => channel === mine));
  const heard = reader.frames.flatMap(({ events }) => events);
  expect(heard.map(({ channel }) => channel)).toEqual([mine]);
  reader.close();
  owner.close();
});

test("[G2.15] SubscribeMany tells 256 KiB of what was missed at most, and takes 1,000 channels at most", async () => {
  const owner = await open();
  const channels: number[] = [];
  for (let i = 0; i < 3; i++) channels.push(await channelOf(owner, 20, "x".repeat(10_000)));
  const anywhere = channels.map((channel) => ({ channel }));
  const { subscribed } = await subscribeMany(owner, anywhere);
  const positions = subscribed.map(({ channel, epoch }) => ({ channel, epoch, after: 0 }));
  const { missed } = await subscribeMany(owner, positions);
  const bytes = missed.reduce((sum, { body }) => sum + JSON.stringify(body).length, 0);
  expect(bytes).toBeLessThan(LIMITS.missedBytes * 1.05);
  expect(bytes).toBeGreaterThan(LIMITS.missedBytes / 2);
  const many = Array.from({ length: LIMITS.subscribedAtOnce + 1 }, (_, i) => ({ channel: i + 1 }));
  expectError(await owner.ask({ case: "subscribeMany", value: { positions: many } }), "too_large", {
    field: "subscribeMany.positions",
    limit: LIMITS.subscribedAtOnce,
  });
  owner.close();
});
