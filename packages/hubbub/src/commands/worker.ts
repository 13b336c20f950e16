import { getPriority, setPriority } from "node:os";

import {
  createLog,
  LOG_LEVELS,
  type LogLevel,
  StartRefused,
  startWorker,
  workerDefaults,
  type WorkerService,
} from "@hubbub/server";
import { Command, InvalidArgumentError, Option } from "commander";

import { stopRequested } from "../stop-requested.ts";
import {
  addWorkerOptions,
  checkWorkerOptions,
  toWorkerConfig,
  type WorkerOptions,
} from "../worker-options.ts";

/** What commander makes of the flags. */
interface WorkerFlags extends WorkerOptions {
  data: string;
  port: number;
  gatewayUrl: string;
  workerKey: string;
  authUrl?: string;
  internalKey?: string;
  nice: number;
  logLevel: LogLevel;
}

/**
 * `hubbub worker`: what follows the log and talks to the outside, until SIGTERM or SIGINT. `hubbub serve` starts it;
 * started with an IPC channel it sends `{type: "ready", port}` over it and ends with it.
 */
export function workerCommand(): Command {
  const command = new Command("worker")
    .description("run the worker of a server: search, notifications, webhooks, mail (serve starts it)")
    .addOption(new Option("--data <dir>", "data folder").env("HUBBUB_DATA").default("./hubbub-data"))
    .addOption(whole("--port <n>", "port on 127.0.0.1; 0 takes a free one", workerDefaults.port))
    .addOption(
      new Option("--gateway-url <url>", "address of the server that it works for").makeOptionMandatory(),
    )
    .addOption(
      new Option("--worker-key <key>", "key that both share; flags can be seen by others: set the variable")
        .env("HUBBUB_WORKER_KEY")
        .makeOptionMandatory(),
    )
    .addOption(new Option("--auth-url <url>", "accounts service, for the addresses that mails go to"))
    .addOption(
      new Option("--internal-key <key>", "key of the accounts service; set the variable").env(
        "HUBBUB_INTERNAL_KEY",
      ),
    )
    .addOption(whole("--nice <n>", "scheduling priority, from 0 (as others) to 19 (after others)", 10))
    .addOption(
      new Option("--log-level <level>", "least level that is logged")
        .env("HUBBUB_LOG_LEVEL")
        .choices(LOG_LEVELS)
        .default("info"),
    )
    .action(run);
  return addWorkerOptions(command);
}

async function run(flags: WorkerFlags): Promise<void> {
  const log = createLog(flags.logLevel, "worker");
  const stopped = stopRequested();
  try {
    // The chat goes first: the gateway runs at a higher priority. Only root may raise one.
    if (getPriority() < flags.nice) setPriority(flags.nice);
    checkWorkerOptions(flags);
    const { data, port, gatewayUrl, workerKey, authUrl, internalKey } = flags;
    const addresses = { gatewayUrl, workerKey, authUrl, internalKey };
    const config = { ...workerDefaults, data, port, ...addresses, ...toWorkerConfig(flags) };
    const worker: WorkerService = await startWorker(config, log);
    process.send?.({ type: "ready", port: worker.port });
    log.info({ url: worker.url }, "listening");
    log.info({ reason: await stopped }, "stopping");
    await worker.close();
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    // The channel would keep the process alive.
    if (process.connected) process.disconnect?.();
  }
}

function whole(flags: string, about: string, standard: number): Option {
  return new Option(flags, about).default(standard).argParser((text) => {
    if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
    return Number(text);
  });
}
