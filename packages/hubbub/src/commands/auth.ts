import { getPriority, setPriority } from "node:os";
import { join } from "node:path";

import {
  AccountsRefused,
  type AuthConfig,
  authDefaults,
  type AuthService,
  type BucketSize,
  ConfigRefused,
  createLog,
  LOG_LEVELS,
  type LogLevel,
  startAuth,
} from "@hubbub/auth";
import { Command, InvalidArgumentError, Option } from "commander";

import { ACCOUNTS_FILE } from "../data-files.ts";
import { addSignInOptions, oidcOf, type SignInOptions } from "../sign-in-options.ts";
import { stopRequested } from "../stop-requested.ts";

/** What commander makes of the flags. */
interface AuthFlags extends SignInOptions {
  host: string;
  port: number;
  data: string;
  database?: string;
  workers: { min: number; max: number };
  hashQueue: number;
  queueDelayTarget: number;
  memoryCost: number;
  timeCost: number;
  accessTokenSeconds: number;
  refreshIdleDays: number;
  keyRotationDays: number;
  limitAddress: BucketSize | "off";
  limitName: BucketSize | "off";
  limitCode: BucketSize | "off";
  limitMail: BucketSize | "off";
  limitSignup: BucketSize | "off";
  internalKey?: string;
  publicUrl?: string;
  trustedProxies: string[];
  nice: number;
  logLevel: LogLevel;
}

const DAY = 86_400;

/**
 * `hubbub auth`: the accounts service, until SIGTERM or SIGINT. Started with an IPC channel it sends
 * `{type: "ready", port, setupCode}` over it and ends with it, so that it never outlives its parent; SIGINT, which a
 * terminal sends to both, is then the parent's to act on.
 */
export function authCommand(): Command {
  const d = authDefaults;
  const command = new Command("auth")
    .description("run the accounts service: sign-up, login, tokens")
    .addOption(option("--host <address>", "address to listen on").default(d.host))
    .addOption(whole("--port <n>", "port to listen on; 0 takes a free one", d.port))
    .addOption(new Option("--data <dir>", "data folder").env("HUBBUB_DATA").default("./hubbub-data"))
    .addOption(
      new Option(
        "--database <file|url>",
        "accounts database, a file or one of Postgres, as postgres://USER:PASSWORD@HOST:PORT/NAME, which any number of " +
          "services share; flags can be seen by others: set the variable (default: DIR/accounts.sqlite)",
      ).env("HUBBUB_DATABASE"),
    )
    .addOption(
      option("--workers <min..max>", "password hashes at a time: kept ready, and at most")
        .default({ min: d.workersMin, max: d.workersMax }, `${d.workersMin}..${d.workersMax}`)
        .argParser(parseWorkers),
    )
    .addOption(whole("--hash-queue <n>", "passwords that wait, at most; then 429", d.hashQueue))
    .addOption(whole("--queue-delay-target <ms>", "wait that starts one more worker", d.queueDelayTargetMs))
    .addOption(whole("--memory-cost <KiB>", "memory of one Argon2id hash", d.memoryCost))
    .addOption(whole("--time-cost <n>", "passes of one Argon2id hash", d.timeCost))
    .addOption(whole("--access-token-seconds <n>", "life of an access token", d.accessTokenSeconds))
    .addOption(
      whole("--refresh-idle-days <n>", "a session unused for so long ends", d.refreshIdleSeconds / DAY),
    )
    .addOption(whole("--key-rotation-days <n>", "how long one key signs tokens", d.keyRotationSeconds / DAY))
    .addOption(limit("--limit-address <burst/min>", "password checks from one address", d.checksPerAddress))
    .addOption(limit("--limit-name <burst/min>", "password checks for one account name", d.checksPerName))
    .addOption(
      limit("--limit-code <burst/min>", "codes of authenticator apps for one account", d.codesPerAccount),
    )
    .addOption(
      limit("--limit-mail <burst/min>", "mails about one account's forgotten password", d.mailsPerAccount),
    )
    .addOption(limit("--limit-signup <burst/min>", "new accounts from one address", d.signupsPerAddress))
    .addOption(
      new Option(
        "--internal-key <key>",
        "key of the revocation feed; flags can be seen by others: set the variable",
      ).env("HUBBUB_INTERNAL_KEY"),
    )
    .addOption(
      new Option(
        "--public-url <url>",
        "address by which users reach the server, for passkeys and single sign-on",
      ).env("HUBBUB_PUBLIC_URL"),
    )
    .addOption(
      option(
        "--trusted-proxies <ranges>",
        "addresses and CIDR ranges, by commas, whose X-Forwarded-For is believed",
      )
        .default([], "none")
        .argParser((text) => text.split(",").map((range) => range.trim())),
    )
    .addOption(whole("--nice <n>", "scheduling priority, from 0 (as others) to 19 (after others)", 10))
    .addOption(new Option("--log-level <level>").env("HUBBUB_LOG_LEVEL").choices(LOG_LEVELS).default("info"))
    .action(run);
  return addSignInOptions(command);
}

