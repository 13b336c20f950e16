import { type Result, type RunOptions } from "../result/result.ts";
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
}

/**
 * Runs one load from nothing to its result, and leaves nothing behind. Rejects with OptionsRefused for what can't
 * be asked, and with RunFailed, whose message is a sentence, if server, accounts or users could not be got ready.
 */
export type RunLoad = (options: RunOptions, ports: RunPorts) => Promise<Result>;
