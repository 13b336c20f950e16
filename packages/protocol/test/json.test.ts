import { describe, expect, test } from "bun:test";

import { fromJsonString, toJson as toJsonEs } from "@bufbuild/protobuf";
import fc from "fast-check";

import {
  BadFrame,
  ChannelKind,
  type ClientFrame,
  clientFrame,
  clientFrameFromJson,
  clientFrameToJson,
  encodeClientFrame,
  serverFrame,
  serverFrameFromJson,
  serverFrameToJson,
} from "../src/index.ts";
import { parseJson } from "../src/wire/json-in.ts";
import { toJson } from "../src/wire/json-out.ts";
import { messageOf } from "./support/arbitraries.ts";
import { fromEs, toEs } from "./support/es.ts";
import { ALL, codecsFor } from "./support/messages.ts";
import { wholeServerFrame } from "./support/whole.ts";

describe.each(ALL.map((each) => [each.name, each] as const))("%s", (_, { desc, schema }) => {
  test("[C3.1] JSON gives the message back, and protobuf-es reads it the same", () => {
    fc.assert(
      fc.property(messageOf(desc), (message) => {
        const text = JSON.stringify(toJson(schema, message));
        expect(parseJson<object>(schema, text, "lenient")).toEqual(message);
        expect(fromEs(desc, fromJsonString(desc, text))).toEqual(message);
      }),
    );
  });

  test("[C3.2] JSON is what protobuf-es writes, but with 64-bit integers as numbers", () => {
    fc.assert(
      fc.property(messageOf(desc), (message) => {
        expect(numbers(toJson(schema, message))).toEqual(numbers(toJsonEs(desc, toEs(desc, message))));
      }),
    );
  });
});

/** With every string of digits as a number. Texts of digits alone are changed on both sides alike. */
function numbers(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json), (_, value: unknown) =>
    typeof value === "string" && /^(0|[1-9][0-9]*)$/.test(value) ? Number(value) : value,
  );
}

test("[C3.3] a frame looks as documented", () => {
  const send = { channel: 3, clientId: "x", text: "hi" };
  expect(clientFrameToJson(clientFrame({ id: 1, body: { case: "send", value: send } }))).toBe(
    '{"commands":[{"id":1,"send":{"channel":3,"clientId":"x","text":"hi"}}]}',
  );
  expect(clientFrameToJson(clientFrame())).toBe("{}");
  const channel = { id: 7, name: "general", kind: ChannelKind.PUBLIC, epoch: 1, head: 0, member: true };
  expect(
    serverFrameToJson(serverFrame({ replies: [{ id: 1, body: { case: "channel", value: channel } }] })),
  ).toBe(
    '{"replies":[{"id":1,"channel":{"id":7,"name":"general","kind":"CHANNEL_KIND_PUBLIC","epoch":1,"member":true}}]}',
  );
});

const LARGE = "9007199254740992";

test.each([
  ["", "", "is not JSON"],
  ["{", "", "is not JSON"],
  ["[]", "", "is not an object"],
  ["null", "", "is not an object"],
  ["[".repeat(60_000), "", "is not"],
  ['{"comands":[]}', "comands", "is not a known field"],
  ['{"__proto__":{}}', "__proto__", "is not a known field"],
  ['{"constructor":{}}', "constructor", "is not a known field"],
  ['{"commands":{}}', "commands", "is not an array"],
  ['{"commands":null}', "commands", "is not an array"],
  ['{"commands":[null]}', "commands[0]", "is not an object"],
  ['{"commands":[{"id":1.5}]}', "commands[0].id", "is not an integer"],
  ['{"commands":[{"id":"1"}]}', "commands[0].id", "is not an integer"],
  ['{"commands":[{"id":-1}]}', "commands[0].id", "is not from 0 to 4294967295"],
  ['{"commands":[{"id":4294967296}]}', "commands[0].id", "is not from 0 to 4294967295"],
  [
    `{"commands":[{},{"send":{"channel":${LARGE}}}]}`,
    "commands[1].send.channel",
    "is not from 0 to 9007199254740991",
  ],
  ['{"commands":[{"send":{"client_id":"x"}}]}', "commands[0].send.client_id", "is not a known field"],
  ['{"commands":[{"send":{"text":1}}]}', "commands[0].send.text", "is not a string"],
  ['{"commands":[{"send":{"text":null}}]}', "commands[0].send.text", "is not a string"],
  ['{"commands":[{"send":{"text":"\\ud800"}}]}', "commands[0].send.text", "has half of a surrogate pair"],
  ['{"commands":[{"send":null}]}', "commands[0].send", "is not an object"],
  ['{"commands":[{"body":{}}]}', "commands[0].body", "is not a known field"],
  ['{"commands":[{"send":{},"history":{}}]}', "commands[0].history", "stands beside send"],
  [
    '{"commands":[{"watchPresence":{"stop":1}}]}',
    "commands[0].watchPresence.stop",
    "is neither true nor false",
  ],
  ['{"commands":[{"getUsers":{"ids":[1,"2"]}}]}', "commands[0].getUsers.ids[1]", "is not an integer"],
])("[C3.4] a client's %s is refused", (text, field, fault) => {
  let error: unknown;
  try {
    clientFrameFromJson(text);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(BadFrame);
  expect((error as BadFrame).field).toBe(field);
  expect((error as BadFrame).message).toStartWith(field === "" ? `The frame ${fault}` : `${field} ${fault}`);
});

test("[C3.5] what a newer server has added to JSON is skipped: fields, bodies, enum values", () => {
  const text =
    '{"news":1,"replies":[{"id":1,"later":{}},{"id":2,"channel":{"id":3,"kind":"CHANNEL_KIND_LATER","mood":"x"}}]}';
  expect(serverFrameFromJson(text)).toEqual(
    wholeServerFrame({ replies: [{ id: 1 }, { id: 2, body: { case: "channel", value: { id: 3 } } }] }),
  );
  expect(() => serverFrameFromJson('{"replies":[{"id":"1"}]}')).toThrow(BadFrame);
});

test("[C3.6] random JSON gives a message or a BadFrame, and a message that can be encoded", () => {
  const frame = messageOf(codecsFor("ClientFrame").desc) as fc.Arbitrary<ClientFrame>;
  const damaged = fc
    .tuple(frame, fc.nat(), fc.constantFrom("0", "-", '"', "}", "null", ",", "\\ud800"))
    .map(([each, at, instead]) => {
      const text = clientFrameToJson(each);
      return text.slice(0, at % text.length) + instead + text.slice((at % text.length) + 1);
    });
  const values = fc.jsonValue().map((value) => JSON.stringify({ commands: [value] }));
  fc.assert(
    fc.property(fc.oneof(damaged, fc.json(), values, fc.string()), (text) => {
      try {
        encodeClientFrame(clientFrameFromJson(text));
      } catch (error) {
        expect(error).toBeInstanceOf(BadFrame);
      }
    }),
  );
});

test("[C3.7] numbers that their type can't hold are refused when writing JSON", () => {
  for (const channel of [2 ** 53, -1, 0.5, Number.NaN]) {
    const frame = serverFrame({ gaps: [{ channel, from: 1, to: 2 }] });
    expect(() => serverFrameToJson(frame)).toThrow(RangeError);
  }
});

test("[C3.8] half of a surrogate pair becomes U+FFFD in JSON, as in Protobuf", () => {
  const frame = serverFrame({ closing: [{ code: 4000, message: "\ud800", retryAfterMs: 0 }] });
  expect(serverFrameToJson(frame)).toBe('{"closing":[{"code":4000,"message":"\ufffd"}]}');
});
