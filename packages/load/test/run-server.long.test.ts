import { describe, expect, test } from "bun:test";

import { type Result, resultSchema, type RunOptions } from "../src/result/result.ts";
import { runLoad } from "../src/run/run-load.ts";
import { runOptions } from "../src/run/run-options.ts";
import { SELF } from "./hubbub-command.ts";

/** A short run on a server of its own. */
async function run(asked: Partial<RunOptions>): Promise<Result> {
  const options = runOptions({
    users: 6,
    channels: 2,
    rate: 5,
    rampUpMs: 300,
    plateauMs: 1000,
    rampDownMs: 200,
    ...asked,
  });
  const ports = { self: SELF, onProgress: () => {}, signal: new AbortController().signal };
  const result = resultSchema.parse(await runLoad(options, ports));
  for (const count of Object.values(result.summary.faults)) expect(count).toBe(0);
  // Every message came to the three users of its channel.
  expect(result.summary.latency.count).toBeGreaterThan(10);
  return result;
}

describe("a load run on Hubbub", () => {
  test("[L20.18] who logs in beforehand is in when the ramp-up begins", async () => {
    const { summary, seconds } = await run({ auth: "idle", workers: 2 });
    expect(summary.logins?.count).toBe(6);
    expect(summary.latency.count).toBe(3 * summary.acknowledgements.count);
    expect(seconds[0]!.users).toBe(6);
    expect(seconds[0]!.memory.accounts).toBeGreaterThan(0);
    expect(seconds[0]!.cpu.accounts).toBeGreaterThanOrEqual(0);
  });

  test("[L20.19] who logs in while others chat does so when its turn has come, and the ramp-up is measured, too", async () => {
    const { summary, seconds } = await run({ auth: "concurrent", rampUpMs: 1000 });
    expect(summary.logins?.count).toBe(6);
    expect(summary.measuredMs).toBeGreaterThan(1900);
    // Who is not in yet is neither sent to nor missing anything.
    expect(summary.latency.count).toBeLessThanOrEqual(3 * summary.acknowledgements.count);
    expect(seconds.at(-2)!.users).toBe(6);
  });

  test("[L20.20] tokens made beforehand, and JSON: nobody logs in, and there is no accounts service", async () => {
    const { summary, seconds } = await run({ codec: "json", deflate: true });
    expect(summary.logins).toBeNull();
    expect(seconds[0]!.memory.accounts).toBeNull();
    expect(summary.gatewayCpu!.mean).toBeGreaterThan(0);
    expect(summary.gatewayMemory!.max).toBeGreaterThan(2 ** 20);
    expect(seconds.some(({ server }) => server.flushes !== null && server.flushes > 0)).toBe(true);
    expect(seconds.some(({ server }) => server.commitBatch !== null)).toBe(true);
  });
});
