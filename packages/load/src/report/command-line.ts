import type { RunOptions } from "../result/result.ts";
import { formatDuration } from "../run/duration.ts";
import { SCENARIOS } from "../scenarios/index.ts";

/** Columns of a line, before the sign that the command goes on. */
const LINE = 96;

/** The command that asks for the same run again, for a shell; on several lines if it is long. */
export function commandLine(options: RunOptions): string {
  const { target, serverFlags, pinned } = options;
  const words = [
    ...(target === null ? [] : [flag("target", target)]),
    flag("users", options.users),
    flag("channels", options.channels),
    flag("rate", options.rate),
    flag("arrivals", options.arrivals),
    flag("size", options.size),
    flag("ramp-up", formatDuration(options.rampUpMs)),
    flag("plateau", formatDuration(options.plateauMs)),
    flag("ramp-down", formatDuration(options.rampDownMs)),
    flag("auth", options.auth),
    flag("codec", options.codec),
    flag("deflate", options.deflate),
    flag("workers", options.workers),
    flag("seed", options.seed),
    ...serverFlags.map((text) => `--server-flag=${quoted(text)}`),
    ...(pinned || target !== null ? [] : ["--no-pin"]),
    ...extraFlags(options),
  ];
  return inLines(["npx hubbub load run", quoted(options.scenario), ...words.filter((word) => word !== "")]);
}

/** An option's flag, such as --ramp-up for rampUpMs, and its value as it is typed. */
export function asTyped(name: keyof RunOptions, options: RunOptions): { flag: string; value: string } {
  if (name === "scenario") return { flag: "scenario", value: options.scenario };
  if (name === "extra") return { flag: "scenario's own", value: extraFlags(options).join(" ") };
  if (name === "serverFlags") return { flag: "--server-flag", value: options.serverFlags.join(" ") };
  if (name === "pinned") return { flag: "--no-pin", value: options.pinned ? "no" : "yes" };
  if (name === "rampUpMs") return { flag: "--ramp-up", value: formatDuration(options.rampUpMs) };
  if (name === "plateauMs") return { flag: "--plateau", value: formatDuration(options.plateauMs) };
  if (name === "rampDownMs") return { flag: "--ramp-down", value: formatDuration(options.rampDownMs) };
  if (name === "deflate") return { flag: "--deflate", value: options.deflate ? "yes" : "no" };
  return { flag: `--${name}`, value: String(options[name] ?? "the run's own") };
}

function extraFlags({ scenario, extra }: RunOptions): string[] {
  const known = SCENARIOS.find(({ name }) => name === scenario)?.extra ?? {};
  return Object.entries(extra).map(([name, value]) =>
    flag(name, known[name]?.unit === "ms" ? formatDuration(Number(value)) : value),
  );
}

/** Empty for what is not set. */
function flag(name: string, value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? `--${quoted(name)}` : "";
  return `--${quoted(name)} ${quoted(String(value))}`;
}

function inLines(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= LINE) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join(" \\\n  ");
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
