import { Crowd } from "../generator/crowd.ts";
import { socketUrl } from "../generator/socket-url.ts";
import { standStill } from "../generator/stand-still.ts";
import { TokenIssuer } from "../generator/token-issuer.ts";
import { DEFAULT_WIRE } from "../generator/wire.ts";
import { memoryBytes } from "../measure/process-figures.ts";
import { allowConnections } from "../run/open-files.ts";
import { PLATEAU_HEADINGS, plateauRow, Plateaus } from "./chat-plateau.ts";
import { checkGenerator } from "./generator-check.ts";
import { type BenchOptions } from "./options.ts";
import { printTable } from "./print-table.ts";
import { startHubbub } from "./server-process.ts";
import { checkTargets } from "./targets.ts";

const USERS = 400;
/** Messages a second of each: those of its channel pass what may wait for the slow reader twice in a round. */
const RATE = 15;
const SECONDS = 6.5;
const WARM_UP_SECONDS = 2;
const ROUNDS = 2;
const RATIO_MOST = 2;
const MEMORY_MOST_MB = 32;

/**
 * Whether one who stops reading slows the others: the same chat by turns with all reading, and with one more whose
 * socket takes nothing, and who fetches afterwards what it missed.
 */
export async function runSlowReaderBench(options: BenchOptions): Promise<boolean> {
  const { users = USERS, seconds = SECONDS, channels, seed } = options;
  allowConnections(users + ROUNDS);
  using issuer = new TokenIssuer();
  await using hubbub = await startHubbub(["--auth-url", issuer.url], options.profile);
  const token = (user: number) => issuer.token(user);
  // Readers come after the others, and another one each time: the kernel gives a connection that has caught up
  // larger buffers.
  const all = { users: users + ROUNDS, channels, token, acks: true };
  const crowd = new Crowd({ ...DEFAULT_WIRE, url: socketUrl(hubbub.url), ...all });
  await crowd.gather();
  for (let round = 0; round < ROUNDS; round++) crowd.log.setAside(users + round);
  const silent = (user: number) => user >= users;

  console.log(
    `\nslow-reader: ${users} users in ${channels} channels, ${RATE} messages/s each, all reading and with one more who stands still, ${ROUNDS} × ${seconds} s`,
  );
  const [reading, standing] = [new Plateaus(), new Plateaus()];
  // What is compiled on the way counts for neither.
  await new Plateaus().run(crowd, {
    rate: RATE,
    seconds: WARM_UP_SECONDS,
    seed,
    silent,
    pids: [],
  });
  let [grown, unnoticed, gaps, fetched] = [0, 0, 0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const load = { rate: RATE, seconds, seed: seed + round, silent, pids: [hubbub.pid] };
    await reading.run(crowd, load);
    const before = memoryBytes(hubbub.pid);
    const readOn = await standStill(crowd, users + round);
    const end = async () => {
      grown = Math.max(grown, memoryBytes(hubbub.pid) - before);
      const stood = await readOn();
      if (stood.gaps === 0) unnoticed++;
      gaps += stood.gaps;
      fetched += stood.fetched;
    };
    await standing.run(crowd, { ...load, plateau: { begin: () => {}, end } });
  }
  printTable(PLATEAU_HEADINGS, [plateauRow("all read", reading), plateauRow("one stands still", standing)]);
  console.log(`  the slow readers were told ${gaps} gaps, and fetched ${fetched} messages in all`);
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
    ...standing.faultTargets("chat"),
  ]);
  crowd.close();
  return met;
}