async function run(flags: AuthFlags): Promise<void> {
  const log = createLog(flags.logLevel);
  const stopped = stopRequested();
  const service = await start(flags, log);
  if (service) {
    const { port, url, setupCode } = service;
    if (process.send) process.send({ type: "ready", port, setupCode });
    else console.log(`Accounts service on ${url}${setupCode ? `, setup code ${setupCode}` : ""}`);
    log.info({ reason: await stopped }, "stopping");
    await service.close();
  } else {
    process.exitCode = 1;
  }
  // The channel would keep the process alive.
  if (process.connected) process.disconnect?.();
}

/** Undefined, with the reason on stderr, if the service can't run. */
async function start(flags: AuthFlags, log: ReturnType<typeof createLog>): Promise<AuthService | undefined> {
  try {
    // Logins must not slow the chat: the gateway runs at a higher priority. Only root may raise one.
    if (getPriority() < flags.nice) setPriority(flags.nice);
    return await startAuth(toConfig(flags), { log });
  } catch (error) {
    if (!(error instanceof ConfigRefused || error instanceof AccountsRefused)) throw error;
    console.error(error.message);
    return undefined;
  }
}

function toConfig(flags: AuthFlags): AuthConfig {
  return {
    ...authDefaults,
    host: flags.host,
    port: flags.port,
    database: flags.database ?? join(flags.data, ACCOUNTS_FILE),
    workersMin: flags.workers.min,
    workersMax: flags.workers.max,
    hashQueue: flags.hashQueue,
    queueDelayTargetMs: flags.queueDelayTarget,
    memoryCost: flags.memoryCost,
    timeCost: flags.timeCost,
    accessTokenSeconds: flags.accessTokenSeconds,
    refreshIdleSeconds: flags.refreshIdleDays * DAY,
    keyRotationSeconds: flags.keyRotationDays * DAY,
    checksPerAddress: sizeOf(flags.limitAddress),
    checksPerName: sizeOf(flags.limitName),
    codesPerAccount: sizeOf(flags.limitCode),
    mailsPerAccount: sizeOf(flags.limitMail),
    signupsPerAddress: sizeOf(flags.limitSignup),
    internalKey: flags.internalKey,
    publicUrl: flags.publicUrl,
    signup: flags.signup,
    oidc: oidcOf(flags),
    trustedProxies: flags.trustedProxies,
  };
}

/** An option that is also read from HUBBUB_AUTH_ and its name. */
function option(flags: string, about: string): Option {
  const made = new Option(flags, about);
  return made.env(`HUBBUB_AUTH_${made.name().toUpperCase().replaceAll("-", "_")}`);
}

function whole(flags: string, about: string, standard: number): Option {
  return option(flags, about)
    .default(standard)
    .argParser((text) => {
      if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
      return Number(text);
    });
}

function limit(flags: string, about: string, standard: BucketSize | undefined): Option {
  const shown = standard ? `${standard.burst}/${standard.perMinute}` : "off";
  return option(flags, `${about}: so many at once, then so many a minute; or off`)
    .default(standard ?? "off", shown)
    .argParser((text): BucketSize | "off" => {
      if (text === "off") return "off";
      const match = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
      if (!match) throw new InvalidArgumentError('It must be like 10/6, or "off".');
      return { burst: Number(match[1]), perMinute: Number(match[2]) };
    });
}

function sizeOf(flag: BucketSize | "off"): BucketSize | undefined {
  return flag === "off" ? undefined : flag;
}

function parseWorkers(text: string): { min: number; max: number } {
  const match = /^(\d{1,3})(?:\.\.(\d{1,3}))?$/.exec(text);
  if (!match) throw new InvalidArgumentError("It must be like 1..4, or one number.");
  return { min: Number(match[1]), max: Number(match[2] ?? match[1]) };
}
