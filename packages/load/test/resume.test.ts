import { describe, expect, test } from "bun:test";

import { type NumberedEntry } from "@hubbub/protocol";

import { catchUp } from "../src/generator/catch-up.ts";
import { comeBack } from "../src/generator/come-back.ts";
import { Crowd } from "../src/generator/crowd.ts";
import { LogFault } from "../src/generator/log-fault.ts";
import { messageText } from "../src/generator/message-text.ts";
import { DEFAULT_WIRE } from "../src/generator/wire.ts";
import { type DoubleOptions, type ReplyBody, startDouble } from "./server-double.ts";

const CLEAN = { lost: 0, repeated: 0, outOfOrder: 0, gapped: 0, stray: 0 };
/** Attempts follow at once. */
const AT_ONCE = { random: () => 0, signal: AbortSignal.timeout(20_000) };

const token = (user: number) => String(user);

async function gather(double: DoubleOptions) {
  const server = startDouble(double);
  const crowd = new Crowd({ ...DEFAULT_WIRE, url: server.url, users: 3, channels: 1, token, acks: true });
  await crowd.gather();
  const close = () => {
    crowd.close();
    server.stop();
  };
  return { server, crowd, [Symbol.dispose]: close };
}

/** User 1 says so many things, each when the one before is acknowledged. */
async function say(crowd: Crowd, messages: number): Promise<void> {
  for (let i = 0; i < messages; i++) {
    const acknowledged = Promise.withResolvers<void>();
    crowd.onAcknowledged = () => acknowledged.resolve();
    send(crowd, 1);
    await acknowledged.promise;
  }
}

function send(crowd: Crowd, user: number): void {
  const number = crowd.ledger.next();
  const text = messageText(crowd.run, { number, intended: 0 }, 64);
  crowd.user(user).sendMessage(number, crowd.channelId(user), `${crowd.run}-${number}`, text);
}

/** What came before this to those who are there has been taken. */
async function roundTrip(crowd: Crowd): Promise<void> {
  for (const number of [0, 1, 2]) {
    const user = crowd.user(number);
    if (user.isConnected) await user.request({ case: "listChannels", value: { after: "", limit: 1 } });
  }
}

/** User 0 gets 1 to 3, is away for 4 to 8, comes back, and is there for 9 and 10. */
async function absence(double: DoubleOptions) {
  using gathered = await gather(double);
  const { crowd } = gathered;
  await say(crowd, 3);
  await roundTrip(crowd);
  crowd.user(0).cut();
  await say(crowd, 5);
  const back = await comeBack(crowd, 0, AT_ONCE).catch((error: Error) => error);
  await say(crowd, 2);
  await roundTrip(crowd);
  return { back, faults: crowd.log.faults, ends: crowd.ends, complete: crowd.log.complete };
}

/** Changes the Subscribed with which user 0 comes back. */
function secondSubscribed(change: object): Pick<DoubleOptions, "answer"> {
  let times = 0;
  return {
    answer: (member, reply): ReplyBody => {
      if (member !== 0 || reply.case !== "subscribed" || ++times < 2) return reply;
      return { case: "subscribed", value: { ...reply.value, ...change } };
    },
  };
}

const only = (member: number, seqs: number[]) => (of: number, entries: NumberedEntry[]) =>
  of === member ? entries.filter(({ seq }) => !seqs.includes(seq)) : entries;

