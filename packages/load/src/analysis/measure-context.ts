import { type RunOptions } from "../result/result.ts";
import { type RunLoad, type RunPorts } from "../run/ports.ts";
import { type Plan } from "./plan.ts";
import { type RunRecord } from "./run-record.ts";

/** One thing to measure, and how long it is expected to take, in milliseconds. */
export interface Step {
  title: string;
  expectedMs: number;
}

/** What a run of the analysis is asked for; the rest is the same for all. */
export type AskedRun = Pick<RunOptions, "users" | "rampUpMs" | "plateauMs" | "rampDownMs"> &
  Partial<RunOptions>;

/** For what is measured along with a run. */
export type RunWatch = Partial<Pick<RunPorts, "onProgress" | "onServer">>;

/** What a chapter measures with. */
export interface MeasureContext {
  plan: Plan;
  /** Command line of this program. */
  self: readonly string[];
  signal: AbortSignal;
  /** Milliseconds since the beginning of the analysis. */
  elapsed(): number;
  /** For what makes runs of its own; it tells of them to the view. */
  loadPorts: RunPorts & { runLoad: RunLoad };
  /** Folder of the report, for files of the chapter's own. */
  folder: string;
  /**
   * Does one of the chapter's steps. Undefined if it failed, which is a problem of the chapter's then, or if the
   * analysis is being ended: a chapter goes on with what it has.
   */
  step<T>(title: string, work: () => Promise<T>): Promise<T | undefined>;
  /**
   * Runs a load and keeps its result as runs/NAME.json. Rejects if it fails, or is interrupted before its end.
   */
  run(name: string, options: AskedRun, watch?: RunWatch): Promise<RunRecord>;
  /** Something that a reader of the chapter has to know: a sentence. */
  problem(sentence: string): void;
}

/** What a run takes beside its phases: the start of the server, connecting, settling, the end. */
const AROUND_MS = 4000;
/** Of making an account or logging in, by Argon2id with one core. */
const LOGIN_MS = 40;

/** How long a run of these options is expected to take. */
export function expectedMs({ users, rampUpMs, plateauMs, rampDownMs, auth }: AskedRun): number {
  const accounts = auth === "idle" ? 2 * users : auth === "concurrent" ? users : 0;
  return AROUND_MS + users + accounts * LOGIN_MS + rampUpMs + plateauMs + rampDownMs;
}
