import { join } from "node:path";

import { Hubbub } from "@hubbub/client";

import { TokenIssuer } from "../generator/token-issuer.ts";
import { type ServiceProcess, temporaryData } from "../run/service-process.ts";
import type { BenchOptions } from "./options.ts";
import { startHubbub } from "./server-process.ts";

const MESSAGES = 1_000_000;
const USERS = 2_000;
/** A third of them private: everybody sees 1,000. */
export const CHANNELS = 1_500;
/** Who asks. */
const USER = 500;
/** Searches and pages come one after the other, as fast as the answers do. */
const UNLIMITED = ["--rate-commands", "1000000/1000000"];

export interface SeededServer extends AsyncDisposable {
  messages: number;
  hubbub: ServiceProcess;
  client: Hubbub;
}

/** A server with a million messages as people write them (or --messages), and a user of it. */
export async function startSeededServer(
  options: BenchOptions,
  flags: readonly string[],
): Promise<SeededServer> {
  const { messages = MESSAGES, seed } = options;
  const data = temporaryData();
  // Brings the server along, which the other benches start as a process.
  const { seedDatabase } = await import("@hubbub/devkit");
  console.log(`  seeding ${messages} messages of ${USERS} users in ${CHANNELS} channels`);
  await seedDatabase({ data: join(data), messages, seed, users: USERS, channels: CHANNELS });
  const stack = new AsyncDisposableStack();
  const issuer = stack.use(new TokenIssuer());
  const given = ["--auth-url", issuer.url, ...UNLIMITED, ...flags];
  const hubbub = stack.use(await startHubbub(given, options.profile, data));
  const client = await Hubbub.connect({ url: hubbub.url.href, token: () => issuer.token(USER) });
  stack.defer(() => client.close());
  return { messages, hubbub, client, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Milliseconds that each call of `ask` took, one after the other, ascending. */
export async function timesOf(count: number, ask: (number: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < count; number++) {
    const start = performance.now();
    await ask(number);
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b);
}

export function percentile(ascending: readonly number[], percent: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor((ascending.length * percent) / 100))] ?? NaN;
}
