import { OptionsRefused } from "../options-refused.ts";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads a duration such as 500ms, 10s, 1.5m or 1h, as milliseconds. Throws OptionsRefused. */
export function parseDuration(text: string): number {
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  if (unit !== "") return Number(number) * UNITS[unit]!;
  throw new OptionsRefused(`"${text}" is no duration: write it like 500ms, 10s, 2m or 1h.`);
}

/** Writes milliseconds as `parseDuration` reads them, in the largest unit that it is whole in. */
export function formatDuration(ms: number): string {
  if (ms === 0) return "0s";
  const fitting = Object.entries(UNITS).findLast(([, size]) => ms >= size && ms % size === 0);
  return fitting === undefined ? `${ms}ms` : `${ms / fitting[1]}${fitting[0]}`;
}
