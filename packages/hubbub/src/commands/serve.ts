import {
  type AccountsAddress,
  createLog,
  type Gateway,
  gatewayDefaults,
  type Log,
  LOG_LEVELS,
  type Rate,
  startGateway,
  StartRefused,
} from "@hubbub/server";
import { Command, InvalidArgumentError, Option } from "commander";

import { removeControlFile, writeControlFile } from "../control-file.ts";
import { databaseOption } from "../database-option.ts";
import { addS3Options } from "../s3-options.ts";
import { startAuthChild, startWorkerChild } from "../serve-children.ts";
import { checkFlags, hasWorker, type ServeFlags, toGatewayConfig } from "../serve-config.ts";
import { type ServiceChild, ServiceRefused } from "../service-child.ts";
import { addSignInOptions } from "../sign-in-options.ts";
import { stopRequested } from "../stop-requested.ts";
import { openWebSource, type WebSource } from "../web-client/web-source.ts";
import { addWorkerOptions } from "../worker-options.ts";

/**
 * `hubbub serve`: the gateway, its worker, and without --auth-url an accounts service of its own, until SIGTERM or SIGINT. Started
 * with an IPC channel it sends `{type: "ready", port}` over it and ends with it, as `hubbub auth` does.
 */
export function serveCommand(): Command {
  const d = gatewayDefaults;
  const command = new Command("serve")
    .description("run the chat server")
    .addOption(option("--host <address>", "address to listen on; 0.0.0.0 for all").default(d.host))
    .addOption(whole("--port <n>", "port to listen on; 0 takes a free one").default(d.port))
    .addOption(option("--data <dir>", "folder of the databases, and of files without S3").default(d.data))
    .addOption(databaseOption())
    .addOption(
      option(
        "--nats <urls>",
        "NATS servers, by commas, by which nodes on one --database hear each other; without, there may be one node",
      ),
    )
    .addOption(option("--auth-url <url>", "accounts service to use, instead of starting one"))
    .addOption(
      option(
        "--internal-key <key>",
        "key of the accounts service's feed; flags can be seen by others: set the variable",
      ),
    )
    .addOption(
      option("--origins <list>", "browser origins that may connect, by commas; the server's own always may")
        .default([], "none")
        .argParser((text) => text.split(",").map((origin) => origin.trim())),
    )
    .addOption(
      option(
        "--trusted-proxies <ranges>",
        "addresses and CIDR ranges, by commas, of proxies before the server: their X-Forwarded-For is believed",
      )
        .default([], "none")
        .argParser((text) => text.split(",").map((range) => range.trim())),
    )
    .addOption(
      option("--workers <min..max>", "password hashes at a time, of the accounts service started here"),
    )
    .addOption(
      rate("--rate-commands <burst/s>", "commands of one connection: at once, then a second", d.commandRate),
    )
    .addOption(rate("--rate-sends <burst/s>", "messages of one user: at once, then a second", d.sendRate))
    .addOption(whole("--max-connections <n>", "connections at most").default(d.maxConnections))
    .addOption(
      option("--flush <mode>", "immediate sends each event for itself, for comparison")
        .choices(["adaptive", "immediate"])
        .default(d.flush),
    )
    .addOption(
      option("--json-frames <kind>", "binary sends JSON as bytes, for comparison")
        .choices(["text", "binary"])
        .default(d.jsonFrames),
    )
    .addOption(
      option("--ws-per-message-deflate", "offer permessage-deflate; costs much CPU").default(d.deflate),
    )
    .addOption(
      option(
        "--no-worker",
        "start no worker: no search, notifications, webhooks, mail, link previews; none is started with --database",
      ).default(true, "one is started"),
    )
    .addOption(option("--no-web", "serve no web client").default(true, "one is served"))
    .addOption(new Option("--watch-web").default(false).hideHelp())
    .addOption(bytes("--max-file-bytes <n>", "bytes of one uploaded file").default(d.maxFileBytes))
    .addOption(bytes("--user-quota-bytes <n>", "bytes of all files of one user").default(d.userQuotaBytes))
    .addOption(whole("--cpu-affinity <core>", "pin the main thread to a core (Linux)"))
    .addOption(
      option("--log-level <level>", "least level that is logged (on a terminal: warn)")
        .choices(LOG_LEVELS)
        .default(process.stderr.isTTY ? "warn" : "info"),
    )
    .action(serve);
  return addSignInOptions(addWorkerOptions(addS3Options(command)));
}

