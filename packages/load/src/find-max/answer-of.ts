import { figure } from "../report/graphs/figures.ts";
import { type FindMaxResult, type Probe } from "./find-max-result.ts";

type Answer = Pick<FindMaxResult, "users" | "repeated" | "deliveredPerSecond" | "reason">;

/** Of a search without an answer. */
const UNTRIED = "Ended before the first try was done: no answer.";

/** What the tries say together: a number of users holds if it always did. */
export function answerOf(probes: readonly Probe[], ended: FindMaxResult["ended"]): Answer {
  const broke = probes.filter(({ held }) => !held);
  const always = probes.filter(({ held, users }) => held && !broke.some((probe) => probe.users === users));
  const users = Math.max(0, ...always.map((probe) => probe.users));
  const tries = always.filter((probe) => probe.users === users);
  const delivered = tries.map(({ measured }) => measured!.deliveredPerSecond);
  return {
    users,
    repeated: tries.length > 1,
    deliveredPerSecond: delivered.reduce((sum, rate) => sum + rate, 0) / Math.max(1, delivered.length),
    reason: probes.length === 0 ? UNTRIED : reasonOf(users, broke, ended),
  };
}

function reasonOf(users: number, broke: readonly Probe[], ended: FindMaxResult["ended"]): string {
  if (ended === "interrupted") {
    const known = users === 0 ? "nothing had held by then" : "this is what had held by then";
    return `The search was ended early: ${known}.`;
  }
  const above = broke.filter((probe) => probe.users > users).toSorted((a, b) => a.users - b.users);
  return above[0]?.reason ?? `${figure(users)} users are the most that were to be tried (--max).`;
}
