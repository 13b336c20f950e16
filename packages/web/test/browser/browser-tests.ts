import { afterAll, beforeAll, describe, test } from "bun:test";

import { findChromium, NO_CHROMIUM } from "@hubbub/devkit";

import { reportFailure } from "./report-failure.ts";
import { World, type WorldOptions } from "./world.ts";

/** For starting the server, which may have to build the web client first, in ms. */
const START_MS = 60_000;
/** For one test, and for telling why it failed, in ms. */
const TEST_MS = 60_000;
const REPORT_MS = 15_000;

export type BrowserTest = (
  name: string,
  run: (world: World) => Promise<void>,
  options?: { timeoutMs?: number },
) => void;

/**
 * The browser tests of a file: with one server and one Chromium, and for each test its own people. A test also fails by what
 * its browsers complain of; see Complaints. Where there is no Chromium they are skipped, and the reason is printed.
 *
 * @example
 * browserTests("messages", (test) => {
 *   test("what one writes the other one reads", async (world) => {
 *     await world.channel("tea", ["ann", "bob"]);
 *     const [ann, bob] = [await world.person("ann"), await world.person("bob")];
 *   });
 * });
 */
export function browserTests(
  about: string,
  define: (test: BrowserTest) => void,
  options: WorldOptions & { fresh?: boolean } = {},
): void {
  const chromium = findChromium();
  if (chromium === undefined) console.warn(NO_CHROMIUM);
  describe.skipIf(chromium === undefined)(about, () => {
    let world: World;
    beforeAll(async () => {
      world = await World.start(chromium ?? "", options);
    }, START_MS);
    afterAll(() => world?.close());
    define((name, run, { timeoutMs = TEST_MS } = {}) => {
      test(name, () => play(name, world, run, timeoutMs), timeoutMs + REPORT_MS);
    });
  });
}

async function play(
  name: string,
  world: World,
  run: (world: World) => Promise<void>,
  timeoutMs: number,
): Promise<void> {
  try {
    await inTime(run(world), timeoutMs);
    const faults = world.faults();
    if (faults.length > 0) throw new Error(`Browsers complained:\n${faults.join("\n")}`);
  } catch (error) {
    await reportFailure(name, world);
    throw error;
  } finally {
    await world.clear();
  }
}

/** The test runner would say that it took too long, and leave no time for the report. */
async function inTime(run: Promise<void>, timeoutMs: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`It took more than ${timeoutMs} ms.`)), timeoutMs);
  try {
    await Promise.race([run, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
