import { describe, expect, test } from "bun:test";

import { clientFrame, encodeClientFrame, encodeServerFrame, serverFrame } from "../src/index.ts";
import { MARGIN, Writer } from "../src/wire/writer.ts";
import { type Kinds, writeKinds } from "./gen/kinds/kinds.ts";
import { encodeEs } from "./support/es.ts";
import { ALL, codecsFor } from "./support/messages.ts";
import { whole } from "./support/whole.ts";

const history = (channel: number, limit: number) =>
  clientFrame({ id: 1, body: { case: "history", value: { channel, after: 0, before: 0, limit } } });

describe("[C1.5] numbers that their type can't hold are refused when encoding", () => {
  test.each([2 ** 53, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("uint64 %d", (channel) => {
    expect(() => encodeClientFrame(history(channel, 1))).toThrow(RangeError);
  });

  test.each([2 ** 32, -1, 0.5, Number.NaN])("uint32 %d", (limit) => {
    expect(() => encodeClientFrame(history(1, limit))).toThrow(RangeError);
  });

  test("and the next frame is not the worse for it", () => {
    const { desc } = codecsFor("ClientFrame");
    expect(() => encodeClientFrame(history(1, -1))).toThrow(RangeError);
    expect(encodeClientFrame(history(1, 1))).toEqual(encodeEs(desc, history(1, 1)));
  });
});

const LARGEST = 2 ** 53 - 1;
const LEAF = { text: "é", ids: [LARGEST, LARGEST], choice: { case: "age", value: 2 ** 32 - 1 } } as const;

/** A message whose fields take all the room they can, with `text` before them. */
function fullest(text: string): Kinds {
  const leaf = { ...LEAF, ids: [...LEAF.ids] };
  return {
    u32: 2 ** 32 - 1,
    u64: LARGEST,
    i32: -1,
    flag: true,
    number: 0.1,
    text,
    raw: new Uint8Array(3),
    color: -2,
    child: leaf,
    u32s: [2 ** 32 - 1],
    u64s: [LARGEST],
    i32s: [-1],
    flags: [true],
    numbers: [0.1],
    texts: ["", "é"],
    raws: [new Uint8Array(), new Uint8Array(2)],
    colors: [-1],
    children: [leaf, leaf],
    choice: { case: "chosenColor", value: -1 },
  };
}

test("[C1.6] frames of every size around the end of the writer's buffer are whole", () => {
  const { desc } = codecsFor("Kinds");
  const initial = new Writer().buf.length;
  for (let length = initial - 1400; length <= initial + 8; length++) {
    // The writer makes room for the longest that a text could be.
    for (const units of [length, Math.floor(length / 3)]) {
      const message = fullest("x".repeat(units));
      const writer = new Writer();
      writeKinds(writer, message);
      const frame = writer.finish();
      if (!Bun.deepEquals(frame, encodeEs(desc, message)))
        throw new Error(`${units} characters came out wrong`);
    }
  }
});

test("[C1.6] there is room for a message's fixed fields after every call of the writer, wherever it stands", () => {
  const calls: ((writer: Writer) => void)[] = [
    (writer) => writer.string("é".repeat(100)),
    (writer) => writer.bytes(new Uint8Array(200)),
    (writer) => nest(writer, MARGIN),
    (writer) => nest(writer, 100),
  ];
  const initial = new Writer().buf.length;
  for (const call of calls) {
    for (let start = initial - 3 * MARGIN; start <= initial; start++) {
      const writer = new Writer();
      writer.pos = start;
      writer.ensure(0);
      call(writer);
      const room = writer.buf.length - writer.pos;
      if (room < MARGIN) throw new Error(`${room} bytes of room are left, starting from ${start}`);
    }
  }
});

function nest(writer: Writer, size: number): void {
  const at = writer.open();
  for (let i = 0; i < size; i++) writer.byte(1);
  writer.close(at);
}

test("[C1.7] an encoded frame is the caller's own and holds nothing else", () => {
  for (const text of ["short", "x".repeat(10_000)]) {
    const frame = serverFrame({ closing: [{ code: 4000, message: text, retryAfterMs: 5 }] });
    const first = encodeServerFrame(frame);
    const copy = first.slice();
    const second = encodeServerFrame(frame);
    expect(first.buffer.byteLength).toBe(first.length);
    expect(second.buffer).not.toBe(first.buffer);
    second.fill(0);
    encodeServerFrame(frame);
    expect(first).toEqual(copy);
  }
});

test("[C1.8] half of a surrogate pair is encoded as U+FFFD", () => {
  const { encode, decode } = codecsFor("Message");
  for (const text of ["\ud800", "short \udc00", `${"long ".repeat(20)}\ud83d`]) {
    expect(decode(encode({ text }))).toMatchObject({ text: text.toWellFormed() });
  }
});

test.each(ALL.map((each) => [each.name, each] as const))(
  "[C1.10] what is left out of a %s is encoded as its default value",
  (_, { schema, encode, decode }) => {
    expect(encode({})).toEqual(new Uint8Array());
    expect(decode(encode({}))).toEqual(whole<object>(schema, {}));
    for (const { name, oneof, message, repeated } of schema.fields) {
      if (message === undefined) continue;
      const inner = repeated ? [{}] : {};
      const given = oneof === undefined ? { [name]: inner } : { [oneof]: { case: name, value: {} } };
      expect(decode(encode(given))).toEqual(whole<object>(schema, given));
    }
  },
);
