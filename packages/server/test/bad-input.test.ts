import { afterAll, beforeAll, describe, expect, test } from "bun:test";

import { type Crowd, openRawClient, type RawClient, startCrowd } from "@hubbub/devkit";
import { codecFor, type Command, type Init, LIMITS, SUBPROTOCOLS } from "@hubbub/protocol";

import { createChannel, expectClosed, expectError, frameOf, replyOf, send, valueOf } from "./clients.ts";

let crowd: Crowd;
let token: string;

beforeAll(async () => {
  crowd = await startCrowd();
  token = await crowd.mint.token(1);
});
afterAll(() => crowd.close());

describe.each([...SUBPROTOCOLS])("%s", (subprotocol) => {
  const connect = (): Promise<RawClient> => openRawClient(crowd.url, token, subprotocol);

  const badFrames: [what: string, frame: string | Uint8Array<ArrayBuffer>, fault: RegExp][] =
    subprotocol === "hubbub.v1.protobuf"
      ? [
          ["a text message", '{"commands":[]}', /is text, but this subprotocol takes binary/],
          ["a truncated frame", new Uint8Array([0x0a, 5, 8]), /^commands\[0\] is truncated/],
          [
            "invalid UTF-8 in a text",
            new Uint8Array([0x0a, 5, 0x1a, 3, 0x1a, 1, 0xff]),
            /^commands\[0\]\.send\.text is not valid UTF-8/,
          ],
          ["an impossible field", new Uint8Array([0, 1]), /impossible field number/],
        ]
      : [
          ["a binary message that is no JSON", new Uint8Array([0x0a, 0]), /is not JSON/],
          ["a binary message that is no UTF-8", new Uint8Array([0x7b, 0xff]), /is not valid UTF-8/],
          ["a truncated frame", '{"commands":[{"id":1', /is not JSON/],
          [
            "half of a surrogate pair",
            '{"commands":[{"send":{"text":"\\ud800"}}]}',
            /half of a surrogate pair/,
          ],
          ["an unknown field", '{"orders":[]}', /^orders is not a known field/],
          ["a number out of range", '{"commands":[{"id":-1}]}', /^commands\[0\]\.id is not from 0 to/],
        ];

  test.each(badFrames)(
    "[P7.1] %s ends the connection with bad_frame and the fault",
    async (_, frame, fault) => {
      const client = await connect();
      client.raw(frame);
      expect((await expectClosed(client, "bad_frame")).message).toMatch(fault);
    },
  );

  test("[P7.2] a frame of more than 65,536 bytes ends the connection with 1009; one of 65,536 is taken", async () => {
    const client = await connect();
    const whole = subprotocol === "hubbub.v1.protobuf" ? paddedProtobuf : paddedJson;
    client.raw(whole(LIMITS.frameBytes));
    expect((await client.ask({ case: "listChannels", value: { after: "", limit: 0 } }))?.case).toBe(
      "channels",
    );
    client.raw(whole(LIMITS.frameBytes + 1));
    expect((await client.closed).code).toBe(1009);
  });

  test("[P7.1] the sentence about a bad frame is short, however much of it would be quoted", async () => {
    const client = await connect();
    client.raw(
      subprotocol === "hubbub.v1.json" ? `{"${"x".repeat(60_000)}":1}` : new Uint8Array(60_000).fill(0xff),
    );
    expect(await client.closed).toMatchObject({ code: 4400 });
    expect(client.frames.at(-1)?.closing[0]?.message.length).toBeLessThanOrEqual(500);
  });

  test("[P7.22] a frame of more than 256 commands is a bad frame; 256 are answered one by one", async () => {
    const client = await connect();
    const commands = Array.from({ length: LIMITS.commandsPerFrame + 1 }, (_, i): Command => ({
      id: 1000 + i,
      body: { case: "getUsers", value: { ids: [1] } },
    }));
    client.raw(frameOf(subprotocol, ...commands.slice(1)));
    await replyOf(client, 1000 + LIMITS.commandsPerFrame);
    const ids = client.frames
      .flatMap(({ replies }) => replies.map(({ id }) => id))
      .filter((id) => id >= 1000);
    expect(ids).toEqual(commands.slice(1).map(({ id }) => id));
    client.raw(frameOf(subprotocol, ...commands));
    expect((await expectClosed(client, "bad_frame")).message).toContain("256 commands");
  });

  test("[P7.4] every command before authenticate is refused as unauthenticated, and the connection closed", async () => {
    const bodies: Init<Command>["body"][] = [
      send(1, "x"),
      { case: "subscribe", value: { channel: 1 } },
      { case: "unsubscribe", value: { channel: 1 } },
      { case: "history", value: { channel: 1, after: 0, before: 0, limit: 0 } },
      { case: "createChannel", value: { name: "x" } },
      { case: "listChannels", value: { after: "", limit: 0 } },
      { case: "joinChannel", value: { channel: 1, name: "" } },
      { case: "leaveChannel", value: { channel: 1 } },
      { case: "listMembers", value: { channel: 1, after: 0, limit: 0 } },
      { case: "getUsers", value: { ids: [1] } },
      { case: "startTyping", value: { channel: 1 } },
      { case: "watchPresence", value: { channel: 1, stop: false } },
    ];
    for (const body of bodies) {
      const client = await openRawClient(crowd.url, undefined, subprotocol);
      // What follows in the same frame is not looked at any more, not even a good token.
      client.raw(
        frameOf(subprotocol, { id: 7, body }, { id: 8, body: { case: "authenticate", value: { token } } }),
      );
      await expectClosed(client, "authenticate_first");
      const replies = client.frames.flatMap((frame) => frame.replies);
      expect(replies.map(({ id }) => id)).toEqual([7]);
      expectError(replies[0]?.body, "unauthenticated");
    }
  });

  test("[P7.5] a command that the server doesn't know is refused as unknown_command; the connection goes on", async () => {
    const client = await connect();
    client.raw(
      subprotocol === "hubbub.v1.json"
        ? '{"commands":[{"id":9}]}'
        : new Uint8Array([0x0a, 6, 0x08, 9, 0xfa, 0x07, 1, 1]),
    );
    expectError(await replyOf(client, 9), "unknown_command");
    expect((await client.ask({ case: "getUsers", value: { ids: [1] } }))?.case).toBe("users");
  });

  test("[P7.6] a command without an id is answered only if it is refused", async () => {
    const client = await connect();
    const channel = await createChannel(client, `silent ${subprotocol}`);
    const before = client.frames.length;
    client.raw(frameOf(subprotocol, { id: 0, body: { case: "getUsers", value: { ids: [1] } } }));
    const page = { channel, after: 0, before: 0, limit: 0 };
    client.raw(frameOf(subprotocol, { id: 0, body: { case: "history", value: page } }));
    client.raw(frameOf(subprotocol, { id: 0, body: { case: "getUsers", value: { ids: [] } } }));
    expectError(await replyOf(client, 0), "invalid", { field: "getUsers.ids", limit: LIMITS.pageMax });
    expect(client.frames.slice(before).flatMap(({ replies }) => replies)).toHaveLength(1);
  });

  test("[P7.7] wrong fields are refused with the field, the limit, and nothing done", async () => {
    const client = await connect();
    const channel = await createChannel(client, `fields ${subprotocol}`);
    const big = "é".repeat(LIMITS.textBytes / 2);
    const cases: [
      Init<Command>["body"],
      Parameters<typeof expectError>[1],
      Parameters<typeof expectError>[2]?,
    ][] = [
      [send(channel, ""), "invalid", { field: "send.text", limit: 1 }],
      [send(channel, `${big}x`), "too_large", { field: "send.text", limit: LIMITS.textBytes }],
      [send(channel, "x", ""), "invalid", { field: "send.clientId", limit: LIMITS.clientIdLength }],
      [send(channel, "x", "a b"), "invalid", { field: "send.clientId", limit: LIMITS.clientIdLength }],
      [send(channel, "x", "é"), "invalid", { field: "send.clientId", limit: LIMITS.clientIdLength }],
      [
        send(channel, "x", "a".repeat(65)),
        "invalid",
        { field: "send.clientId", limit: LIMITS.clientIdLength },
      ],
      [
        { case: "history", value: { channel, after: 0, before: 0, limit: 501 } },
        "too_large",
        { field: "history.limit", limit: LIMITS.pageMax },
      ],
      [
        { case: "history", value: { channel, after: 1, before: 2, limit: 0 } },
        "invalid",
        { field: "history.before" },
      ],
      [
        { case: "listChannels", value: { after: "", limit: 501 } },
        "too_large",
        { field: "listChannels.limit", limit: LIMITS.pageMax },
      ],
      [
        { case: "listMembers", value: { channel, after: 0, limit: 501 } },
        "too_large",
        { field: "listMembers.limit", limit: LIMITS.pageMax },
      ],
      [{ case: "getUsers", value: { ids: [] } }, "invalid", { field: "getUsers.ids", limit: LIMITS.pageMax }],
      [
        { case: "getUsers", value: { ids: Array.from({ length: 501 }, (_, i) => i + 1) } },
        "invalid",
        { field: "getUsers.ids", limit: LIMITS.pageMax },
      ],
      [
        { case: "watchPresence", value: { channel, stop: false } },
        "invalid",
        { field: "watchPresence.channel" },
      ],
    ];
    for (const [body, name, details] of cases) expectError(await client.ask(body), name, details);
    const page = await client.ask({ case: "history", value: { channel, after: 2, before: 0, limit: 0 } });
    expect(valueOf(page, "events")).toMatchObject({ head: 2, events: [] });
    expect(valueOf(await client.ask(send(channel, big)), "sent")).toMatchObject({ seq: 3 });
  });

  test.each([
    ["", "is empty"],
    ["a".repeat(81), "has more than 80 characters"],
    ["line\nbreak", "has a control or invisible character"],
    ["nul\0", "has a control or invisible character"],
    ["\u202eright to left", "has a control or invisible character"],
    ["zero\u200bwidth", "has a control or invisible character"],
    ["para\u2029graph", "has a control or invisible character"],
    [" ahead", "begins or ends with white space"],
    ["behind\u00a0", "begins or ends with white space"],
    ["cafe\u0301", "is not in Unicode normal form C"],
  ])("[P7.8] the channel name %j is refused, in createChannel and in joinChannel", async (name, fault) => {
    const client = await connect();
    for (const [body, field] of [
      [{ case: "createChannel", value: { name } }, "createChannel.name"],
      [{ case: "joinChannel", value: { channel: 0, name } }, "joinChannel.name"],
    ] as const) {
      const reply = await client.ask(body);
      expectError(reply, "invalid", { field, limit: LIMITS.channelNameLength });
      expect(valueOf(reply, "error").message).toContain(fault);
    }
  });

  test("[P7.9] a channel that is not there is refused by every command that names one", async () => {
    const client = await connect();
    for (const channel of [0, 999_999, 2 ** 53 - 1]) {
      expectError(await client.ask(send(channel, "x")), "not_found");
      expectError(await client.ask({ case: "leaveChannel", value: { channel } }), "not_found");
      expectError(await client.ask({ case: "startTyping", value: { channel } }), "not_found");
      expectError(await client.ask({ case: "watchPresence", value: { channel, stop: false } }), "not_found");
      expectError(await client.ask({ case: "subscribe", value: { channel } }), "not_found");
      expectError(
        await client.ask({ case: "history", value: { channel, after: 0, before: 0, limit: 0 } }),
        "not_found",
      );
      expectError(
        await client.ask({ case: "listMembers", value: { channel, after: 0, limit: 0 } }),
        "not_found",
      );
      if (channel > 0)
        expectError(await client.ask({ case: "joinChannel", value: { channel, name: "" } }), "not_found");
    }
    expectError(
      await client.ask({ case: "joinChannel", value: { channel: 0, name: "nowhere" } }),
      "not_found",
    );
    expect(await client.ask({ case: "unsubscribe", value: { channel: 999_999 } })).toEqual({
      case: "done",
      value: {},
    });
  });

  test("[P7.10] a name that is taken, and a client id used in another channel, are refused as such", async () => {
    const client = await connect();
    const name = `taken ${subprotocol}`;
    const channel = await createChannel(client, name);
    expectError(await client.ask({ case: "createChannel", value: { name } }), "name_taken", {
      field: "createChannel.name",
    });
    const other = await createChannel(client, `${name}, not`);
    const clientId = `reused-${subprotocol}`;
    valueOf(await client.ask(send(channel, "here", clientId)), "sent");
    expectError(await client.ask(send(other, "there", clientId)), "client_id_reused", {
      field: "send.clientId",
    });
  });
});

const paddedJson = (bytes: number): string => '{"commands":[]}'.padEnd(bytes);

/** A frame of exactly so many bytes: one field that no schema has, to be skipped. */
function paddedProtobuf(bytes: number): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(bytes);
  // Field 99, wire type 2, and a length of three bytes.
  const length = bytes - 5;
  frame.set([0x9a, 0x06, (length & 0x7f) | 0x80, ((length >> 7) & 0x7f) | 0x80, length >> 14]);
  expect(codecFor("hubbub.v1.protobuf").decodeClient(frame)).toEqual({ commands: [] });
  return frame;
}
