import { LIMITS } from "@hubbub/protocol";

import { TEXT_MIN } from "../generator/message-text.ts";
import { OptionsRefused } from "../options-refused.ts";
import { type RunOptions } from "../result/result.ts";
import { SCENARIOS } from "../scenarios/index.ts";
import { type Scenario, type Settings } from "../scenarios/scenario.ts";
import { unpinnable } from "./cores.ts";

/** What a run takes where neither the command line nor the scenario says anything. */
export const DEFAULTS: Readonly<Settings> = {
  users: 425,
  channels: 10,
  rate: 1.04,
  arrivals: "poisson",
  size: 64,
  rampUpMs: 10_000,
  plateauMs: 30_000,
  rampDownMs: 5_000,
  auth: "none",
  codec: "protobuf",
  deflate: false,
  workers: 1,
  serverFlags: [],
};

const USERS_MAX = 1_000_000;
const RATE_MAX = 1000;
const WORKERS_MAX = 256;
const PLATEAU_MIN_MS = 1000;
const WEEK_MS = 7 * 86_400_000;

/** The scenario with this name. Throws OptionsRefused. */
export function scenarioNamed(name: string): Scenario {
  const scenario = SCENARIOS.find((known) => known.name === name);
  if (scenario !== undefined) return scenario;
  const names = SCENARIOS.map((known) => known.name).join(", ");
  throw new OptionsRefused(`There is no scenario "${name}": there are ${names}.`);
}

/** Fills in what was not asked for, by the scenario and `DEFAULTS`. Throws OptionsRefused for what can't be. */
export function runOptions(asked: Partial<RunOptions> = {}): RunOptions {
  const scenario = scenarioNamed(asked.scenario ?? "chat");
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const standard = { ...DEFAULTS, ...scenario.defaults };
  const extra = Object.entries(scenario.extra ?? {}).map(([name, option]) => [name, option.default]);
  const options: RunOptions = {
    ...standard,
    channels: Math.min(standard.channels, asked.users ?? standard.users),
    target: null,
    seed: 1,
    ...given,
    pinned: (asked.pinned ?? true) && unpinnable === undefined && (asked.target ?? null) === null,
    scenario: scenario.name,
    extra: { ...Object.fromEntries(extra), ...asked.extra },
  };
  checkRunOptions(options);
  return options;
}

/** Throws OptionsRefused, with a sentence, for options that can't be run. */
export function checkRunOptions(options: RunOptions): void {
  const fault = faultOf(options);
  if (fault !== undefined) throw new OptionsRefused(fault);
}

function faultOf(options: RunOptions): string | undefined {
  const scenario = scenarioNamed(options.scenario);
  return (
    faultOfNumbers(options) ??
    faultOfServer(options) ??
    faultOfExtra(options, scenario) ??
    scenario.refuse?.(options)
  );
}

function faultOfNumbers(options: RunOptions): string | undefined {
  const { users, channels, rate, size, workers, plateauMs } = options;
  if (!isWhole(users, 1, USERS_MAX))
    return `--users takes a whole number from 1 to ${USERS_MAX}, not ${users}.`;
  if (!isWhole(channels, 0, USERS_MAX)) return `--channels takes a whole number, not ${channels}.`;
  if (!(rate >= 0 && rate <= RATE_MAX)) return `--rate takes a number from 0 to ${RATE_MAX}, not ${rate}.`;
  if (channels === 0 && rate > 0) return "Without channels nobody can send: ask for --rate 0, too.";
  if (channels > users) return `${channels} channels are more than ${users} users: some would be empty.`;
  if (!isWhole(size, TEXT_MIN, LIMITS.textBytes)) {
    return `--size takes from ${TEXT_MIN} bytes, which a checked message needs, to ${LIMITS.textBytes}, not ${size}.`;
  }
  if (!isWhole(workers, 1, WORKERS_MAX)) return `--workers takes a whole number from 1 to ${WORKERS_MAX}.`;
  const groups = channels === 0 ? users : channels;
  if (workers > groups) {
    return `${workers} workers are more than ${groups} ${channels === 0 ? "users" : "channels"}: each has channels of its own, so ask for fewer.`;
  }
  for (const [flag, ms] of durations(options)) {
    if (!(ms >= 0 && ms <= WEEK_MS)) return `${flag} takes a duration of at most a week.`;
  }
  if (plateauMs < PLATEAU_MIN_MS) return "--plateau takes at least 1s: figures are taken each second.";
  return undefined;
}

function durations({ rampUpMs, plateauMs, rampDownMs }: RunOptions): [string, number][] {
  return [
    ["--ramp-up", rampUpMs],
    ["--plateau", plateauMs],
    ["--ramp-down", rampDownMs],
  ];
}

function faultOfServer({ target, serverFlags, pinned }: RunOptions): string | undefined {
  if (pinned && unpinnable !== undefined) {
    return `Server and generator can't be kept on cores of their own: ${unpinnable}. Ask for --no-pin.`;
  }
  if (target === null) return undefined;
  const url = URL.parse(target);
  if (url !== null && (url.username !== "" || url.password !== "")) {
    return "--target takes no user and password: the run makes accounts of its own.";
  }
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return `--target takes an address that begins with http:// or https://, such as http://127.0.0.1:8080, not "${target}".`;
  }
  if (serverFlags.length > 0) {
    return "--server-flag is for the server that the run starts itself: leave out --target, or the flags.";
  }
  return undefined;
}

function faultOfExtra({ extra }: RunOptions, scenario: Scenario): string | undefined {
  for (const [name, value] of Object.entries(extra)) {
    const option = scenario.extra?.[name];
    if (option === undefined) return `The scenario ${scenario.name} has no option --${name}.`;
    if (typeof value === typeof option.default && !(typeof value === "number" && !(value >= 0))) continue;
    return `--${name} takes ${typeof option.default === "number" ? "a number from 0 up" : `a ${typeof option.default}`}, not "${value}".`;
  }
  return undefined;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
