import { type RunOptions } from "../result/result.ts";
import { type VariantName, VARIANTS } from "./chapters/changes-data.ts";

/** How much is measured, and for how long. */
export interface Plan {
  name: "full" | "quick" | "shrunk";
  /** The workload of the performance report, on which one change at a time is measured. */
  workload: Pick<RunOptions, "users" | "channels" | "rate" | "size">;
  /** Runs with each change; all that are left out still hold for those that come after them. */
  changes: { repeats: number; times: Times; variants: readonly VariantName[] };
  /** All users log in during the ramp-up, or before it. */
  logins: { repeats: number; times: Times };
  /** While `users` chat, `logins` of them log in at once. */
  storm: { users: number; logins: number; repeats: number; times: Times };
  profile: { users: number; times: Times };
  ladder: LadderPlan;
  codecRounds: number;
  bareWriteMs: number;
  /** What is still searched after this time of the analysis is left as it is. */
  searchUntilMs: number;
}

export interface LadderPlan {
  times: Times;
  /** The first rungs; then twice as many each time, at most `most`. */
  users: readonly number[];
  most: number;
  /** Of a rung that misses a target, until it is believed. */
  tries: number;
  /** The most users between the last two rungs are searched, to this share of themselves; undefined: they are not. */
  step: number | undefined;
}

export type Times = Pick<RunOptions, "rampUpMs" | "plateauMs" | "rampDownMs">;

/** The report's rungs, and how often the last one is doubled at most. */
const RUNGS = [250, 300, 325, 400, 425];
const MOST_USERS = 425 * 2 ** 6;
const MOST_USERS_QUICK = 425 * 2 ** 4;

/** 250 users in 10 channels with 1.04 messages a second each make 6,500 deliveries a second. */
const WORKLOAD = { users: 250, channels: 10, rate: 1.04, size: 64 };

/** Under 20 minutes on two cores. */
export const FULL: Plan = {
  name: "full",
  workload: WORKLOAD,
  changes: { repeats: 3, times: { rampUpMs: 3000, plateauMs: 10_000, rampDownMs: 1000 }, variants: VARIANTS },
  logins: { repeats: 2, times: { rampUpMs: 10_000, plateauMs: 10_000, rampDownMs: 1000 } },
  storm: { users: 250, logins: 200, repeats: 2, times: { rampUpMs: 3000, plateauMs: 20_000, rampDownMs: 0 } },
  profile: { users: 2000, times: { rampUpMs: 4000, plateauMs: 12_000, rampDownMs: 0 } },
  ladder: {
    times: { rampUpMs: 4000, plateauMs: 10_000, rampDownMs: 0 },
    users: RUNGS,
    most: MOST_USERS,
    tries: 2,
    step: 0.1,
  },
  codecRounds: 1_000_000,
  bareWriteMs: 2000,
  searchUntilMs: 19 * 60_000,
};

/** Under 4 minutes on two cores: everything once, for a short time. */
export const QUICK: Plan = {
  ...FULL,
  name: "quick",
  changes: { repeats: 1, times: { rampUpMs: 1500, plateauMs: 4000, rampDownMs: 0 }, variants: VARIANTS },
  logins: { repeats: 1, times: { rampUpMs: 8000, plateauMs: 3000, rampDownMs: 0 } },
  storm: { users: 100, logins: 80, repeats: 1, times: { rampUpMs: 1000, plateauMs: 8000, rampDownMs: 0 } },
  profile: { users: 2000, times: { rampUpMs: 1500, plateauMs: 5000, rampDownMs: 0 } },
  ladder: {
    times: { rampUpMs: 1500, plateauMs: 3500, rampDownMs: 0 },
    users: [250, 425],
    most: MOST_USERS_QUICK,
    tries: 1,
    step: undefined,
  },
  codecRounds: 200_000,
  bareWriteMs: 1000,
};
