import { type Crowd } from "../generator/crowd.ts";
import { type LatencyHistogram } from "../generator/latency-histogram.ts";
import { type Random } from "../generator/random.ts";
import { type Figure, type Mark, type RunOptions, type Second, type Summary } from "../result/result.ts";

/**
 * A scenario is one small file: what the users do beside chatting, and when they do it. To add one, write
 * `scenarios/NAME.ts`, which exports `scenario = defineScenario({ name: "NAME", summary: …, … })`, and run
 * `npm run gen`, which puts it into the index; `hubbub load run NAME` and its help know it then, and so do the
 * report and the tests that every scenario has to pass. Leave out what it doesn't need: `chat.ts` needs nothing. The
 * command line loads all of them for its help: what brings much code along is imported where it is used.
 *
 * Times are milliseconds since the beginning of the ramp-up, unless they say otherwise.
 */
export interface Scenario<Extra extends ExtraOptions = ExtraOptions> {
  /** The file's name without its ending. */
  readonly name: string;
  /** One sentence for the help, without a capital and a full stop. */
  readonly summary: string;
  /** What a run takes of this scenario where the command line says nothing. */
  readonly defaults?: Partial<Settings>;
  /** Options of its own: each becomes a flag, `--NAME`, and its value is in `options.extra`. */
  readonly extra?: Extra;
  /** A sentence on what the options have that this scenario can't do. */
  refuse?(options: OptionsOf<Extra>): string | undefined;

  /** When a user takes part in the chat, and how it gets in. Default: by `defaultTurn`. */
  turn?(user: number, options: OptionsOf<Extra>): Turn;
  /** Changes of the rate at which everybody sends, in the order of their times. Default: none, 1 all along. */
  rate?(options: OptionsOf<Extra>): RateStep[];
  /** Parts of the run whose messages' latencies are wanted for themselves; see `Measured.latencyOf`. */
  spans?(options: OptionsOf<Extra>): Span[];

  /**
   * What happens along the run in each generator process, which calls it when all of its users are ready and waits
   * for its end before it settles. When the run is ended early, `stage.at` rejects: let that pass.
   */
  inWorker?(stage: WorkerStage<OptionsOf<Extra>>): Promise<void>;
  /**
   * What happens along the run beside the generator: called once, when the server is up and nobody is connected
   * yet; the run waits for its end.
   */
  inRun?(stage: RunStage<OptionsOf<Extra>>): Promise<void>;

  /** What it measured beside the chat: rows of the summary, which thresholds can name. */
  figures?(measured: Measured<OptionsOf<Extra>>): Figure[];
  /** What the graphs should point at. */
  marks?(measured: Measured<OptionsOf<Extra>>): Mark[];
  /** Targets that hold unless the command line says otherwise, by name of a figure or of a metric of thresholds.ts. */
  thresholds?(options: OptionsOf<Extra>): Readonly<Record<string, number>>;
}

/** Options that a scenario may have defaults for. */
export type Settings = Omit<RunOptions, "scenario" | "target" | "seed" | "pinned" | "extra">;

export type ExtraOptions = Readonly<Record<string, ExtraOption>>;

/** The default says what it takes: a number, a text, or, if it is `false`, nothing. */
export interface ExtraOption {
  readonly default: number | string | boolean;
  /** The number is given as a duration, such as 500ms or 10s, and is in milliseconds. */
  readonly unit?: "ms";
  /** One sentence for the help, without a capital and a full stop. */
  readonly about: string;
}

/** Options of a run with the scenario's own. */
export type OptionsOf<Extra extends ExtraOptions> = Omit<RunOptions, "extra"> & {
  readonly extra: { readonly [Name in keyof Extra]: Widened<Extra[Name]["default"]> };
};

type Widened<T> = T extends number ? number : T extends boolean ? boolean : string;

/** Gives the scenario, with `options.extra` of the types that `extra` has. */
export function defineScenario<const Extra extends ExtraOptions>(scenario: Scenario<Extra>): Scenario {
  return scenario as unknown as Scenario;
}

/** A row of the summary; `label` says what it is, in the words of a sentence. */
export function figure(name: string, label: string, value: number, unit: string): Figure {
  return { name, label, value, unit };
}

/** How one user gets in. */
export interface Turn {
  /** From when it sends messages. */
  atMs: number;
  /**
   * "ready": logged in, connected and subscribed before the ramp-up. "login": has an account and its channel's
   * membership, and logs in, connects and subscribes at `atMs`; it sends from when it is in.
   */
  comes: "ready" | "login";
}

/** One after the other over the ramp-up, ready beforehand unless `auth` is "concurrent". */
export function defaultTurn(user: number, { users, rampUpMs, auth }: Omit<RunOptions, "extra">): Turn {
  return { atMs: (rampUpMs * user) / users, comes: auth === "concurrent" ? "login" : "ready" };
}

/** From `atMs` on, everybody sends this many times the rate that was asked for; 0 is silence. */
export interface RateStep {
  atMs: number;
  times: number;
}

/** A named part of the run: `fromMs` to before `toMs`. */
export interface Span {
  name: string;
  fromMs: number;
  toMs: number;
}

/** The run as a scenario sees it while it goes on. */
interface Stage<Options> {
  readonly options: Options;
  /** Resolves at this time of the run, at once if it has passed. Rejects with RunEnded if the run ends before. */
  at(ms: number): Promise<void>;
  /** Milliseconds since the beginning of the ramp-up. */
  elapsed(): number;
}

/** The run was ended before the time that was waited for. */
export class RunEnded extends Error {
  override name = "RunEnded";
}

/** Resolves when what was waited for is there, or the run was ended before. */
export async function orRunEnded(waiting: Promise<void> | undefined): Promise<void> {
  try {
    await waiting;
  } catch (error) {
    if (!(error instanceof RunEnded)) throw error;
  }
}

/** What a scenario can do in a generator process; users and channels are those of this process. */
export interface WorkerStage<Options> extends Stage<Options> {
  readonly crowd: Crowd;
  /** The number in the run of a user of this process. */
  userOfRun(user: number): number;
  /** Another sequence in each process, the same for the same seed. */
  readonly random: Random;
  /** Adds a time in milliseconds to the histogram with this name, and all processes' together are `recorded`. */
  record(name: string, ms: number): void;
  /** Adds to the count with this name, and all processes' together are `counted`. */
  count(name: string, more: number): void;
}

/** What a scenario can do in the run's own process. */
export interface RunStage<Options> extends Stage<Options> {
  /** The server's http:// URL. */
  readonly server: URL;
  /** Resolves when all users that come ready are in. Rejects with RunEnded. */
  connected(): Promise<void>;
  /** Bytes of the gateway's own memory by now (PSS); null of a remote server. */
  gatewayMemory(): number | null;
  /** Keeps a figure for `Measured.noted`. */
  note(name: string, value: number): void;
}

/** What is known at the run's end. */
export interface Measured<Options> {
  readonly options: Options;
  readonly summary: Omit<Summary, "figures">;
  readonly seconds: readonly Second[];
  /** Latencies of the messages intended in the span or phase with this name. */
  latencyOf(span: string): LatencyHistogram;
  /** Empty if nothing was recorded. */
  recorded(name: string): LatencyHistogram;
  /** 0 if nothing was counted. */
  counted(name: string): number;
  /** Undefined if nothing was noted: the run was ended before, or it can't be known of a remote server. */
  noted(name: string): number | undefined;
}
