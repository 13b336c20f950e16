import type { RunOptions } from "@hubbub/load";
import {
  ARRIVAL_SHAPES,
  AUTH_MODES,
  CODECS,
  DEFAULT_THRESHOLDS,
  DEFAULTS,
  formatDuration,
  OptionsRefused,
  parseDuration,
  parseThreshold,
  SCENARIOS,
} from "@hubbub/load/options";
import { Command, InvalidArgumentError, Option } from "commander";

/** What commander makes of the flags of a load; what was not given is undefined, for the scenario to say. */
export interface LoadFlags {
  users?: number;
  channels?: number;
  rate?: number;
  size?: number;
  arrivals?: RunOptions["arrivals"];
  rampUp?: number;
  plateau?: number;
  rampDown?: number;
  seed?: number;
  auth?: RunOptions["auth"];
  codec?: RunOptions["codec"];
  deflate?: true;
  target?: string;
  serverFlag?: string[];
  workers?: number;
  pin: boolean;
  threshold: Record<string, number>;
  out?: string;
}

export interface OptionTexts {
  /** Options that are not there. */
  without?: readonly string[];
  /** Other defaults than a run's. */
  defaults?: Partial<typeof DEFAULTS>;
}

/** Adds the flags that say what a load is, in groups. */
export function addLoadOptions(command: Command, { without = [], defaults = {} }: OptionTexts = {}): Command {
  const d = { ...DEFAULTS, ...defaults };
  const groups: Record<string, Option[]> = {
    "Load:": [
      whole("--users <n>", `virtual users (${d.users})`),
      whole("--channels <n>", `channels that the users are spread over (${d.channels})`, 0),
      option("--rate <n>", `messages a second of each user (${d.rate})`, number),
      whole("--size <bytes>", `of a message's text (${d.size})`),
      new Option("--arrivals <shape>", `how a user's messages follow each other (${d.arrivals})`).choices(
        ARRIVAL_SHAPES,
      ),
      duration("--ramp-up <time>", "users begin one after the other", d.rampUpMs),
      duration("--plateau <time>", "all of them chat, and are measured", d.plateauMs),
      duration("--ramp-down <time>", "users stop one after the other", d.rampDownMs),
      whole("--seed <n>", "the same seed makes the same messages at the same times (1)", 0),
    ],
    "Connections:": [
      new Option(
        "--auth <mode>",
        `none: tokens made beforehand; idle: all log in, then wait for each other; concurrent: they log in while others chat (${d.auth})`,
      ).choices(AUTH_MODES),
      new Option("--codec <name>", `what the users speak (${d.codec})`).choices(CODECS),
      new Option("--deflate", "with permessage-deflate"),
    ],
    "Server:": [
      new Option(
        "--target <url>",
        "a server that runs already, instead of one of the run's own; accounts load-… and their channels stay on it",
      ),
      new Option(
        "--server-flag <flag>",
        "of the run's own server, such as --server-flag=--flush=immediate",
      ).argParser((text, before: string[] = []) => [...before, ...text.split(/\s+/).filter(Boolean)]),
    ],
    "Generator:": [
      whole("--workers <n>", `processes that the users are spread over, by channels (${d.workers})`),
      new Option("--no-pin", "let server and generator share their cores"),
    ],
    "Result:": [
      new Option(
        "--threshold <metric=most>",
        `what has to hold (${Object.entries(DEFAULT_THRESHOLDS)
          .map(([metric, most]) => `${metric}=${most}`)
          .join(", ")})`,
      )
        .default({}, "those")
        .argParser((text, before: Record<string, number>) => {
          const [metric, most] = refusable(() => parseThreshold(text));
          return { ...before, [metric]: most };
        }),
      new Option("--out <dir>", "folder for the result"),
    ],
  };
  for (const [heading, options] of Object.entries(groups)) {
    for (const each of options.filter((each) => !without.includes(each.name()))) {
      command.addOption(each.helpGroup(heading));
    }
  }
  return command;
}

/** Adds the flags of all scenarios' own options. */
export function addScenarioOptions(command: Command): Command {
  const abouts = new Map<
    string,
    { flags: string; about: string[]; parse: ((text: string) => unknown) | undefined }
  >();
  for (const { name: scenario, extra = {} } of SCENARIOS) {
    for (const [name, { default: standard, unit, about }] of Object.entries(extra)) {
      const isNumber = typeof standard === "number";
      const known = abouts.get(name) ?? {
        flags:
          typeof standard === "boolean"
            ? `--${name}`
            : `--${name} <${unit === "ms" ? "time" : isNumber ? "n" : "text"}>`,
        about: [],
        parse: unit === "ms" ? refusing(parseDuration) : isNumber ? number : undefined,
      };
      const shown = unit === "ms" ? formatDuration(standard as number) : standard;
      known.about.push(`${scenario}: ${about}${typeof standard === "boolean" ? "" : ` (${shown})`}`);
      abouts.set(name, known);
    }
  }
  for (const { flags, about, parse } of abouts.values()) {
    const made = new Option(flags, about.join("; ")).helpGroup("Scenarios' own:");
    command.addOption(parse === undefined ? made : made.argParser(parse));
  }
  return command;
}

/** The scenario's own options that were given. */
export function extraOf(flags: object): RunOptions["extra"] {
  const names = new Set(SCENARIOS.flatMap(({ extra = {} }) => Object.keys(extra)));
  const given = [...names].map(
    (name) => [name, (flags as Record<string, unknown>)[camelCase(name)]] as const,
  );
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as RunOptions["extra"];
}

/** What was asked for of the load; what was not is left to the scenario. */
export function askedOf(flags: LoadFlags): Partial<RunOptions> {
  const { users, channels, rate, size, arrivals, seed, auth, codec, deflate, workers } = flags;
  const same = { users, channels, rate, size, arrivals, seed, auth, codec, deflate, workers };
  const { rampUp: rampUpMs, plateau: plateauMs, rampDown: rampDownMs, serverFlag: serverFlags } = flags;
  const target = flags.target ?? null;
  const pinned = flags.pin ? undefined : false;
  return { ...same, rampUpMs, plateauMs, rampDownMs, serverFlags, target, pinned, extra: extraOf(flags) };
}

export function whole(flags: string, about: string, least: 0 | 1 = 1): Option {
  return option(flags, about, (text) => {
    if (/^\d{1,9}$/.test(text)) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number from ${least} up.`);
  });
}

function duration(flags: string, about: string, standard: number): Option {
  return option(flags, `${about} (${formatDuration(standard)})`, refusing(parseDuration));
}

function option<T>(flags: string, about: string, parse: (text: string) => T): Option {
  return new Option(flags, about).argParser(parse);
}

function number(text: string): number {
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a number from 0 up.");
}

function refusing<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => refusable(() => parse(text));
}

/** Commander shows the reason beside the flag. */
function refusable<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof OptionsRefused) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
