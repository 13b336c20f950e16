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
