import { afterAll, beforeAll, expect, type Mock, spyOn, test } from "bun:test";
import { join } from "node:path";

import * as fc from "fast-check";

import { type Round, rounds } from "./draw/steps.ts";
import { startKilledHost, startLocalHost } from "./hosts.ts";
import { LEFT_OUT, MODEL_COMMANDS } from "./rules/index.ts";
import { Run } from "./run.ts";

const { HUBBUB_TEST_SEED, HUBBUB_TEST_RUNS, HUBBUB_TEST_MINUTES, HUBBUB_TEST_SHRINK } = process.env;
const seed = Number(HUBBUB_TEST_SEED ?? Date.now() % 2 ** 31);
/** For so long instead of so many runs; some of them kill their server, then. */
const minutes = Number(HUBBUB_TEST_MINUTES ?? 0);
const runs = Number(HUBBUB_TEST_RUNS ?? (minutes > 0 ? Infinity : 5));
/** No sequence is begun after so many ms. */
const END_MS = minutes > 0 ? minutes * 60_000 : 9_000;
const SEQUENCE_MS = 60_000;

/** What clients put off by chance, so that not all ask at once, they do soon here. */
let chance: Mock<() => number>;
beforeAll(() => {
  let turn = 0;
  chance = spyOn(Math, "random").mockImplementation(() => (turn++ % 10) / 400);
});
afterAll(() => chance.mockRestore());

/** The commands of the schema. */
async function commandNames(): Promise<string[]> {
  const file = join(import.meta.dir, "../../../protocol/proto/hubbub/v1/commands.proto");
  const body = /message Command \{[\s\S]*?oneof body \{([\s\S]*?)\}/.exec(await Bun.file(file).text())?.[1];
  const names = [...(body ?? "").matchAll(/^ *\w+ (\w+) = \d+;$/gm)].map(([, name = ""]) => name);
  return names.map((name) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
}

test("[P8.1] every command of the protocol is in the model of the whole chat, or is left out for a reason", async () => {
  const treated: string[] = [...MODEL_COMMANDS, ...Object.keys(LEFT_OUT)];
  expect(treated.toSorted()).toEqual((await commandNames()).toSorted());
});

/** Does what was drawn, and compares everything with the model; how often each command was answered how. */
async function check(drawn: readonly Round[], isKilled: boolean): Promise<Map<string, number>> {
  await using run = await Run.start(await (isKilled ? startKilledHost() : startLocalHost()));
  for (const round of drawn) await run.round(round);
  await run.check();
  return run.outcomes;
}

test(
  "[P8.2] after any sequence of all commands, with cuts, gaps and restarts, every reply, every page and every client is what the model says",
  async () => {
    console.log(`model: HUBBUB_TEST_SEED=${seed}`);
    const end = Date.now() + END_MS;
    const counts = new Map<string, number>();
    let done = 0;
    for (; done < runs && Date.now() < end; done++) {
      const isKilled = minutes > 0 && done % 4 === 3;
      const sequence = fc.noBias(rounds(MODEL_COMMANDS, { min: 60, max: 140 }));
      const property = fc.asyncProperty(sequence, async (drawn) => {
        for (const [name, times] of await check(drawn, isKilled))
          counts.set(name, (counts.get(name) ?? 0) + times);
      });
      const outcome = await fc.check(property, {
        seed: seed + done,
        numRuns: 1,
        endOnFailure: HUBBUB_TEST_SHRINK === undefined,
      });
      if (!outcome.failed) continue;
      console.error(`model: HUBBUB_TEST_SEED=${seed + done} HUBBUB_TEST_RUNS=1 fails so:`);
      throw outcome.errorInstance;
    }
    console.log(`model: ${done} sequences`);
    if (minutes > 0) console.table(Object.fromEntries([...counts].toSorted()));
  },
  END_MS + SEQUENCE_MS,
);