async function serve(flags: ServeFlags): Promise<void> {
  // What comes during the start counts after it.
  const stopped = stopRequested().then(() => undefined);
  let auth: ServiceChild | undefined;
  let worker: ServiceChild | undefined;
  let gateway: Gateway | undefined;
  let web: WebSource | undefined;
  try {
    checkFlags(flags);
    const log = createLog(flags.logLevel);
    if (flags.web) web = openWebSource(log, { watch: flags.watchWeb });
    const config = toGatewayConfig(flags, web?.files);
    let accounts: AccountsAddress = config;
    const startAccounts = async (): Promise<AccountsAddress> => {
      const internalKey = crypto.randomUUID();
      auth = await startAuthChild(flags, internalKey, log, ({ setupCode }) => {
        if (gateway && setupCode !== undefined) greet(gateway, flags, setupCode);
      });
      accounts = { authUrl: auth.url, internalKey };
      return accounts;
    };
    gateway = await startGateway(config, log, flags.authUrl === undefined ? startAccounts : undefined);
    // Nobody waits for it but who asks for a page, and then they are told what is wrong.
    web?.files().catch((error: unknown) => log.error({ err: error }, "there is no web client"));
    warnOfDatabase(flags, log);
    if (config.workerKey !== undefined) {
      worker = await startWorkerChild(flags, gateway.loopbackUrl, config.workerKey, accounts, log);
      gateway.useWorker(worker.url);
    }
    await writeControlFile(flags.data, { url: gateway.url, pid: process.pid, key: config.controlKey });
    greet(gateway, flags, auth?.ready.setupCode);
    process.send?.({ type: "ready", port: gateway.port });
    const failure = await Promise.race([stopped, gateway.failed]);
    if (failure !== undefined) throw new StartRefused(failure);
  } catch (error) {
    if (!(error instanceof StartRefused || error instanceof ServiceRefused)) throw error;
    if (error.message !== "") console.error(error.message);
    process.exitCode = 1;
  } finally {
    if (gateway) await removeControlFile(flags.data);
    web?.close();
    // Before the gateway: whoever closes the database last leaves it as one file, and only a writer can.
    await worker?.close();
    await gateway?.close();
    await auth?.close();
    // The channel would keep the process alive.
    if (process.connected) process.disconnect?.();
  }
}

/** What a node on a shared database doesn't have, or has alone. */
function warnOfDatabase(flags: ServeFlags, log: Log): void {
  if (flags.database === undefined) return;
  if (flags.worker && !hasWorker(flags)) {
    log.warn("no worker with --database: no search, notifications, webhooks, mail, link previews");
  }
  if (flags.nats !== undefined && flags.s3Bucket === undefined) {
    log.warn(
      { data: flags.data },
      "uploaded files are in this node's data folder: other nodes need S3, or the same folder",
    );
  }
}

function greet({ url, loopbackUrl }: Gateway, { web, publicUrl }: ServeFlags, setupCode?: string): void {
  if (setupCode === undefined) return console.log(`Hubbub is on ${url}`);
  // A fragment stays in the browser: no log of a proxy has the code.
  const page = new URL(`/setup#code=${setupCode}`, publicUrl ?? loopbackUrl);
  const inBrowser = web ? `at ${page} or ` : "";
  const inTerminal = `with: npx hubbub chat --url ${url} --setup-code ${setupCode}`;
  console.log(`Hubbub is on ${url}; the first administrator signs up ${inBrowser}${inTerminal}`);
}

/** An option that is also read from HUBBUB_ and its name. */
function option(flags: string, about: string): Option {
  const made = new Option(flags, about);
  return made.env(`HUBBUB_${made.name().toUpperCase().replaceAll("-", "_")}`);
}

function whole(flags: string, about: string): Option {
  return option(flags, about).argParser((text) => {
    if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
    return Number(text);
  });
}

function bytes(flags: string, about: string): Option {
  return option(flags, about).argParser((text) => {
    if (!/^[1-9]\d{0,14}$/.test(text))
      throw new InvalidArgumentError("It must be a whole number of bytes from 1 up.");
    return Number(text);
  });
}

function rate(flags: string, about: string, standard: Rate): Option {
  return option(flags, about)
    .default(standard, `${standard.burst}/${standard.perSecond}`)
    .argParser((text): Rate => {
      const match = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
      const [burst, perSecond] = [Number(match?.[1]), Number(match?.[2])];
      if (!(burst >= 1 && perSecond >= 1)) throw new InvalidArgumentError("It must be like 100/20.");
      return { burst, perSecond };
    });
}
