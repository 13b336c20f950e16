import { parseArgs } from "node:util";

import { OptionsRefused } from "../options-refused.ts";

/** What can be asked of the benches, and what they are for. */
export const BENCHES = {
  codec: "encoding and decoding, beside JSON and other Protobuf libraries",
  store: "commits and reads of the store",
  fanout: "CPU per delivery, durable, beside a bare broadcast loop in memory",
  peak425: "latency at the performance report's own peak",
  idle: "memory of connections that do nothing",
  logins: "latency of a chat while others log in",
  "slow-reader": "latency and memory while one subscriber doesn't read",
  search: "searches in a million messages",
  history: "pages of a million messages",
  web: "the web client in Chromium: loading, switching channels, a busy channel",
} as const;
export type BenchName = keyof typeof BENCHES;

/** Parts of the web client's bench. */
const WEB_PARTS = ["loading", "switching", "busy"] as const;
export type WebPart = (typeof WEB_PARTS)[number];

export interface BenchOptions {
  benches: BenchName[];
  /** Undefined: each bench's own. */
  users: number | undefined;
  /** Length of each plateau. Undefined: each bench's own. */
  seconds: number | undefined;
  /** Seeded for search and history. Undefined: a million. */
  messages: number | undefined;
  channels: number;
  /** Messages a second of each user. */
  rate: number;
  seed: number;
  /** Folder for CPU profiles of Hubbub; undefined: it isn't profiled. */
  profile: string | undefined;
  /** Whether the web client's busy channel goes on for ten minutes. */
  full: boolean;
  /** The one part of the web client's bench that is run; undefined: all. */
  only: WebPart | undefined;
  /** File for the web client's figures; undefined: they are only printed. */
  json: string | undefined;
}

export const USAGE = `npm run bench -- [BENCH…] [--users N] [--seconds N] [--channels N] [--messages N] [--rate N] [--seed N] [--profile DIR] [--full] [--only PART] [--json FILE]

${Object.entries(BENCHES)
  .map(([name, what]) => `  ${name.padEnd(11)} ${what}`)
  .join("\n")}
  all         all of these; so does no name

  --users     virtual users of fanout, peak425, idle, logins and slow-reader (default: each its own)
  --seconds   length of each plateau (default: each its own)
  --channels  channels that the users are spread over (10)
  --messages  seeded for search and history (1000000)
  --rate      messages a second of each user (1.04; slow-reader has its own)
  --seed      of the arrivals, and of what is seeded (1)
  --profile   writes CPU profiles of the gateway's main thread into this folder, as Markdown and for DevTools;
              of the web client for DevTools
  --full      web: ten minutes of the busy channel, not one
  --only      web: runs this part of it alone, one of ${WEB_PARTS.join(", ")}
  --json      web: writes the figures into this file, too`;

/** Throws OptionsRefused. "help" if that was asked for. */
export function readOptions(args: string[]): BenchOptions | "help" {
  const { values, positionals } = parse(args);
  if (values.help === true) return "help";
  return {
    benches: positionals.length === 0 ? allBenches() : positionals.flatMap(benchesOf),
    users: optional(values.users, (text) => whole("--users", text, 1_000_000)),
    seconds: optional(values.seconds, (text) => number("--seconds", text, 3600)),
    messages: optional(values.messages, (text) => whole("--messages", text, 100_000_000)),
    channels: whole("--channels", values.channels ?? "10", 10_000),
    rate: number("--rate", values.rate ?? "1.04", 1000),
    seed: whole("--seed", values.seed ?? "1", 2 ** 31 - 1),
    profile: values.profile,
    full: values.full === true,
    only: optional(values.only, partOf),
    json: values.json,
  };
}

function parse(args: string[]) {
  const text = { type: "string" } as const;
  const options = {
    users: text,
    seconds: text,
    channels: text,
    messages: text,
    rate: text,
    seed: text,
    profile: text,
    json: text,
    only: text,
    full: { type: "boolean" },
    help: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    // The first sentence says which option; further ones are advice that the usage gives better.
    const [sentence] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new OptionsRefused(`${sentence}.`);
  }
}

function benchesOf(name: string): BenchName[] {
  if (name === "all") return allBenches();
  const bench = allBenches().find((known) => known === name);
  if (bench === undefined)
    throw new OptionsRefused(`There is no bench "${name}": ${allBenches().join(", ")}, all.`);
  return [bench];
}

function partOf(name: string): WebPart {
  const part = WEB_PARTS.find((known) => known === name);
  if (part === undefined) throw new OptionsRefused(`--only takes ${WEB_PARTS.join(", ")}, not "${name}".`);
  return part;
}

function allBenches(): BenchName[] {
  return Object.keys(BENCHES) as BenchName[];
}

function optional<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text);
}

function number(option: string, text: string, most: number): number {
  const value = Number(text);
  if (text !== "" && value > 0 && value <= most) return value;
  throw new OptionsRefused(`${option} takes a number above 0, up to ${most}, not "${text}".`);
}

function whole(option: string, text: string, most: number): number {
  const value = number(option, text, most);
  if (Number.isInteger(value)) return value;
  throw new OptionsRefused(`${option} takes a whole number, not "${text}".`);
}
