import type { RunOptions, Second } from "../result/result.ts";

/**
 * The largest of a figure in each of `count` equal parts of the run that was asked for; null where there is none.
 * Where parts are shorter than a second, the seconds' values are joined by straight lines.
 */
export function overTime(
  seconds: readonly Second[],
  options: RunOptions,
  count: number,
  read: (second: Second) => number | null,
): (number | null)[] {
  const values: (number | null)[] = Array.from({ length: count }, () => null);
  const total = Math.max(
    seconds.at(-1)?.at ?? 0,
    (options.rampUpMs + options.plateauMs + options.rampDownMs) / 1000,
  );
  if (total <= 0) return values;
  let before: { place: number; value: number } | undefined;
  for (const second of seconds) {
    const value = read(second);
    if (value === null) {
      before = undefined;
      continue;
    }
    const place = Math.min(count - 1, Math.round((second.at / total) * count - 1));
    if (place < 0) continue;
    values[place] = Math.max(values[place] ?? 0, value);
    for (let at = (before?.place ?? place) + 1; at < place; at++) {
      values[at] = before!.value + ((value - before!.value) * (at - before!.place)) / (place - before!.place);
    }
    before = { place, value };
  }
  return values;
}
