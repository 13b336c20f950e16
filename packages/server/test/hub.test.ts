import { expect, test } from "bun:test";

import { decodeServerFrame, encodeEntry, frameEntries, type NumberedEntry } from "@hubbub/protocol";
import fc from "fast-check";

import { Hub, type LogPosition } from "../src/core/hub.ts";
import { Batch, type SharedFrame, SignalFrame } from "../src/core/shared-frame.ts";
import type { Subscriber } from "../src/core/topic.ts";

const CHANNEL = 5;
const entry = encodeEntry({ at: 1, user: 1, body: { case: "message", value: { text: "hi" } } });

function numbered(first: number, last: number): NumberedEntry[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ({ seq: first + i, entry }));
}

function batch(first: number, last: number): Batch {
  return new Batch(CHANNEL, first, last, frameEntries(CHANNEL, numbered(first, last)));
}

/** A flush, as the hub sees it. */
function sealAll(hub: Hub): void {
  hub.beginRound();
  while (hub.sealNext());
}

/** A connection that keeps what it is given. */
class Member implements Subscriber {
  readonly frames: SharedFrame[] = [];
  /** Batches that were announced and have not come. */
  expected = 0;
  constructor(readonly userId = 1) {}

  expect(): void {
    this.expected++;
  }

  deliver(frame: SharedFrame): void {
    if (frame instanceof Batch && this.expected > 0) this.expected--;
    this.frames.push(frame);
  }

  get seqs(): number[] {
    return this.frames.flatMap(({ bytes }) => decodeServerFrame(bytes).events.map(({ seq }) => seq));
  }
}

/** A hub over a log of one channel, whose answers come when the test says so, or at once. */
class Log {
  head = 0;
  fetches = 0;
  /** Entries of a page of the log. */
  pageSize = 4096;
  delivered = 0;
  failures: unknown[] = [];
  failing = false;
  held: (() => void)[] | undefined;
  readonly hub = new Hub({
    listen: async () => {},
    unlisten: () => {},
    position: async (channel): Promise<LogPosition | undefined> => {
      if (this.held) await new Promise<void>((resolve) => this.held!.push(resolve));
      if (this.failing) throw new Error("The disk is gone.");
      return channel === CHANNEL ? { epoch: 3, head: this.head } : undefined;
    },
    entriesAfter: async (_channel, after) => {
      this.fetches++;
      if (this.failing) throw new Error("The disk is gone.");
      return numbered(after + 1, Math.min(this.head, after + this.pageSize));
    },
    failed: (error) => this.failures.push(error),
    delivered: (events) => (this.delivered += events),
    wake: () => {},
  });

  /** Lets everything happen that waits for nothing but its turn. */
  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  async join(member: Member): Promise<LogPosition | undefined> {
    return this.hub.subscribe(CHANNEL, member, () => true);
  }
}

async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await Bun.sleep(5);
}

const upTo = (first: number, last: number): number[] => numbered(first, last).map(({ seq }) => seq);

test("[P2.21] batches in any order, some of them more than once, come out once each and in order", async () => {
  const shuffled = fc
    .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 })
    .chain((sizes) => {
      let last = 0;
      const batches = sizes.map((size) => ({ first: last + 1, last: (last += size) }));
      const order = fc.shuffledSubarray([...batches, ...batches], { minLength: batches.length });
      return fc.record({ batches: fc.constant(batches), order, seals: fc.array(fc.boolean()) });
    });
  await fc.assert(
    fc.asyncProperty(shuffled, async ({ batches, order, seals }) => {
      const log = new Log();
      const member = new Member();
      await log.join(member);
      const last = batches.at(-1)!.last;
      log.head = last;
      const arrivals = [...order, ...batches];
      for (const [i, { first, last: end }] of arrivals.entries()) {
        log.hub.take(batch(first, end));
        if (seals[i % seals.length]) sealAll(log.hub);
      }
      sealAll(log.hub);
      expect(member.seqs).toEqual(upTo(1, last));
      expect(log.delivered).toBe(last);
      expect(log.fetches).toBe(0);
    }),
  );
});

test("[P2.22] whoever subscribes gets exactly the events after the head of the reply", async () => {
  const steps = fc.array(fc.constantFrom("event", "seal", "join"), { minLength: 5, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 0, max: 9 }), async (order, before) => {
      const log = new Log();
      log.head = before;
      const joined: { member: Member; from: number }[] = [];
      const keeper = new Member();
      joined.push({ member: keeper, from: (await log.join(keeper))!.head });
      for (const step of order) {
        if (step === "seal") sealAll(log.hub);
        if (step === "event") log.hub.take(batch(++log.head, log.head));
        if (step === "join") {
          const member = new Member();
          joined.push({ member, from: (await log.join(member))!.head });
        }
      }
      sealAll(log.hub);
      for (const { member, from } of joined) expect(member.seqs).toEqual(upTo(from + 1, log.head));
    }),
  );
});

