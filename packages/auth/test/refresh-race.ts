import { expect } from "bun:test";

import type { AccountStore } from "../src/accounts/account-store.ts";
import { session } from "./store-contract/samples.ts";

const SCRIPT = new URL("./rotate-session.process.ts", import.meta.url).pathname;

/** Lets four processes spend a session's refresh token at once, five times; exactly one succeeds. */
export async function raceForRefreshTokens(database: string, store: AccountStore): Promise<void> {
  const made = await store.createAccount({
    name: "Ada",
    passwordHash: "h",
    admin: false,
    setupCode: undefined,
    at: 1,
  });
  if (made.outcome !== "created") throw new Error(made.outcome);
  for (let round = 0; round < 5; round++) {
    const sid = `s${round}`;
    const tokenHash = new Uint8Array(32).fill(1);
    await store.startSession(session(sid, made.account, { tokenHash, expiresAt: 10_000_000 }));
    const outcomes = await race(database, sid);
    expect(outcomes.toSorted()).toEqual(["ended", "ended", "reused", "rotated"]);
  }
  expect((await store.revocations(0, 100)).map(({ reason }) => reason)).toEqual(Array(5).fill("reuse"));
}

async function race(database: string, sid: string): Promise<(string | undefined)[]> {
  const racers = Array.from({ length: 4 }, () => {
    const racer = Bun.spawn([process.execPath, SCRIPT, database, sid], {
      stdin: "pipe",
      stdout: "pipe",
      stderr: "inherit",
    });
    return { racer, lines: racer.stdout.pipeThrough(new TextDecoderStream()).getReader() };
  });
  for (const { lines } of racers) expect((await lines.read()).value).toBe("ready\n");
  for (const { racer } of racers) {
    racer.stdin.write("go\n");
    racer.stdin.end();
  }
  const outcomes = await Promise.all(racers.map(async ({ lines }) => (await lines.read()).value?.trim()));
  await Promise.all(racers.map(({ racer }) => racer.exited));
  return outcomes;
}
