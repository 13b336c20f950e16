import { expect, test } from "bun:test";

import { BadFrame, clientFrame, codecFor, serverFrame, SUBPROTOCOLS } from "../src/index.ts";
import { wholeClientFrame, wholeServerFrame } from "./support/whole.ts";

const client = wholeClientFrame(clientFrame({ id: 1, body: { case: "subscribe", value: { channel: 5 } } }));
const server = wholeServerFrame(serverFrame({ gaps: [{ channel: 5, from: 1, to: 9 }] }));

test.each(SUBPROTOCOLS)("[C5.1] %s encodes and decodes frames both ways", (subprotocol) => {
  const codec = codecFor(subprotocol);
  expect(codec.subprotocol).toBe(subprotocol);
  expect(codec.decodeClient(codec.encodeClient(client))).toEqual(client);
  expect(codec.decodeServer(codec.encodeServer(server))).toEqual(server);
});

test("[C5.2] Protobuf takes and makes binary messages only; JSON makes text, and takes it also as bytes of UTF-8", () => {
  const [protobuf, json] = [codecFor("hubbub.v1.protobuf"), codecFor("hubbub.v1.json")];
  expect(protobuf.encodeClient(client)).toBeInstanceOf(Uint8Array);
  expect(json.encodeClient(client)).toBeString();
  expect(() => protobuf.decodeClient(json.encodeClient(client))).toThrow(BadFrame);
  expect(() => protobuf.decodeServer(json.encodeServer(server))).toThrow(BadFrame);
  expect(json.decodeClient(Buffer.from(json.encodeClient(client)))).toEqual(client);
  expect(json.decodeServer(Buffer.from(json.encodeServer(server)))).toEqual(server);
  expect(() => json.decodeClient(protobuf.encodeClient(client))).toThrow(BadFrame);
  expect(() => json.decodeServer(Uint8Array.of(0x7b, 0xff))).toThrow(BadFrame);
});

test("[C5.3] an empty frame, the heartbeat, is no bytes in Protobuf and {} in JSON", () => {
  expect(codecFor("hubbub.v1.protobuf").encodeServer(serverFrame({}))).toEqual(new Uint8Array());
  expect(codecFor("hubbub.v1.protobuf").decodeClient(new Uint8Array())).toEqual({ commands: [] });
  expect(codecFor("hubbub.v1.json").encodeServer(serverFrame({}))).toBe("{}");
  expect(codecFor("hubbub.v1.json").decodeClient("{}")).toEqual({ commands: [] });
});
