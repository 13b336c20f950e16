import { expect, test } from "bun:test";

import { plateauLoad } from "../src/bench/plateau-load.ts";
import { startBareServer } from "../src/bench/server-process.ts";
import { Crowd } from "../src/generator/crowd.ts";
import { socketUrl } from "../src/generator/socket-url.ts";
import { DEFAULT_WIRE } from "../src/generator/wire.ts";

test("[L6.3] benches that can't be run as asked end with one sentence and code 2", async () => {
  const script = new URL("../src/bench.ts", import.meta.url).pathname;
  const bench = Bun.spawn([process.execPath, script, "fanout", "--users", "no"], {
    stdout: "pipe",
    stderr: "pipe",
  });
  expect(await bench.exited).toBe(2);
  expect((await new Response(bench.stderr).text()).trim().split("\n")).toEqual([
    '--users takes a number above 0, up to 1000000, not "no". "npm run bench -- --help" says what can be asked.',
  ]);
  expect(await new Response(bench.stdout).text()).toBe("");
});

test("[L9.1] the bare loop, which Hubbub is measured against, delivers everything once and in order", async () => {
  await using server = await startBareServer();
  const options = { ...DEFAULT_WIRE, users: 20, channels: 3, token: undefined, acks: false };
  const crowd = new Crowd({ url: socketUrl(server.url), ...options });
  await crowd.gather();
  const result = await plateauLoad(crowd, {
    rate: 20,
    shape: "even",
    seed: 1,
    size: 100,
    rampMs: 100,
    plateauMs: 400,
    silent: () => false,
    settleMs: 2000,
    plateau: { begin: () => {}, end: () => {} },
  });
  expect(result.sent).toBeGreaterThan(100);
  expect(result).toMatchObject({
    lost: 0,
    repeated: 0,
    outOfOrder: 0,
    gapped: 0,
    stray: 0,
    unsettled: 0,
    ended: 0,
  });
  crowd.close();
});
