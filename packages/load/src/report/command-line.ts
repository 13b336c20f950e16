import type { RunOptions } from "../result/result.ts";

/** Columns of a line, before the sign that the command goes on. */
const LINE = 96;

/** The command that asks for the same run again, for a shell; on several lines if it is long. */
export function commandLine(options: RunOptions): string {
  const { scenario, target, serverFlags, extra } = options;
  const flags: [string, string | number | boolean][] = [
    ...(target === null ? [] : [["target", target] as [string, string]]),
    ["users", options.users],
    ["channels", options.channels],
    ["rate", options.rate],
    ["arrivals", options.arrivals],
    ["size", options.size],
    ["ramp-up", duration(options.rampUpMs)],
    ["plateau", duration(options.plateauMs)],
    ["ramp-down", duration(options.rampDownMs)],
    ["auth", options.auth],
    ["codec", options.codec],
    ["deflate", options.deflate],
    ["workers", options.workers],
    ["seed", options.seed],
    ...Object.entries(extra),
  ];
  const words = flags.flatMap(([name, value]) => {
    if (typeof value === "boolean") return value ? [`--${name}`] : [];
    return [`--${name} ${quoted(String(value))}`];
  });
  const rest = serverFlags.length === 0 ? [] : ["--", ...serverFlags.map(quoted)];
  return inLines(["npx hubbub load run", quoted(scenario), ...words, ...rest]);
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

/** "1500ms", "10s", "2m". */
function duration(ms: number): string {
  if (ms % 60_000 === 0 && ms > 0) return `${ms / 60_000}m`;
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
