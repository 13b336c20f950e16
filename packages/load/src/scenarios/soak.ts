import { type LatencyHistogram } from "../generator/latency-histogram.ts";
import { type Second } from "../result/result.ts";
import { defineScenario, figure } from "./scenario.ts";

/** In less, memory that grows by warming up would be taken for a leak. */
const SLOPE_SECONDS = 300;

const FIRST = "first tenth";
const LAST = "last tenth";

interface Plan {
  rampUpMs: number;
  plateauMs: number;
}

export const scenario = defineScenario({
  name: "soak",
  summary: "everybody chats for long; how memory grows, and whether latency does",
  defaults: { plateauMs: 30 * 60_000 },
  spans({ rampUpMs, plateauMs }) {
    const end = rampUpMs + plateauMs;
    return [
      { name: FIRST, fromMs: rampUpMs, toMs: rampUpMs + plateauMs / 10 },
      { name: LAST, fromMs: end - plateauMs / 10, toMs: end },
    ];
  },
  figures({ options, seconds, latencyOf }) {
    const slope = memorySlope(seconds, options);
    return [
      ...percentiles("first", `of the ${FIRST}`, latencyOf(FIRST)),
      ...percentiles("last", `of the ${LAST}`, latencyOf(LAST)),
      ...(slope === undefined
        ? []
        : [figure("memory-slope", "growth of the server's memory in an hour", slope, "MiB")]),
    ];
  },
});

function percentiles(name: string, of: string, latencies: LatencyHistogram) {
  return [90, 95, 99].map((percent) =>
    figure(`${name}-p${percent}`, `latency p${percent} ${of}`, latencies.percentile(percent), "ms"),
  );
}

/**
 * By least squares over the plateau but its first tenth, in which the server warms up, in MiB an hour. Undefined if
 * it can't be known: of a remote server, or of less than five minutes.
 */
function memorySlope(seconds: readonly Second[], { rampUpMs, plateauMs }: Plan): number | undefined {
  const fromSecond = (rampUpMs + plateauMs / 10) / 1000;
  const points = seconds.flatMap(({ at, phase, memory }) =>
    phase === "plateau" && at > fromSecond && memory.gateway !== null ? [{ x: at, y: memory.gateway }] : [],
  );
  const plateau = seconds.filter(({ phase }) => phase === "plateau");
  if (plateau.length < SLOPE_SECONDS || points.length < 2) return undefined;
  const mean = (read: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + read(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
  return (slope * 3600) / 2 ** 20;
}
