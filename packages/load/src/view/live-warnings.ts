import { withUnit } from "../report/graphs/figures.ts";
import type { Second } from "../result/result.ts";

/** Past these the generator's own figures are in the way; the same bounds as in the result. */
const GENERATOR_CPU = 90;
const LAG_MS = 50;
/** How many of the newest seconds are looked at. */
const SECONDS = 5;

/** What is wrong by now, in sentences. */
export function liveWarnings(seconds: readonly Second[]): string[] {
  const newest = seconds.slice(-SECONDS);
  const cpu = Math.max(0, ...newest.flatMap((second) => second.cpu.generator));
  const lag = Math.max(0, ...newest.map(({ lagMs }) => lagMs));
  return [
    ...(cpu > GENERATOR_CPU
      ? [`The generator takes ${withUnit(cpu, "%")} of its core: latencies may be its own.`]
      : []),
    ...(lag > LAG_MS ? [`The generator sends up to ${withUnit(lag, "ms")} late.`] : []),
  ];
}
