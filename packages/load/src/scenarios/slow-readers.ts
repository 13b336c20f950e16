import { type StoodStill } from "../generator/stand-still.ts";
import { type RunOptions, type Second } from "../result/result.ts";
import { defaultTurn, defineScenario, figure, orRunEnded } from "./scenario.ts";

const MEMORY_MOST_MIB = 32;
/** Of the latency of the others. */
const RATIO_MOST = 2;
/** The part of the time in which one after the other stops. */
const STOPPING = 0.2;
/** The time before, with whose memory that of the time is compared. */
const BEFORE_MS = 5000;

const NOBODY_BEHIND = " (nobody fell behind: ask for more users, a larger share or a longer time)";

const READING = "all read";
const STANDING = "some stand still";

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
    { name: READING, fromMs: options.rampUpMs, toMs: standing(options).fromMs },
    { name: STANDING, fromMs: standing(options).allMs, toMs: standing(options).toMs },
  ],
  async inWorker({ options, crowd, userOfRun, at, elapsed, record, count }) {
    const { standStill } = await import("../generator/stand-still.ts");
    const users = Array.from({ length: crowd.options.users }, (_, user) => user);
    const slow = users.filter((user) => isSlow(userOfRun(user), options));
    for (const user of slow) crowd.log.setAside(user);
    const { fromMs, allMs, toMs } = standing(options);
    const still: Promise<() => Promise<StoodStill>>[] = [];
    const stand = async () => {
      // One after the other: what fills the kernel's buffers is much at once.
      for (const [turn, user] of slow.entries()) {
        await at(fromMs + ((allMs - fromMs) * turn) / slow.length);
        still.push(standStill(crowd, user));
      }
      await at(toMs);
    };
    // Who stands still reads on all the same when the run is ended early.
    await orRunEnded(stand());
    count("slow", still.length);
    const from = elapsed();
    const caughtUp = still.map(async (standing) => {
      const { gaps, fetched, isWhole } = await (await standing)();
      if (isWhole) record("caught up", elapsed() - from);
      if (gaps > 0) count("told", 1);
      count("fetched", fetched);
    });
    // A connection that ended is among the faults.
    await Promise.allSettled(caughtUp);
  },
  figures({ options, seconds, counted, recorded, latencyOf }) {
    const quiet = latencyOf(READING).percentile(99);
    const slow = latencyOf(STANDING).percentile(99);
    const growth = memoryGrowth(seconds, standing(options));
    const caughtUp = recorded("caught up");
    return [
      figure("slow", "users who stopped reading", counted("slow"), ""),
      figure(
        "told",
        `of whom were told that they missed something${counted("told") === 0 ? NOBODY_BEHIND : ""}`,
        counted("told"),
        "",
      ),
      figure("fetched", "messages that they fetched afterwards", counted("fetched"), ""),
      figure("caught-up", "until the last had caught up", caughtUp.max, "ms"),
      figure("not-whole", "who did not catch up", counted("slow") - caughtUp.count, ""),
      figure("quiet-p99", "latency p99 of the others, while all read", quiet, "ms"),
      figure("slow-p99", "latency p99 of the others, while some did not", slow, "ms"),
      ...(quiet === 0
        ? []
        : [
            figure(
              "slow-over-quiet",
              "latency p99 of the others, while some did not, over while all read",
              slow / quiet,
              "×",
            ),
          ]),
      ...(growth === undefined
        ? []
        : [figure("memory-growth", "more memory that the server took meanwhile", growth / 2 ** 20, "MiB")]),
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

/** From when the first stops, when all have, and until when they stand still. */
function standing({ rampUpMs, plateauMs, extra }: Plan) {
  const fromMs = rampUpMs + plateauMs / 4;
  return { fromMs, allMs: fromMs + extra.for * STOPPING, toMs: fromMs + extra.for };
}

/**
 * How much more memory the server takes, on average over the second half of the time, than before it, in bytes: what
 * was thrown away has been collected by then, and what grows shows. Undefined if there is no second to see it in.
 */
function memoryGrowth(
  seconds: readonly Second[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): number | undefined {
  const mean = (from: number, to: number) => {
    const within = seconds.filter(({ at }) => at * 1000 > from && at * 1000 <= to);
    const bytes = within.map(({ memory }) => memory.gateway).filter((each) => each !== null);
    return bytes.length === 0 ? undefined : bytes.reduce((sum, each) => sum + each, 0) / bytes.length;
  };
  const [before, during] = [mean(fromMs - BEFORE_MS, fromMs), mean((fromMs + toMs) / 2, toMs)];
  return before === undefined || during === undefined ? undefined : Math.max(0, during - before);
}

/** The same share of each channel, as near as that goes. */
function isSlow(user: number, { channels, extra: { share } }: Plan): boolean {
  const row = Math.floor(user / channels);
  const before = (user % channels) / channels;
  return Math.floor(((row + 1) * share) / 100 + before) > Math.floor((row * share) / 100 + before);
}
