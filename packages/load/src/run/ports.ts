import { type Result, type RunOptions } from "../result/result.ts";
import { type Thresholds } from "../result/thresholds.ts";
import { type Progress } from "../view/progress.ts";

/** What the command line lends to load. */
export interface LoadPorts {
  /**
   * The command line of this program: `[...self, "serve", …]` runs the server, `[...self, "load", "worker"]` a
   * generator process.
   */
  self: readonly string[];
}

export interface RunPorts extends LoadPorts {
  /** Called when the stage changes, and some times a second while it goes on. */
  onProgress(progress: Progress): void;
  /** Ends the run early, with a valid result that is marked as interrupted. */
  signal: AbortSignal;
  /** Called when the run's own server is up, with the data folder that it has until the run's end. */
  onServer?(data: string): void;
  /** Beside, or instead of, the defaults and the scenario's. */
  thresholds?: Thresholds;
}

/** `runLoad`, or what stands in for it. */
export type RunLoad = (options: RunOptions, ports: RunPorts) => Promise<Result>;
