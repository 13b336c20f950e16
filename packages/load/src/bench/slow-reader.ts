import { Crowd } from "../generator/crowd.ts";
import { StillReader } from "../generator/still-reader.ts";
import { TokenIssuer } from "../generator/token-issuer.ts";
import { DEFAULT_WIRE } from "../generator/wire.ts";
import { memoryBytes } from "../measure/process-figures.ts";
import { allowConnections } from "../run/open-files.ts";
import { PLATEAU_HEADINGS, plateauRow, Plateaus } from "./chat-plateau.ts";
import { checkGenerator } from "./generator-check.ts";
import { type BenchOptions } from "./options.ts";
import { printTable } from "./print-table.ts";
import { socketUrl, startHubbub } from "./server-process.ts";
import { checkTargets } from "./targets.ts";

const USERS = 400;
/** Messages a second of each: 50,000 pass the slow reader in the rounds that it is there for. */
const RATE = 10;
const SECONDS = 6.5;
const WARM_UP_SECONDS = 2;
const ROUNDS = 2;
const RATIO_MOST = 2;
const MEMORY_MOST_MB = 32;

/**
 * Whether one who stops reading slows the others: the same chat by turns with all reading, and with one more
 * subscriber of all channels whose socket takes nothing.
 */
export async function runSlowReaderBench(options: BenchOptions): Promise<boolean> {
  const { users = USERS, seconds = SECONDS, channels, seed } = options;
  allowConnections(users + 1);
  using issuer = new TokenIssuer();
  await using hubbub = await startHubbub(["--auth-url", issuer.url], options.profile);
  const token = (user: number) => issuer.token(user);
  const crowd = new Crowd({ ...DEFAULT_WIRE, url: socketUrl(hubbub), users, channels, token, acks: true });
  await crowd.gather();
  const all = Array.from({ length: channels }, (_, channel) => crowd.channelId(channel));
  const reader = await StillReader.open(socketUrl(hubbub), token(users), all);

  console.log(
    `\nslow-reader: ${users} users in ${channels} channels, ${RATE} messages/s each, all reading and with one more who stands still, ${ROUNDS} × ${seconds} s`,
  );
  const [reading, standing] = [new Plateaus(), new Plateaus()];
  // What is compiled on the way counts for neither.
  await new Plateaus().run(crowd, {
    rate: RATE,
    seconds: WARM_UP_SECONDS,
    seed,
    pids: [],
  });
  let [grown, unnoticed] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const load = { rate: RATE, seconds, pids: [hubbub.pid] };
    await reading.run(crowd, { ...load, seed: seed + round });
    const before = memoryBytes(hubbub.pid);
    reader.stand(all[0]!);
    await standing.run(crowd, { ...load, seed: seed + round });
    grown = Math.max(grown, memoryBytes(hubbub.pid) - before);
    const told = reader.gaps;
    await reader.goOn();
    if (reader.gaps === told) unnoticed++;
  }
  printTable(PLATEAU_HEADINGS, [plateauRow("all read", reading), plateauRow("one stands still", standing)]);
  console.log(`  the slow reader was told ${reader.gaps} gaps of ${reader.skipped} messages in all`);
  checkGenerator([reading, standing], standing.lags);
  const met = checkTargets([
    {
      what: "latency p99 of the others, one standing still over all reading:",
      value: standing.latencies.percentile(99) / reading.latencies.percentile(99),
      most: RATIO_MOST,
      unit: "×",
    },
    { what: "memory grown meanwhile", value: grown / 2 ** 20, most: MEMORY_MOST_MB, unit: " MiB" },
    {
      what: "rounds in which the slow reader was told no gap",
      value: unnoticed,
      most: 0,
      unit: "",
    },
    ...standing.faultTargets("the others"),
  ]);
  reader.close();
  crowd.close();
  return met;
}
