import { describe, expect, test } from "bun:test";

import fc from "fast-check";

import {
  BadFrame,
  concatFrames,
  decodeEntry,
  decodeServerFrame,
  encodeEntry,
  encodeEventPageReply,
  encodeReplyBody,
  encodeServerFrame,
  encodeSubscriptions,
  type Event,
  frameEntries,
  frameReply,
  type Reply,
  scanEvents,
  scanSent,
  type ServerFrame,
  serverFrame,
} from "../src/index.ts";
import { messageOf } from "./support/arbitraries.ts";
import { codecsFor } from "./support/messages.ts";

const event = messageOf(codecsFor("Event").desc) as fc.Arbitrary<Event>;
const frame = messageOf(codecsFor("ServerFrame").desc) as fc.Arbitrary<ServerFrame>;
const reply = messageOf(codecsFor("Reply").desc) as fc.Arbitrary<Reply>;
const id = fc.oneof(fc.constantFrom(0, 127, 128, 2 ** 31, 2 ** 32, 2 ** 53 - 1), fc.maxSafeNat());

const numbered = (events: readonly Event[]) =>
  events.map((each) => ({ seq: each.seq, entry: encodeEntry(each) }));

describe("[C4.1] an entry is an encoded event without channel and seq", () => {
  test("it decodes to the event with the channel and seq that it is given", () => {
    fc.assert(
      fc.property(event, (each) =>
        expect(decodeEntry(each.channel, each.seq, encodeEntry(each))).toEqual(each),
      ),
    );
  });

  test("behind channel and seq it is the event's encoding", () => {
    const each = { channel: 1, seq: 2, at: 3, user: 4, body: { case: "left", value: {} } } as const;
    expect(codecsFor("Event").encode(each)).toEqual(
      concatFrames([new Uint8Array([8, 1, 16, 2]), encodeEntry(each)]),
    );
  });

  test("a broken entry is refused", () => {
    expect(() => decodeEntry(1, 1, new Uint8Array([24]))).toThrow(BadFrame);
  });
});

test("[C4.2] a frame made of entries is the encoding of the frame of their events", () => {
  fc.assert(
    fc.property(id, fc.array(event, { maxLength: 6 }), (channel, list) => {
      const events = list.map((each) => ({ ...each, channel }));
      expect(frameEntries(channel, numbered(events))).toEqual(encodeServerFrame(serverFrame({ events })));
    }),
  );
});

test("[C4.3] a page made of entries is the encoding of the reply with their events", () => {
  const page = fc.record({
    channel: id,
    epoch: id,
    head: id,
    more: fc.boolean(),
    list: fc.array(event, { maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.nat(), page, (reply, { list, ...rest }) => {
      const events = list.map((each) => ({ ...each, channel: rest.channel }));
      const expected = serverFrame({
        replies: [{ id: reply, body: { case: "events", value: { ...rest, events } } }],
      });
      expect(encodeEventPageReply(reply, { ...rest, entries: numbered(events) })).toEqual(
        encodeServerFrame(expected),
      );
    }),
  );
});

test("[C4.8] a reply whose body was encoded before its id is known is the encoding of the reply", () => {
  const ids = fc.oneof(fc.constantFrom(1, 127, 128, 2 ** 31, 2 ** 32 - 1), fc.integer({ min: 1, max: 1e6 }));
  fc.assert(
    fc.property(ids, reply, (number, { body }) => {
      const expected = serverFrame({ replies: [{ id: number, body }] });
      expect(frameReply(number, encodeReplyBody(body))).toEqual(encodeServerFrame(expected));
    }),
  );
});

test("[C4.9] subscriptions with entries are encoded as the reply with their events", () => {
  const missedOf = fc.tuple(id, fc.array(event, { maxLength: 3 }));
  const missing = fc.array(missedOf, { maxLength: 3 });
  const subscribing = fc.array(fc.record({ channel: id, epoch: id, head: id }), { maxLength: 3 });
  fc.assert(
    fc.property(subscribing, missing, (subscribed, lists) => {
      const missed = lists.flatMap(([channel, events]) => events.map((each) => ({ ...each, channel })));
      const expected = serverFrame({
        replies: [{ id: 7, body: { case: "subscriptions", value: { subscribed, missed } } }],
      });
      const entries = lists.map(([channel, events]) => ({ channel, entries: numbered(events) }));
      expect(frameReply(7, encodeSubscriptions(subscribed, entries))).toEqual(encodeServerFrame(expected));
    }),
  );
});

test("[C4.4] concatenated frames are one frame with the parts of all, in order", () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 4 }), (frames) => {
      const merged = decodeServerFrame(concatFrames(frames.map(encodeServerFrame)));
      expect(merged).toEqual({
        events: frames.flatMap(({ events }) => events),
        replies: frames.flatMap(({ replies }) => replies),
        gaps: frames.flatMap(({ gaps }) => gaps),
        signals: frames.flatMap(({ signals }) => signals),
        closing: frames.flatMap(({ closing }) => closing),
        userEvents: frames.flatMap(({ userEvents }) => userEvents),
      });
    }),
  );
});

