import { defineScenario, figure } from "./scenario.ts";

const BURST = "burst";
const REST = "rest";

interface Plan {
  rampUpMs: number;
  plateauMs: number;
  extra: { times: number; every: number; for: number };
}

export const scenario = defineScenario({
  name: "burst",
  summary: "everybody chats, and every so often all send several times as much for a while",
  extra: {
    times: { default: 5, about: "how many times the rate is in a burst" },
    every: { default: 10_000, unit: "ms", about: "from the middle of one burst to the middle of the next" },
    for: { default: 2000, unit: "ms", about: "how long a burst lasts" },
  },
  refuse({ plateauMs, extra: { every, for: length } }) {
    if (length >= every) return "--for has to be shorter than --every: between bursts there is a rest.";
    if (every > plateauMs)
      return "--every has to be shorter than the plateau, so that there is a burst in it.";
    return undefined;
  },
  rate: (options) =>
    bursts(options).flatMap(({ fromMs, toMs }) => [
      { atMs: fromMs, times: options.extra.times },
      { atMs: toMs, times: 1 },
    ]),
  spans: (options) => [...bursts(options), ...rests(options)],
  figures: ({ options, latencyOf }) => [
    figure("bursts", "bursts", bursts(options).length, ""),
    figure("burst-p99", "latency p99, of messages in bursts", latencyOf(BURST).percentile(99), "ms"),
    figure("rest-p99", "latency p99, of messages between bursts", latencyOf(REST).percentile(99), "ms"),
  ],
  marks: ({ options }) =>
    bursts(options).map(({ fromMs }) => ({ atMs: fromMs, label: `${options.extra.times}× the rate` })),
});

/** In the plateau, the first one in the middle of the first stretch. */
function bursts({ rampUpMs, plateauMs, extra: { every, for: length } }: Plan) {
  const count = Math.floor(plateauMs / every);
  return Array.from({ length: count }, (_, burst) => {
    const fromMs = rampUpMs + (burst + 0.5) * every - length / 2;
    return { name: BURST, fromMs, toMs: fromMs + length };
  });
}

/** The plateau without its bursts. */
function rests(plan: Plan) {
  const edges = bursts(plan).flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
  const bounds = [plan.rampUpMs, ...edges, plan.rampUpMs + plan.plateauMs];
  return Array.from({ length: bounds.length / 2 }, (_, rest) => ({
    name: REST,
    fromMs: bounds[2 * rest]!,
    toMs: bounds[2 * rest + 1]!,
  }));
}
