import { type RunOptions, type Second } from "../result/result.ts";

/** What a run does, in this order; "signing up" only where accounts are made, the ramps only where they last. */
export const STAGES = [
  "starting",
  "signing up",
  "connecting",
  "ramp-up",
  "plateau",
  "ramp-down",
  "settling",
  "done",
] as const;
export type Stage = (typeof STAGES)[number];

/** What is known of a run that goes on: all that a view of it may draw. */
export interface Progress {
  options: RunOptions;
  stage: Stage;
  /**
   * Of the stage: accounts made, users connected, or milliseconds passed, of `total`; of settling, milliseconds
   * since anything came, of those after which it ends. Both 0 where there is nothing to count.
   */
  done: number;
  total: number;
  /** The seconds measured so far. */
  seconds: readonly Second[];
  /** "own" for one that the run started, else its URL. */
  server: string;
}
