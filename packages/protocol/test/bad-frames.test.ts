import { describe, expect, test } from "bun:test";

import {
  BadFrame,
  clientFrame,
  type Command,
  concatFrames,
  decodeClientFrame,
  decodeServerFrame,
  encodeClientFrame,
  type Init,
} from "../src/index.ts";
import { wholeClientFrame } from "./support/whole.ts";

const send = (text: string): Init<Command> => ({
  id: 1,
  body: { case: "send", value: { channel: 3, clientId: "x", text } },
});

function refusal(decode: () => unknown): BadFrame {
  try {
    decode();
  } catch (error) {
    if (error instanceof BadFrame) return error;
    throw error;
  }
  throw new Error("It was not refused.");
}

const bytes = (...values: number[]) => new Uint8Array(values);
/** That many groups, one in the other. */
const groups = (depth: number) => [
  ...Array.from({ length: depth }, () => 0x7b),
  ...Array.from({ length: depth }, () => 0x7c),
];
/** A frame with one command of these bytes. */
const command = (...values: number[]) => bytes(0x0a, values.length, ...values);
/** A frame with one Send of these bytes. */
const sendOf = (...values: number[]) => command(0x1a, values.length, ...values);

describe("[C2.4] a refused frame names the field at fault and what is wrong with it", () => {
  test.each([
    ["a length past the end", bytes(0x0a, 5, 8), "commands[0]", "is truncated or longer than its message"],
    ["a field past its message's end", command(0x1a, 3, 8, 1), "commands[0].send", "is truncated or longer"],
    ["a tag without a value", command(8), "commands[0].id", "is truncated"],
    ["a value in the next field", bytes(0x0a, 1, 8, 0x0a, 0), "commands[0].id", "is truncated"],
    [
      "a packed number in the next field",
      command(0x62, 5, 0x0a, 1, 0x80, 0x0a, 0),
      "commands[0].getUsers.ids[0]",
      "is truncated",
    ],
    ["a number without an end", command(8, 0x80), "commands[0].id", "is truncated"],
    [
      "a number of 11 bytes",
      sendOf(8, ...Array.from({ length: 10 }, () => 0x80), 0),
      "commands[0].send.channel",
      "has a number of more than 10 bytes",
    ],
    [
      "2^53",
      sendOf(8, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10),
      "commands[0].send.channel",
      "is not below 2^53",
    ],
    [
      "2^63",
      sendOf(8, ...Array.from({ length: 9 }, () => 0x80), 1),
      "commands[0].send.channel",
      "is not below 2^53",
    ],
    ["a string as a number", sendOf(0x18, 1), "commands[0].send.text", "has wire type 0 instead of 2"],
    ["a number as a string", sendOf(0x0a, 1, 1), "commands[0].send.channel", "has wire type 2 instead of 0"],
    [
      "a group of a known field",
      sendOf(0x0b, 0x0c),
      "commands[0].send.channel",
      "has wire type 3 instead of 0",
    ],
    ["field number 0", sendOf(0, 1), "commands[0].send", "has an impossible field number"],
    [
      "a tag of six bytes",
      sendOf(0x88, 0x80, 0x80, 0x80, 0x80, 0, 1),
      "commands[0].send",
      "has an impossible field number",
    ],
    [
      "wire type 7",
      sendOf(0x7f, 1),
      "commands[0].send",
      "has an impossible wire type (7) in unknown field 15",
    ],
    [
      "the end of a group that did not begin",
      sendOf(0x7c),
      "commands[0].send",
      "has an impossible wire type (4)",
    ],
    ["a group without an end", sendOf(0x7b), "commands[0].send", "is truncated inside a group"],
    [
      "a group that ends another",
      sendOf(0x7b, 0x84, 0x01),
      "commands[0].send",
      "ends group 16 inside group 15",
    ],
    ["half a fixed value", sendOf(0x79, 1, 2, 3), "commands[0].send", "is truncated"],
  ])("%s", (_, frame, field, fault) => {
    const error = refusal(() => decodeClientFrame(frame));
    expect(error.field).toBe(field);
    expect(error.message).toStartWith(`${field} ${fault}`);
    expect(error.message).toEndWith(".");
  });

  test("the index of the item at fault", () => {
    const good = encodeClientFrame(clientFrame(send("one"), send("two")));
    expect(refusal(() => decodeClientFrame(concatFrames([good, sendOf(0x1a, 1, 0xff)]))).field).toBe(
      "commands[2].send.text",
    );
  });

  test("a number of repeated numbers", () => {
    const ids = [0x0a, 8, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10];
    expect(refusal(() => decodeClientFrame(command(0x62, ids.length, ...ids))).field).toBe(
      "commands[0].getUsers.ids[0]",
    );
  });
});

describe("[C2.5] text that is not UTF-8 is refused", () => {
  test.each([
    ["a lone continuation byte", [0x80]],
    ["an unfinished sequence", [0xe2, 0x82]],
    ["an unfinished sequence before text", [0xe2, 0x82, 0x61]],
    ["an overlong encoding", [0xc0, 0xaf]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["past U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
    ["a byte that UTF-8 does not have", [0xff]],
    ["a fault behind a replacement character", [0xef, 0xbf, 0xbd, 0xff]],
  ])("%s", (_, text) => {
    const error = refusal(() => decodeClientFrame(sendOf(0x1a, text.length, ...text)));
    expect(error.message).toBe("commands[0].send.text is not valid UTF-8.");
  });

  test.each(["\u0000", "\ufffd", "\ufeffmark", "😀", "\u{10ffff}", "a\u0301"])(
    "%j is kept as it is",
    (text) => {
      const frame = clientFrame(send(text));
      expect(decodeClientFrame(encodeClientFrame(frame))).toEqual(wholeClientFrame(frame));
    },
  );
});

describe("[C2.6] what a frame costs is bounded by its size", () => {
  test("groups are skipped 100 deep and refused beyond, whatever their number", () => {
    expect(decodeClientFrame(bytes(...groups(100)))).toEqual({ commands: [] });
    expect(refusal(() => decodeClientFrame(bytes(...groups(101)))).message).toBe(
      "The frame has groups nested deeper than 100.",
    );
    expect(refusal(() => decodeClientFrame(new Uint8Array(1_000_000).fill(0x7b))).message).toContain(
      "deeper",
    );
  });

  test("a length of 2^53 - 1 or 2^31 is refused, not allocated", () => {
    for (const length of [
      [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
      [0x80, 0x80, 0x80, 0x80, 0x08],
    ]) {
      expect(refusal(() => decodeServerFrame(bytes(0x0a, ...length))).field).toBe("events[0]");
      expect(refusal(() => decodeServerFrame(bytes(0x7a, ...length))).field).toBe("");
    }
  });

  test("bytes around the frame are not read", () => {
    const frame = encodeClientFrame(clientFrame(send("inside")));
    const around = concatFrames([frame, frame, frame]);
    const view = around.subarray(frame.length, 2 * frame.length);
    expect(decodeClientFrame(view)).toEqual(wholeClientFrame(clientFrame(send("inside"))));
    expect(refusal(() => decodeClientFrame(view.subarray(0, -1))).field).toBe("commands[0]");
  });
});
