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
import { startBareServer, startHubbub } from "./server-process.ts";
import { checkTargets } from "./targets.ts";

const USERS = 2000;
const SECONDS = 8;
const ROUNDS = 2;
/** CPU per delivery, durable and checked, over that of the bare loop. */
const RATIO_MOST = 1.5;

/**
 * What Hubbub costs beside the least that a broadcast can cost: both servers run, and get the same load by
 * turns.
 */
export async function runFanoutBench(options: BenchOptions): Promise<boolean> {
  const { users = USERS, seconds = SECONDS, channels, rate, seed } = options;
  allowConnections(2 * users);
  using issuer = new TokenIssuer();
  await using bare = await startBareServer();
  await using hubbub = await startHubbub(["--auth-url", issuer.url], options.profile);
  const bareCrowd = new Crowd({
    ...DEFAULT_WIRE,
    url: socketUrl(bare.url),
    users,
    channels,
    token: undefined,
    acks: false,
  });
  await bareCrowd.gather();
  const token = (user: number) => issuer.token(user);
  const hubbubCrowd = new Crowd({
    ...DEFAULT_WIRE,
    url: socketUrl(hubbub.url),
    users,
    channels,
    token,
    acks: true,
  });
  await hubbubCrowd.gather();

  const [bareRuns, hubbubRuns] = [new Plateaus(), new Plateaus()];
  console.log(
    `\nfanout: ${users} users in ${channels} channels, ${rate} messages/s each, ${ROUNDS} × ${seconds} s`,
  );
  await warmUp(bareCrowd, { rate, seed, pids: [] });
  await warmUp(hubbubCrowd, { rate, seed, pids: [] });
  const figures = await watchMetrics(hubbub);
  for (let round = 0; round < ROUNDS; round++) {
    await bareRuns.run(bareCrowd, { rate, seconds, seed: seed + round, pids: [bare.pid] });
    await hubbubRuns.run(hubbubCrowd, { rate, seconds, seed: seed + round, pids: [hubbub.pid] });
  }
  printTable(PLATEAU_HEADINGS, [
    plateauRow("bare loop in memory", bareRuns),
    plateauRow("Hubbub, durable", hubbubRuns),
  ]);
  console.log(await figures());
  checkGenerator([bareRuns, hubbubRuns], hubbubRuns.lags);
  const met = checkTargets([
    {
      what: "CPU per delivery, Hubbub over bare loop:",
      value: hubbubRuns.cpuPerDeliveryUs / bareRuns.cpuPerDeliveryUs,
      most: RATIO_MOST,
      unit: "×",
    },
    ...bareRuns.faultTargets("bare loop"),
    ...hubbubRuns.faultTargets("Hubbub"),
  ]);
  bareCrowd.close();
  hubbubCrowd.close();
  return met;
}
