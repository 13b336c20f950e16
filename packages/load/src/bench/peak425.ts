import { Crowd } from "../generator/crowd.ts";
import { socketUrl } from "../generator/socket-url.ts";
import { TokenIssuer } from "../generator/token-issuer.ts";
import { DEFAULT_WIRE } from "../generator/wire.ts";
import { allowConnections } from "../run/open-files.ts";
import { PLATEAU_HEADINGS, plateauRow, Plateaus, warmUp } from "./chat-plateau.ts";
import { checkGenerator } from "./generator-check.ts";
import { watchMetrics } from "./hubbub-metrics.ts";
import { type BenchOptions } from "./options.ts";
import { printTable } from "./print-table.ts";
import { startHubbub } from "./server-process.ts";
import { checkTargets } from "./targets.ts";

const USERS = 425;
const SECONDS = 20;
const P99_MOST_MS = 25;
const CPU_MOST_PERCENT = 30;

/** The load at which the server of the performance report came to its end: 425 users, 18,000 deliveries/s. */
export async function runPeakBench(options: BenchOptions): Promise<boolean> {
  const { users = USERS, seconds = SECONDS, channels, rate, seed } = options;
  allowConnections(users);
  using issuer = new TokenIssuer();
  await using hubbub = await startHubbub(["--auth-url", issuer.url], options.profile);
  const token = (user: number) => issuer.token(user);
  const crowd = new Crowd({
    ...DEFAULT_WIRE,
    url: socketUrl(hubbub.url),
    users,
    channels,
    token,
    acks: true,
  });
  await crowd.gather();
  const runs = new Plateaus();
  console.log(`\npeak425: ${users} users in ${channels} channels, ${rate} messages/s each, ${seconds} s`);
  await warmUp(crowd, { rate, seed, pids: [] });
  const figures = await watchMetrics(hubbub);
  await runs.run(crowd, { rate, seconds, seed, pids: [hubbub.pid] });
  printTable(PLATEAU_HEADINGS, [plateauRow("Hubbub, durable", runs)]);
  console.log(await figures());
  checkGenerator([runs], runs.lags);
  const met = checkTargets([
    { what: "latency p99", value: runs.latencies.percentile(99), most: P99_MOST_MS, unit: " ms" },
    { what: "gateway CPU", value: runs.serverPercent, most: CPU_MOST_PERCENT, unit: "% of a core" },
    ...runs.faultTargets("Hubbub"),
  ]);
  crowd.close();
  return met;
}
