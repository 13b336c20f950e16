import { Crowd } from "../generator/crowd.ts";
import { socketUrl } from "../generator/socket-url.ts";
import { DEFAULT_WIRE } from "../generator/wire.ts";
import { cpuSeconds, processTree } from "../measure/process-figures.ts";
import { allowConnections } from "../run/open-files.ts";
import { PLATEAU_HEADINGS, plateauRow, Plateaus, warmUp } from "./chat-plateau.ts";
import { checkGenerator } from "./generator-check.ts";
import { watchMetrics } from "./hubbub-metrics.ts";
import { LoginLoad } from "./login-load.ts";
import { type BenchOptions } from "./options.ts";
import { printTable } from "./print-table.ts";
import { startAccounts, startHubbub } from "./server-process.ts";
import { checkTargets } from "./targets.ts";

const USERS = 200;
const SECONDS = 8;
const ROUNDS = 2;
const LOGINS_PER_SECOND = 20;
const RATIO_MOST = 1.5;

/**
 * Whether logins slow the chat: the same chat by turns with and without people logging in through the gateway
 * at the accounts service, which shares its core and computes real password hashes.
 */
export async function runLoginsBench(options: BenchOptions): Promise<boolean> {
  const { users = USERS, seconds = SECONDS, channels, rate, seed } = options;
  allowConnections(users + LOGINS_PER_SECOND);
  await using accounts = await startAccounts();
  await using hubbub = await startHubbub(["--auth-url", accounts.url.origin], options.profile);
  const logins = new LoginLoad(hubbub.url);
  await logins.signUp(users);
  const token = (user: number) => logins.tokens[user]!;
  const crowd = new Crowd({
    ...DEFAULT_WIRE,
    url: socketUrl(hubbub.url),
    users,
    channels,
    token,
    acks: true,
  });
  await crowd.gather();

  console.log(
    `\nlogins: ${users} users in ${channels} channels, ${rate} messages/s each, without and with ${LOGINS_PER_SECOND} logins/s, ${ROUNDS} × ${seconds} s`,
  );
  const [without, within] = [new Plateaus(), new Plateaus()];
  const hashing = processTree(accounts.pid);
  const hashSeconds = () => hashing.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  let accountsSeconds = 0;
  let [aloneFigures, withinFigures] = ["", ""];
  await warmUp(crowd, { rate, seed, pids: [] });
  for (let round = 0; round < ROUNDS; round++) {
    const alone = await watchMetrics(hubbub);
    const load = { rate, seconds, pids: [hubbub.pid] };
    await without.run(crowd, { ...load, seed: seed + round });
    aloneFigures = await alone();
    const along = await watchMetrics(hubbub);
    logins.begin(LOGINS_PER_SECOND, seed + round);
    const plateau = {
      begin: () => void (accountsSeconds -= hashSeconds()),
      end: () => void (accountsSeconds += hashSeconds()),
    };
    await within.run(crowd, { ...load, seed: seed + round, plateau });
    withinFigures = await along();
    await logins.end();
  }
  printTable(PLATEAU_HEADINGS, [
    plateauRow("chat alone", without),
    plateauRow("chat while others log in", within),
  ]);
  console.log(`${aloneFigures}, alone\n${withinFigures}, with logins (last round each)`);
  const p99 = logins.latencies.percentile(99).toFixed(0);
  console.log(
    `  ${logins.latencies.count} logins: p50 ${logins.latencies.percentile(50).toFixed(0)} ms, p99 ${p99} ms; accounts service: ${((accountsSeconds * 100_000) / within.ms).toFixed(0)}% of a core`,
  );
  checkGenerator([without], without.lags);
  const met = checkTargets([
    {
      what: "latency p99, with logins over without:",
      value: within.latencies.percentile(99) / without.latencies.percentile(99),
      most: RATIO_MOST,
      unit: "×",
    },
    { what: "logins that failed", value: logins.failures, most: 0, unit: "" },
    ...within.faultTargets("chat"),
  ]);
  crowd.close();
  return met;
}
