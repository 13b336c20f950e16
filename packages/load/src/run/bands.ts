import { type Band, type Second } from "../result/result.ts";

/** The band of a figure over some seconds; null if it is in none of them. */
export function bandOf(seconds: readonly Second[], read: (second: Second) => number | null): Band | null {
  const values = seconds.map(read).filter((value) => value !== null);
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { min: Math.min(...values), mean, max: Math.max(...values) };
}

/** The seconds of the plateau; of a run that was ended before, all that there are. */
export function plateauOf(seconds: readonly Second[]): readonly Second[] {
  const plateau = seconds.filter(({ phase }) => phase === "plateau");
  return plateau.length > 0 ? plateau : seconds;
}
