import { type RunOptions } from "../result/result.ts";
import { defaultTurn, defineScenario, orRunEnded } from "./scenario.ts";

const MEMORY_MOST_MIB = 32;
/** Of the latency of the others. */
const RATIO_MOST = 2;
/** The part of the time in which one after the other stops. */
const STOPPING = 0.2;
/** How often the server's memory is looked at. */
const LOOK_MS = 500;

type Plan = Omit<RunOptions, "extra"> & { extra: { share: number; for: number } };

export const scenario = defineScenario({
  name: "slow-readers",
  summary:
    "a share of the users only listens, stops reading for a while, and then fetches what it missed; the others chat",
  defaults: { users: 300, rate: 5, size: 512, plateauMs: 40_000 },
  extra: {
    share: { default: 5, about: "percent of the users who stop reading" },
    for: { default: 15_000, unit: "ms", about: "how long they don't read" },
  },
  refuse(options) {
    const { share } = options.extra;
    if (options.channels === 0) return "Without channels there is nothing to read: ask for --channels.";
    if (options.auth === "concurrent")
      return "Who stops reading is there from the beginning: ask for --auth none or idle.";
    if (share >= 100) return "--share has to be below 100: somebody has to read.";
    if (standing(options).toMs > options.rampUpMs + options.plateauMs) {
      return "--for takes three quarters of the plateau at most: before and after it all read.";
    }
    return undefined;
  },
  turn: (user, options) =>
    isSlow(user, options) ? { ...defaultTurn(user, options), atMs: Infinity } : defaultTurn(user, options),
  spans: (options) => [
    { name: "all read", fromMs: options.rampUpMs, toMs: standing(options).fromMs },
    { name: "some stand still", ...standing(options) },
  ],
  async inWorker({ options, crowd, userOfRun, at, elapsed, record, count }) {
    const { standStill } = await import("../generator/stand-still.ts");
    const users = Array.from({ length: crowd.options.users }, (_, user) => user);
    const slow = users.filter((user) => isSlow(userOfRun(user), options));
    for (const user of slow) crowd.log.setAside(user);
    const { fromMs, toMs } = standing(options);
    // One after the other: what fills the kernel's buffers is much at once.
    const still = await Promise.all(
      slow.map(async (user, turn) => {
        await at(fromMs + ((toMs - fromMs) * STOPPING * turn) / slow.length);
        count("slow", 1);
        return standStill(crowd, user);
      }),
    );
    // Who stands still reads on all the same when the run is ended early.
    await orRunEnded(at(toMs));
    const from = elapsed();
    const caughtUp = still.map(async (readOn) => {
      const { gaps, fetched, isWhole } = await readOn();
      if (isWhole) record("caught up", elapsed() - from);
      if (gaps > 0) count("told", 1);
      count("fetched", fetched);
    });
    await Promise.allSettled(caughtUp);
  },
  async inRun({ options, connected, at, gatewayMemory, note }) {
    const { fromMs, toMs } = standing(options);
    await connected();
    await at(fromMs - LOOK_MS);
    const before = gatewayMemory();
    if (before === null) return;
    let most = before;
    for (let ms = fromMs; ms <= toMs; ms += LOOK_MS) {
      await at(ms);
      most = Math.max(most, gatewayMemory() ?? 0);
    }
    note("growth", most - before);
  },
  figures({ counted, recorded, noted, latencyOf }) {
    const [quiet, during] = [
      latencyOf("all read").percentile(99),
      latencyOf("some stand still").percentile(99),
    ];
    const growth = noted("growth");
    const caughtUp = recorded("caught up");
    const memory = { name: "memory-growth", label: "growth of the server's memory meanwhile", unit: "MiB" };
    return [
      { name: "slow", label: "users who stopped reading", value: counted("slow"), unit: "" },
      {
        name: "told",
        label: "of whom were told that they missed something",
        value: counted("told"),
        unit: "",
      },
      {
        name: "fetched",
        label: "messages that they fetched afterwards",
        value: counted("fetched"),
        unit: "",
      },
      { name: "caught-up", label: "until the last had caught up", value: caughtUp.max, unit: "ms" },
      { name: "not-whole", label: "who did not catch up", value: counted("slow") - caughtUp.count, unit: "" },
      { name: "quiet-p99", label: "latency p99 of the others, while all read", value: quiet, unit: "ms" },
      { name: "slow-p99", label: "latency p99 of the others, while some did not", value: during, unit: "ms" },
      ...(quiet === 0
        ? []
        : [
            { name: "slow-over-quiet", label: "the second over the first", value: during / quiet, unit: "×" },
          ]),
      ...(growth === undefined ? [] : [{ ...memory, value: growth / 2 ** 20 }]),
    ];
  },
  marks(measured) {
    const { fromMs, toMs } = standing(measured.options);
    return [
      { atMs: fromMs, label: `${measured.counted("slow")} users stop reading` },
      { atMs: toMs, label: "they read on" },
    ];
  },
  thresholds: ({ target }) => ({
    "not-whole": 0,
    "slow-over-quiet": RATIO_MOST,
    ...(target === null && { "memory-growth": MEMORY_MOST_MIB }),
  }),
});

function standing({ rampUpMs, plateauMs, extra }: Plan) {
  const fromMs = rampUpMs + plateauMs / 4;
  return { fromMs, toMs: fromMs + extra.for };
}

/** The same share of each channel, as near as that goes. */
function isSlow(user: number, { channels, extra: { share } }: Plan): boolean {
  const row = Math.floor(user / channels);
  const before = (user % channels) / channels;
  return Math.floor(((row + 1) * share) / 100 + before) > Math.floor((row * share) / 100 + before);
}
