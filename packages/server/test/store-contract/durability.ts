import { describe, expect, test } from "bun:test";
import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";

import type { MakeTestData, TestData } from "../store-contract.ts";
import { addChannel, addUsers, log } from "./samples.ts";

const KILLS = 26;
const CHANNELS = [1, 2, 3];
const APPENDER = fileURLToPath(new URL("../append-until-killed.process.ts", import.meta.url));

/** What the killed processes have said: client ids that they sent, and the place of each acknowledged one. */
interface Ledger {
  tried: Set<string>;
  acknowledged: Map<string, { channel: number; seq: number }>;
}

/** Lets a process append until some of it was acknowledged and a random while is over, then kills it. */
async function runAndKill(run: number, { child }: TestData, ledger: Ledger): Promise<void> {
  const open = [...ledger.tried].filter((id) => !ledger.acknowledged.has(id)).join(",");
  await using process_ = Bun.spawn(
    [process.execPath, APPENDER, child.module, child.argument, String(run), open],
    {
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  const killAfter = randomInt(100);
  const before = ledger.acknowledged.size;
  let rest = "";
  for await (const chunk of process_.stdout.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    for (const line of parts) record(line, ledger);
    // SIGKILL comes when it comes: in a commit, between two, or while a batch is on its way.
    if (ledger.acknowledged.size - before > killAfter)
      setTimeout(() => process_.kill("SIGKILL"), randomInt(20));
  }
  await process_.exited;
  expect(process_.signalCode).toBe("SIGKILL");
}

function record(line: string, { tried, acknowledged }: Ledger): void {
  const [kind, id = "", channel, seq] = line.split(" ");
  if (kind === "try") tried.add(id);
  else acknowledged.set(id, { channel: Number(channel), seq: Number(seq) });
}

/** Reads all logs (which proves that their seqs have no holes) and compares them with the ledger. */
async function check(data: TestData, { tried, acknowledged }: Ledger): Promise<void> {
  const store = await data.open();
  try {
    const seen = new Set<string>();
    const places = new Map<string, { channel: number; seq: number }>();
    for (const channel of CHANNELS) {
      const entries = (await log(store, channel)).slice(2);
      for (const [i, id] of entries.entries()) {
        expect(seen.has(id)).toBeFalse();
        expect(tried.has(id)).toBeTrue();
        seen.add(id);
        places.set(id, { channel, seq: i + 3 });
      }
    }
    const lost = [...acknowledged].filter(([id]) => !places.has(id));
    expect(lost).toEqual([]);
    for (const [id, place] of acknowledged) expect(places.get(id)).toEqual(place);
  } finally {
    await store.close();
  }
}

export function durabilityContract(make: MakeTestData): void {
  describe("durability", () => {
    test(`[P1.1] [P2.4] [P3.6] a process killed ${KILLS} times loses nothing it acknowledged, leaves no hole, and a send repeated after it makes no second entry`, async () => {
      await using data = await make();
      const store = await data.open();
      await addUsers(store, 1);
      for (const channel of CHANNELS) expect(await addChannel(store, `c${channel}`)).toBe(channel);
      await store.close();
      const ledger: Ledger = { tried: new Set(), acknowledged: new Map() };
      for (let run = 1; run <= KILLS; run++) {
        await runAndKill(run, data, ledger);
        await check(data, ledger);
      }
      expect(ledger.acknowledged.size).toBeGreaterThan(KILLS * 10);
    }, 120_000);
  });
}
