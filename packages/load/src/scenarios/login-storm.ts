import { LatencyHistogram } from "../generator/latency-histogram.ts";
import { userRandom } from "../generator/random.ts";
import { defineScenario, figure } from "./scenario.ts";

/** Accounts that the logins are by, by turns. */
const ACCOUNTS = 32;
/** They have to be made by then, in milliseconds. */
const SIGN_UP_MS = 120_000;
/** So long after the run's end it is given up. */
const PATIENCE_MS = 60_000;
/** From the storm on latencies are kept by stretches of a second, or longer ones if there would be more than these. */
const STRETCHES_MOST = 60;
const QUIET = "before the logins";
/** Of the chat's p99 in the storm over that before it. */
const RATIO_MOST = 1.5;

interface Plan {
  rampUpMs: number;
  plateauMs: number;
}

export const scenario = defineScenario({
  name: "login-storm",
  summary: "in the middle of the plateau many log in at once at the accounts service, while the others chat",
  defaults: { auth: "idle" },
  extra: {
    logins: { default: 200, about: "how many log in at once; 256 of them at a time are on their way" },
  },
  refuse({ auth, extra: { logins } }) {
    if (auth === "none") return "The logins need an accounts service: ask for --auth idle or concurrent.";
    return Number.isInteger(logins) && logins > 0 ? undefined : "--logins takes a whole number from 1 up.";
  },
  spans: (options) => [
    { name: QUIET, fromMs: options.rampUpMs, toMs: middle(options) },
    ...stretches(options),
  ],
  async inRun({ options, server, connected, at, elapsed, note }) {
    const { Accounts } = await import("@hubbub/client");
    const { loginStorm } = await import("../generator/login-storm.ts");
    const { signUp } = await import("../run/accounts.ts");
    const { logins } = options.extra;
    const making = { server, onAccount: () => {}, signal: AbortSignal.timeout(SIGN_UP_MS) };
    const credentials = await signUp(Math.min(logins, ACCOUNTS), making);
    await connected();
    await at(middle(options));
    const giveUp = new AbortController();
    const service = new Accounts(server.href);
    const random = (login: number) => userRandom(options.seed, login);
    const end = options.rampUpMs + options.plateauMs + options.rampDownMs;
    const from = elapsed();
    try {
      const storm = await Promise.race([
        loginStorm({ service, credentials, logins, random, signal: giveUp.signal }),
        at(end + PATIENCE_MS),
      ]);
      if (storm === undefined) return;
      note("storm-ms", elapsed() - from);
      note("done", storm.times.count);
      note("told", storm.told);
      note("failed", storm.failed);
      for (const percent of [50, 90, 99]) note(`p${percent}`, storm.times.percentile(percent));
    } finally {
      giveUp.abort();
    }
  },
  figures({ options, latencyOf, noted }) {
    const stormMs = noted("storm-ms");
    if (stormMs === undefined) return [];
    const during = new LatencyHistogram();
    for (const { name, fromMs } of stretches(options)) {
      if (fromMs < middle(options) + stormMs) during.add(latencyOf(name));
    }
    const [quietP99, stormP99] = [latencyOf(QUIET).percentile(99), during.percentile(99)];
    const value = (name: string) => noted(name) ?? 0;
    const times = [50, 90, 99].map((percent) =>
      figure(`storm-login-p${percent}`, `time to log in, p${percent}`, value(`p${percent}`), "ms"),
    );
    return [
      figure("quiet-p99", "latency p99 before the logins", quietP99, "ms"),
      figure("storm-p99", "latency p99 during the logins", stormP99, "ms"),
      ...(quietP99 === 0
        ? []
        : [
            figure(
              "storm-over-quiet",
              "latency p99 during the logins, over that before",
              stormP99 / quietP99,
              "×",
            ),
          ]),
      figure("storm-logins", "who logged in", value("done"), ""),
      figure("storm-seconds", "until the last was logged in", stormMs / 1000, "s"),
      figure("logins-per-second", "logins a second", (value("done") * 1000) / stormMs, "/s"),
      ...times,
      figure("told-to-wait", "who were told to come again, and did", value("told"), ""),
      figure("logins-failed", "who could not log in", value("failed"), ""),
    ];
  },
  marks({ options, noted }) {
    const stormMs = noted("storm-ms");
    const begin = { atMs: middle(options), label: `${options.extra.logins} logins` };
    if (stormMs === undefined) return [begin];
    return [begin, { atMs: middle(options) + stormMs, label: "all are logged in" }];
  },
  thresholds: () => ({ "storm-over-quiet": RATIO_MOST, "logins-failed": 0 }),
});

function middle({ rampUpMs, plateauMs }: Plan): number {
  return rampUpMs + plateauMs / 2;
}

/** Of the plateau's second half, in which it shows only afterwards how long the storm took. */
function stretches(plan: Plan) {
  const half = plan.plateauMs / 2;
  const count = Math.max(1, Math.min(STRETCHES_MOST, Math.floor(half / 1000)));
  return Array.from({ length: count }, (_, at) => ({
    name: `stretch ${at}`,
    fromMs: middle(plan) + (at * half) / count,
    toMs: middle(plan) + ((at + 1) * half) / count,
  }));
}
