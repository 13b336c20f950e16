import { expect, test } from "bun:test";

import { startCrowd } from "@hubbub/devkit";
import { clientFrame, encodeClientFrame } from "@hubbub/protocol";

import { ChatLoad } from "../src/generator/chat-load.ts";
import { now } from "../src/generator/clock.ts";
import { comeBack } from "../src/generator/come-back.ts";
import { Connection } from "../src/generator/connection.ts";
import { Crowd } from "../src/generator/crowd.ts";
import { userRandom } from "../src/generator/random.ts";
import { standStill } from "../src/generator/stand-still.ts";
import { OPCODE } from "../src/generator/websocket-frames.ts";
import { DEFAULT_WIRE, type WireOptions } from "../src/generator/wire.ts";
import { parseMetrics } from "../src/measure/metrics-text.ts";

const CLEAN = { lost: 0, repeated: 0, outOfOrder: 0, gapped: 0, stray: 0 };
const USERS = 12;

/** A server, and a crowd of twelve in two channels that is gathered. */
async function start(wire: WireOptions) {
  const jsonFrames = wire.codec === "json-bytes" ? "binary" : "text";
  const server = await startCrowd({ gateway: { jsonFrames, deflate: wire.deflate } });
  const tokens = await Promise.all(Array.from({ length: USERS }, (_, user) => server.mint.token(user + 1)));
  const url = new URL(`${server.url.replace("http", "ws")}/ws`);
  const token = (user: number) => tokens[user]!;
  const crowd = new Crowd({ ...wire, url, users: USERS, channels: 2, token, acks: true });
  await crowd.gather();
  const close = async () => {
    crowd.close();
    await server.close();
  };
  const metric = async (name: string) =>
    parseMetrics(await (await fetch(`${server.url}/metrics`)).text()).get(name);
  return { crowd, url, token, metric, [Symbol.asyncDispose]: close };
}

/** Lets the crowd chat until the function that it gives is called. */
function chat(crowd: Crowd, rate: number, size: number) {
  const from = now();
  const load = new ChatLoad(crowd, {
    rate,
    changes: [],
    shape: "poisson",
    random: (user) => userRandom(7, user),
    size,
    from: () => from,
    until: () => Infinity,
    measuredFrom: from,
    measuredUntil: Infinity,
    bounds: [],
  });
  return async () => {
    load.end();
    await load.settle(5000);
    return load.latencies.total();
  };
}

/** Waits until the crowd has sent so much more that both channels have some of it. */
async function sentSince({ ledger }: Crowd, sent: number): Promise<void> {
  while (ledger.sent < sent + 40) await Bun.sleep(10);
}

const WIRES: (WireOptions & { name: string })[] = [
  { name: "Protobuf", codec: "protobuf", deflate: false },
  { name: "JSON in text frames", codec: "json", deflate: false },
  { name: "JSON in binary frames", codec: "json-bytes", deflate: false },
  { name: "compressed Protobuf", codec: "protobuf", deflate: true },
  { name: "compressed JSON", codec: "json", deflate: true },
];

test.each(WIRES)(
  "[L30.31] a real server delivers everything, also to those who come back: $name",
  async (wire) => {
    await using started = await start(wire);
    const { crowd } = started;
    const end = chat(crowd, 30, 64);
    await sentSince(crowd, 0);
    crowd.user(0).cut();
    crowd.user(7).cut();
    await sentSince(crowd, crowd.ledger.sent);
    const options = { random: () => 0, signal: AbortSignal.timeout(5000) };
    const back = await Promise.all([comeBack(crowd, 0, options), comeBack(crowd, 7, options)]);
    const latencies = await end();
    expect(back.map(({ attempts }) => attempts)).toEqual([1, 1]);
    expect(Math.min(...back.map(({ fetched }) => fetched))).toBeGreaterThan(0);
    expect({ faults: crowd.log.faults, ends: crowd.ends }).toEqual({ faults: CLEAN, ends: [] });
    expect(crowd.ledger.unsettled + crowd.ledger.doubled + crowd.ledger.refused).toBe(0);
    expect(latencies.count).toBe((crowd.ledger.sent * USERS) / 2);
  },
);

test("[L30.32] one who stands still is told a gap by a real server, and has everything when it has read on", async () => {
  await using started = await start(DEFAULT_WIRE);
  const { crowd, metric } = started;
  const end = chat(crowd, 100, 4096);
  await Bun.sleep(200);
  const readOn = await standStill(crowd, 0);
  while ((await metric("hubbub_outbound_full_total")) === 0) await Bun.sleep(20);
  const stood = await readOn();
  await end();
  expect(stood.gaps).toBeGreaterThan(0);
  expect(stood.fetched).toBeGreaterThan(0);
  expect({ faults: crowd.log.faults, ends: crowd.ends }).toEqual({ faults: CLEAN, ends: [] });
});

test("[L30.33] a real server that was asked to compress does so", async () => {
  await using started = await start({ codec: "protobuf", deflate: true });
  const compressed = Promise.withResolvers<boolean>();
  const options = { subprotocol: "hubbub.v1.protobuf", opcode: OPCODE.binary, deflate: true };
  const connection = await Connection.open(started.url, options, {
    message: (_bytes, _start, _end, isCompressed) => compressed.resolve(isCompressed),
    closed: compressed.reject,
  });
  const body = { case: "authenticate" as const, value: { token: started.token(0) } };
  connection.send(encodeClientFrame(clientFrame({ id: 1, body })));
  expect(await compressed.promise).toBe(true);
  connection.close();
});
