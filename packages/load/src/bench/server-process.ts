import { join } from "node:path";

import { onServerCore } from "../run/cores.ts";
import { type ServiceProcess, startService, temporaryData } from "../run/service-process.ts";

const HUBBUB = join(import.meta.dir, "..", "..", "..", "hubbub", "src", "main.ts");
/** Between gateway and accounts service. */
const INTERNAL_KEY = crypto.randomUUID();

/** The broadcast loop that Hubbub is measured against. */
export function startBareServer(): Promise<ServiceProcess> {
  return start([join(import.meta.dir, "bare-server.ts")], temporaryData());
}

/** `hubbub serve` with these flags, profiled into the folder if there is one. The data folder goes with it. */
export function startHubbub(
  flags: readonly string[],
  profile: string | undefined,
  data = temporaryData(),
): Promise<ServiceProcess> {
  const profiling = profile === undefined ? [] : ["--cpu-prof", "--cpu-prof-md", "--cpu-prof-dir", profile];
  return startCommand(profiling, "serve", ["--no-web", ...flags], data);
}

/** `hubbub auth`, the accounts service alone, without limits on logins, whose hashes cost what they do by default. */
export function startAccounts(): Promise<ServiceProcess> {
  return startCommand(
    [],
    "auth",
    ["--limit-address", "off", "--limit-name", "off", "--limit-signup", "off"],
    temporaryData(),
  );
}

/** A command of Hubbub's on a free port and with a data folder that goes with it. */
function startCommand(
  bunFlags: readonly string[],
  command: string,
  flags: readonly string[],
  data: string,
): Promise<ServiceProcess> {
  return start([...bunFlags, HUBBUB, command, "--port", "0", "--data", data, ...flags], data);
}

function start(args: readonly string[], data: string): Promise<ServiceProcess> {
  const env = { HUBBUB_LOG_LEVEL: "warn", HUBBUB_INTERNAL_KEY: INTERNAL_KEY };
  return startService(onServerCore([process.execPath, ...args]), { env, data });
}
