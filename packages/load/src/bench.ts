/**
 * `npm run bench -- [BENCH…]`: measures what Hubbub promises of its speed, each as figures and as a verdict on a
 * target. Exits with 1 if a target was missed, with 2 if the benches can't be run as asked.
 */
import { runFanoutBench } from "./bench/fanout.ts";
import { runIdleBench } from "./bench/idle.ts";
import { runLoginsBench } from "./bench/logins.ts";
import { type BenchName, type BenchOptions, readOptions, USAGE } from "./bench/options.ts";
import { runPeakBench } from "./bench/peak425.ts";
import { runSlowReaderBench } from "./bench/slow-reader.ts";
import { OptionsRefused } from "./options-refused.ts";
import { coresSentence, moveToGeneratorCores } from "./run/cores.ts";

/**
 * Give whether all targets were met; codec and store have none. They, search, history and web are loaded only when asked
 * for, since they bring other libraries along.
 */
const RUN: Record<BenchName, (options: BenchOptions) => Promise<boolean>> = {
  codec: async () => {
    await (await import("./bench/codec.ts")).runCodecBench();
    return true;
  },
  store: async () => {
    await (await import("./bench/store.ts")).runStoreBench();
    return true;
  },
  fanout: runFanoutBench,
  peak425: runPeakBench,
  idle: runIdleBench,
  logins: runLoginsBench,
  "slow-reader": runSlowReaderBench,
  search: async (options) => (await import("./bench/search.ts")).runSearchBench(options),
  history: async (options) => (await import("./bench/history.ts")).runHistoryBench(options),
  web: async (options) => (await import("./bench/web.ts")).runWebBench(options),
};

/** No server is measured there, or, with a browser, more processes than there are cores. */
const UNPINNED: ReadonlySet<BenchName> = new Set(["codec", "store", "web"]);

async function run(options: BenchOptions): Promise<boolean> {
  const servers = options.benches.filter((bench) => bench !== "codec" && bench !== "store");
  if (servers.length > 0 && process.platform !== "linux") {
    throw new OptionsRefused(`${servers.join(", ")}: reads /proc of Linux, which is not here.`);
  }
  if (servers.some((bench) => !UNPINNED.has(bench))) console.log(coresSentence());
  let met = true;
  for (const bench of options.benches) {
    const moveBack = UNPINNED.has(bench) ? undefined : moveToGeneratorCores();
    met = (await RUN[bench](options)) && met;
    moveBack?.();
  }
  return met;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") console.log(USAGE);
  else process.exitCode = (await run(options)) ? 0 : 1;
} catch (error) {
  if (!(error instanceof OptionsRefused)) throw error;
  console.error(`${error.message} "npm run bench -- --help" says what can be asked.`);
  process.exitCode = 2;
}