test("[P2.23] events that come while the store is asked for the head are neither lost nor repeated", async () => {
  const committedBefore = fc.integer({ min: 0, max: 10 });
  await fc.assert(
    fc.asyncProperty(committedBefore, fc.integer({ min: 0, max: 10 }), async (known, more) => {
      const log = new Log();
      log.held = [];
      const member = new Member();
      const joining = log.join(member);
      await log.settle();
      // The store's answer counts some of what has come already, or none of it.
      for (let seq = 1; seq <= known + more; seq++) log.hub.take(batch(seq, seq));
      log.head = known;
      log.held.shift()!();
      const { head } = (await joining)!;
      sealAll(log.hub);
      expect([head, ...member.seqs]).toEqual(upTo(known + more, known + more));
    }),
  );
});

test("[P2.24] when a batch is lost on its way, the log fills in for it, and nothing is repeated", async () => {
  const log = new Log();
  const member = new Member();
  await log.join(member);
  log.head = 1100;
  for (let seq = 2; seq <= 1100; seq++) log.hub.take(batch(seq, seq));
  await log.settle();
  sealAll(log.hub);
  expect(member.seqs).toEqual(upTo(1, 1100));
  expect(log.fetches).toBe(1);
  // Nothing that was overtaken is left behind to be counted as waiting.
  log.head = 1103;
  log.hub.take(batch(1103, 1103));
  log.hub.take(batch(1101, 1102));
  await log.settle();
  sealAll(log.hub);
  expect(member.seqs).toEqual(upTo(1, 1103));
  expect(log.fetches).toBe(1);
});

test("[N2.1] a batch that doesn't come is fetched soon, though nothing comes after what waits for it", async () => {
  const log = new Log();
  const member = new Member();
  await log.join(member);
  log.head = 3;
  log.hub.take(batch(3, 3));
  sealAll(log.hub);
  expect(member.seqs).toEqual([]);
  await eventually(() => log.fetches === 1);
  sealAll(log.hub);
  expect(member.seqs).toEqual([1, 2, 3]);
});

test("[N2.2] what the log has, and nobody has told, is fetched when the heads are compared", async () => {
  const log = new Log();
  const member = new Member();
  await log.join(member);
  log.head = 2;
  log.hub.caughtUp([{ channel: CHANNEL, head: 2 }]);
  await log.settle();
  sealAll(log.hub);
  expect(member.seqs).toEqual([1, 2]);
  log.hub.caughtUp([{ channel: CHANNEL, head: 2 }]);
  expect(log.fetches).toBe(1);
});

test("[P2.25] a fetch that ends within a batch is followed by another", async () => {
  const log = new Log();
  log.pageSize = 1000;
  const member = new Member();
  await log.join(member);
  // Batches of three after a lost one: the page ends after the first event of a batch.
  log.head = 3400;
  for (let first = 3; first <= 3398; first += 3) log.hub.take(batch(first, first + 2));
  await log.settle();
  sealAll(log.hub);
  const { seqs } = member;
  expect(seqs).toEqual(upTo(1, seqs.length));
  expect(seqs.length).toBeGreaterThanOrEqual(3398);
  log.hub.take(batch(seqs.length, seqs.length + 2));
  log.head = seqs.length + 2;
  await log.settle();
  sealAll(log.hub);
  expect(member.seqs).toEqual(upTo(1, log.head));
});

test("[P4.21] whoever saw the log ahead of the bus is never told of an older head, and nothing is repeated", async () => {
  const log = new Log();
  const member = new Member();
  await log.join(member);
  log.head = 5;
  log.hub.take(batch(1, 2));
  await log.hub.catchUp(CHANNEL, 5);
  expect(await log.join(new Member())).toEqual({ epoch: 3, head: 5 });
  // What the bus brings late has been delivered already.
  log.hub.take(batch(3, 5));
  log.head = 6;
  log.hub.take(batch(6, 6));
  sealAll(log.hub);
  expect(member.seqs).toEqual([1, 2, 3, 4, 5, 6]);
  await log.hub.catchUp(CHANNEL, 6);
  await log.hub.catchUp(99, 1);
  expect(log.fetches).toBe(1);
});