describe("a user who comes back", () => {
  test("[L30.11] has everything once and in order when it is whole again", async () => {
    const { back, faults, ends, complete } = await absence({});
    expect(back).toEqual({ attempts: 1, fetched: 5, isWhole: true });
    expect({ faults, ends, complete }).toEqual({ faults: CLEAN, ends: [], complete: true });
  });

  test("[L30.12] that was cut off by the server comes back as well, and the end is counted", async () => {
    using gathered = await gather({});
    const { crowd, server } = gathered;
    server.cut(0);
    while (crowd.user(0).isConnected) await Bun.sleep(1);
    await say(crowd, 4);
    expect(await comeBack(crowd, 0, AT_ONCE)).toEqual({ attempts: 1, fetched: 4, isWhole: true });
    expect(crowd.log.faults).toEqual(CLEAN);
    expect(crowd.ends).toHaveLength(1);
  });

  test("[L30.13] sends again what has no answer, and it is one message", async () => {
    let holding = true;
    const received = Promise.withResolvers<void>();
    using gathered = await gather({
      hold: () => {
        received.resolve();
        return holding;
      },
    });
    const { crowd } = gathered;
    send(crowd, 0);
    await received.promise;
    crowd.user(0).cut();
    send(crowd, 0);
    holding = false;
    const acknowledged = Promise.withResolvers<void>();
    crowd.onAcknowledged = () => {
      if (crowd.ledger.acknowledged === 2) acknowledged.resolve();
    };
    await comeBack(crowd, 0, AT_ONCE);
    await acknowledged.promise;
    await roundTrip(crowd);
    expect(crowd.ledger.unsettled + crowd.ledger.doubled).toBe(0);
    expect(crowd.log.faults).toEqual(CLEAN);
    expect(crowd.log.head(0)).toBe(2);
  });

  test("[L30.14] events that come before the answer to its subscription are neither lost nor repeated", async () => {
    const subscribed = Promise.withResolvers<void>();
    let isBack = false;
    using gathered = await gather({
      late: (member) => {
        if (isBack) subscribed.resolve();
        return isBack && member === 0;
      },
    });
    const { crowd } = gathered;
    await say(crowd, 2);
    crowd.user(0).cut();
    await say(crowd, 3);
    isBack = true;
    const back = comeBack(crowd, 0, AT_ONCE);
    await subscribed.promise;
    await say(crowd, 1);
    expect(await back).toEqual({ attempts: 1, fetched: 3, isWhole: true });
    expect(crowd.log.faults).toEqual(CLEAN);
    expect(crowd.log.complete).toBe(true);
  });

  test("[L30.15] a hole in the history is lost, and nothing else", async () => {
    const { back, faults, ends } = await absence({ page: only(0, [5, 7]) });
    expect(back).toEqual({ attempts: 1, fetched: 3, isWhole: false });
    expect({ faults, ends }).toEqual({ faults: { ...CLEAN, lost: 2 }, ends: [] });
  });

  test("[L30.16] what comes live and by history, or twice by history, is repeated", async () => {
    const live = await absence({ again: (_member, log) => log.slice(6) });
    expect(live.faults).toEqual({ ...CLEAN, repeated: 2 });
    const twice = await absence({
      page: (_member, entries) => [...entries.slice(0, 2), ...entries.slice(1)],
    });
    expect(twice.faults).toEqual({ ...CLEAN, repeated: 1 });
  });

  test("[L30.17] what history gives behind later events is out of order", async () => {
    const { faults } = await absence({ page: (_member, entries) => entries.toReversed() });
    expect(faults).toEqual({ ...CLEAN, outOfOrder: 4 });
  });

  test("[L30.18] a head that leaves events between history and live out loses them", async () => {
    const { faults, ends } = await absence(secondSubscribed({ head: 6 }));
    expect({ faults, ends }).toEqual({ faults: { ...CLEAN, lost: 2 }, ends: [] });
  });

  test.each([
    ["another epoch", { epoch: 2 }, "The server says epoch 2 of a log that had 1."],
    ["a head below what came before", { head: 2 }, "The server says head 2 of a log that had 3 events."],
    [
      "a head that history doesn't reach",
      { head: 12 },
      "The server says head 8 of a log that had 12 events.",
    ],
  ])("[L30.19] %s ends the user's connection for good, with a sentence", async (_what, change, sentence) => {
    const { back, faults, ends } = await absence(secondSubscribed(change));
    expect(back).toEqual(new LogFault(sentence));
    expect(ends).toEqual([`User 0: ${sentence}`]);
    // Of the five that it missed, and the two that came when it had gone.
    expect(faults).toEqual({ ...CLEAN, lost: 7 });
  });

  test("[L30.20] a page of another epoch is found, too", async () => {
    const { ends } = await absence({
      answer: (_member, reply) =>
        reply.case === "events" ? { case: "events", value: { ...reply.value, epoch: 3 } } : reply,
    });
    expect(ends).toEqual(["User 0: The server says epoch 3 of a log that had 1."]);
  });

  test("[L30.21] tries again while the server is away, and gives up with the signal", async () => {
    using gathered = await gather({});
    const { crowd, server } = gathered;
    crowd.user(0).cut();
    await server.stop();
    const giveUp = new AbortController();
    let attempts = 0;
    const random = () => {
      if (++attempts === 4) giveUp.abort(new Error("enough"));
      return 0;
    };
    const back = comeBack(crowd, 0, { random, signal: giveUp.signal });
    await expect(back).rejects.toThrow();
    expect(attempts).toBe(4);
    expect(crowd.ends.filter((end) => end.startsWith("User 0"))).toEqual([]);
  });
});

const gap = (member: number, seq: number) => member === 0 && [2, 3, 6].includes(seq);

describe("a user who was told of a gap", () => {
  test("[L30.22] has nothing gapped when it has fetched it, else exactly that", async () => {
    using gathered = await gather({ gap });
    const { crowd } = gathered;
    await say(crowd, 7);
    await roundTrip(crowd);
    expect(crowd.log.faults).toEqual({ ...CLEAN, gapped: 3 });
    expect(await catchUp(crowd, 0)).toBe(3);
    expect(crowd.log.faults).toEqual(CLEAN);
  });

  test("[L30.23] what is not in the history stays gapped", async () => {
    using gathered = await gather({ gap, page: only(0, [3]) });
    const { crowd } = gathered;
    await say(crowd, 7);
    await roundTrip(crowd);
    expect(await catchUp(crowd, 0)).toBe(2);
    expect(crowd.log.faults).toEqual({ ...CLEAN, gapped: 1 });
  });
});
