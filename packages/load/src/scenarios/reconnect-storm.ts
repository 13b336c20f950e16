import { defineScenario, figure } from "./scenario.ts";

/** So long after the run's end who is not whole yet is given up. */
const PATIENCE_MS = 60_000;

/** The latency of messages that came while people were away may be so long. */
const AWAY_MS = 5000;

const middle = ({ rampUpMs, plateauMs }: { rampUpMs: number; plateauMs: number }) => rampUpMs + plateauMs / 2;

export const scenario = defineScenario({
  name: "reconnect-storm",
  summary:
    "in the middle of the plateau every connection is cut at once; all come back and fetch what they missed",
  async inWorker({ options, crowd, random, at, elapsed, record, count }) {
    const { comeBack } = await import("../generator/come-back.ts");
    await at(middle(options));
    const users = Array.from({ length: crowd.options.users }, (_, user) => user);
    const cut = users.filter((user) => crowd.user(user).isConnected);
    const cutAt = elapsed();
    for (const user of cut) crowd.user(user).cut();
    count("cut", cut.length);
    const giveUp = new AbortController();
    const back = cut.map(async (user) => {
      const { attempts, fetched, isWhole } = await comeBack(crowd, user, { random, signal: giveUp.signal });
      if (isWhole) record("whole", elapsed() - cutAt);
      count("attempts", attempts);
      count("fetched", fetched);
    });
    const end = options.rampUpMs + options.plateauMs + options.rampDownMs;
    try {
      // Why one did not come back stands among what went wrong.
      await Promise.race([Promise.allSettled(back), at(end + PATIENCE_MS)]);
    } finally {
      giveUp.abort();
    }
  },
  figures({ counted, recorded }) {
    const whole = recorded("whole");
    return [
      figure("cut", "connections cut", counted("cut"), ""),
      figure("half-whole", "until half of them were whole again", whole.percentile(50), "ms"),
      figure("all-whole", "until all were whole again", whole.max, "ms"),
      figure("not-whole", "never whole again", counted("cut") - whole.count, ""),
      figure("attempts", "connections tried", counted("attempts"), ""),
      figure("fetched", "messages fetched that were missed", counted("fetched"), ""),
    ];
  },
  marks: ({ options }) => [{ atMs: middle(options), label: "all connections cut" }],
  // Who is away gets nothing, and then all at once.
  thresholds: () => ({ "not-whole": 0, p90: AWAY_MS, p95: AWAY_MS, p99: AWAY_MS }),
});