test("[P2.26] a failed fetch is told, and tried again with the next batch", async () => {
  const log = new Log();
  const member = new Member();
  await log.join(member);
  log.head = 1027;
  log.failing = true;
  for (let seq = 2; seq <= 1026; seq++) log.hub.take(batch(seq, seq));
  await log.settle();
  expect(log.failures).toHaveLength(1);
  log.failing = false;
  log.hub.take(batch(1027, 1027));
  await log.settle();
  sealAll(log.hub);
  expect(member.seqs).toEqual(upTo(1, 1027));
});

test("[P2.27] whoever unsubscribes has got every event up to then, and gets none after", async () => {
  const log = new Log();
  const [gone, left] = [new Member(1), new Member(2)];
  await log.join(gone);
  await log.join(left);
  for (let seq = 1; seq <= 3; seq++) log.hub.take(batch(seq, seq));
  log.hub.unsubscribe(CHANNEL, gone);
  log.hub.take(batch(4, 4));
  sealAll(log.hub);
  expect(gone.seqs).toEqual([1, 2, 3]);
  expect(left.seqs).toEqual([1, 2, 3, 4]);
});

test("[P2.28] racing subscribers, leavers and events: each stay of each member is without hole or repeat", async () => {
  const step = fc.record({
    kind: fc.constantFrom("join", "leave", "event", "seal", "answer"),
    member: fc.integer({ min: 0, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
      const log = new Log();
      log.held = [];
      const stays: { stay: Member; wanted: boolean; head: number | undefined }[] = [];
      const current: ((typeof stays)[number] | undefined)[] = [];
      const joining: Promise<unknown>[] = [];
      for (const { kind, member } of steps) {
        const now = current[member];
        if (kind === "join" && !now) {
          const each: (typeof stays)[number] = {
            stay: new Member(member + 1),
            wanted: true,
            head: undefined,
          };
          stays.push(each);
          current[member] = each;
          const subscribed = log.hub.subscribe(CHANNEL, each.stay, () => each.wanted);
          joining.push(subscribed.then((position) => (each.head = position!.head)));
        }
        if (kind === "leave" && now) {
          now.wanted = false;
          current[member] = undefined;
          log.hub.unsubscribe(CHANNEL, now.stay);
        }
        // Durable first, then handed over, as the log does it.
        if (kind === "event") log.hub.take(batch(++log.head, log.head));
        if (kind === "seal") sealAll(log.hub);
        if (kind === "answer") log.held.shift()?.();
        await log.settle();
      }
      for (const answer of log.held) answer();
      log.held = undefined;
      await Promise.all(joining);
      sealAll(log.hub);
      for (const { stay, wanted, head } of stays) {
        const { seqs } = stay;
        if (seqs.length > 0) expect(seqs).toEqual(upTo(head! + 1, head! + seqs.length));
        if (wanted) expect(head! + seqs.length).toBe(log.head);
      }
      for (const { stay } of stays) log.hub.unsubscribe(CHANNEL, stay);
      expect(log.hub.topics).toBe(0);
    }),
  );
});

test("[P2.29] all members of a channel share the same bytes", async () => {
  const log = new Log();
  const members = [new Member(), new Member(), new Member()];
  for (const member of members) await log.join(member);
  log.hub.take(batch(1, 2));
  log.hub.take(batch(3, 3));
  sealAll(log.hub);
  expect(members[0]!.frames).toHaveLength(1);
  for (const { frames } of members) expect(frames[0]).toBe(members[0]!.frames[0]!);
});

test("[G15.1] a channel that isn't there has no subscribers, and leaves nothing behind", async () => {
  const log = new Log();
  expect(await log.hub.subscribe(99, new Member(), () => true)).toBeUndefined();
  log.hub.take(new Batch(99, 1, 1, new Uint8Array(0)));
  expect(log.hub.topics).toBe(0);
});

test("[G15.2] subscribing fails with the store, and succeeds when the store answers again", async () => {
  const log = new Log();
  log.failing = true;
  const member = new Member();
  const failure = await log.join(member).catch((error: unknown) => error);
  expect(failure).toEqual(new Error("The disk is gone."));
  expect(log.hub.topics).toBe(0);
  log.failing = false;
  expect(await log.join(member)).toEqual({ epoch: 3, head: 0 });
});

test("[G15.3] a signal goes at once to all subscribers but those of its user", async () => {
  const log = new Log();
  const [ann, ben] = [new Member(1), new Member(2)];
  await log.join(ann);
  await log.join(ben);
  log.hub.signal(CHANNEL, new Uint8Array(0), 1);
  expect(ann.frames).toEqual([]);
  expect(ben.frames).toHaveLength(1);
  expect(ben.frames[0]).toBeInstanceOf(SignalFrame);
});
