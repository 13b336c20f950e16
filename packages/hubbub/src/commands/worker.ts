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

/** What commander makes of the flags. */
interface WorkerFlags {
  data: string;
  port: number;
  gatewayUrl: string;
  workerKey: string;
  nice: number;
  logLevel: LogLevel;
}

/**
 * `hubbub worker`: what follows the log and talks to the outside, until SIGTERM or SIGINT. `hubbub serve` starts it;
 * started with an IPC channel it sends `{type: "ready", port}` over it and ends with it.
 */
export function workerCommand(): Command {
  return new Command("worker")
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
    .addOption(whole("--nice <n>", "scheduling priority, from 0 (as others) to 19 (after others)", 10))
    .addOption(
      new Option("--log-level <level>", "least level that is logged")
        .env("HUBBUB_LOG_LEVEL")
        .choices(LOG_LEVELS)
        .default("info"),
    )
    .action(run);
}

async function run(flags: WorkerFlags): Promise<void> {
  const log = createLog(flags.logLevel, "worker");
  const stopped = stopRequested();
  try {
    // The chat goes first: the gateway runs at a higher priority. Only root may raise one.
    if (getPriority() < flags.nice) setPriority(flags.nice);
    const { data, port, gatewayUrl, workerKey } = flags;
    const worker: WorkerService = await startWorker(
      { ...workerDefaults, data, port, gatewayUrl, workerKey },
      log,
    );
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