const EVENT = codecsFor("Event").schema;

/** Its number in Event; 0 for none. */
const bodyField = (body: Event["body"]) => EVENT.fields.find(({ name }) => name === body.case)?.number ?? 0;

test("[C4.5] scanning a frame visits each event and each Sent reply, and counts the rest", () => {
  fc.assert(
    fc.property(frame, (each) => {
      const bytes = encodeServerFrame(each);
      const events: unknown[] = [];
      const others = scanEvents(bytes, (channel, seq, at, user, bodyField, start, end) => {
        const body = bodyField === 0 ? 0 : bytes.subarray(start, end).length;
        events.push({ channel, seq, at, user, bodyField, body });
      });
      expect(events).toEqual(
        each.events.map(({ channel, seq, at, user, body }) => ({
          channel,
          seq,
          at,
          user,
          bodyField: bodyField(body),
          body: body.case === undefined ? 0 : bodySize(body),
        })),
      );
      const { replies, gaps, signals, closing, userEvents } = each;
      expect(others).toBe([replies, gaps, signals, closing, userEvents].flat().length);

      const sent: unknown[] = [];
      const rest = scanSent(bytes, (reply, channel, seq, at, repeated) =>
        sent.push({ reply, channel, seq, at, repeated }),
      );
      expect(sent).toEqual(
        each.replies.flatMap(({ id: reply, body }) =>
          body.case === "sent" ? [{ reply, ...body.value }] : [],
        ),
      );
      expect(rest).toBe(others - sent.length);
    }),
  );
});

function bodySize(body: Event["body"]): number {
  const { length } = codecsFor("Event").encode({ channel: 0, seq: 0, at: 0, user: 0, body });
  // Without its tag, of one byte up to field 15, and its length.
  const rest = length - (bodyField(body) < 16 ? 1 : 2);
  return rest - (rest <= 0x80 ? 1 : rest <= 0x4001 ? 2 : 3);
}

test("[C4.6] scanning random, truncated and damaged frames ends, or throws BadFrame", () => {
  const damaged = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.tuple(frame, fc.nat(), fc.nat(255)).map(([each, at, byte]) => {
      const bytes = encodeServerFrame(each);
      bytes[at % Math.max(1, bytes.length)] = byte;
      return bytes.subarray(0, byte % 2 === 0 ? bytes.length : at % (bytes.length + 1));
    }),
  );
  fc.assert(
    fc.property(damaged, (bytes) => {
      for (const scan of [() => scanEvents(bytes, visit), () => scanSent(bytes, () => {})]) {
        try {
          scan();
        } catch (error) {
          expect(error).toBeInstanceOf(BadFrame);
        }
      }
      function visit(
        ...[, , , , , start, end]: [number, number, number, number, number, number, number]
      ): void {
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(bytes.length);
      }
    }),
  );
});

test("[C4.7] scanning refuses a field that runs into the next", () => {
  expect(() => scanEvents(new Uint8Array([0x0a, 1, 8, 0x0a, 0x0a, 0]), () => {})).toThrow(BadFrame);
  expect(() => scanSent(new Uint8Array([0x12, 3, 0x22, 1, 8, 0x12, 0]), () => {})).toThrow(BadFrame);
});
