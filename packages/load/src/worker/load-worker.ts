import { ChatLoad } from "../generator/chat-load.ts";
import { now } from "../generator/clock.ts";
import { Crowd } from "../generator/crowd.ts";
import { userRandom } from "../generator/random.ts";
import { socketUrl } from "../generator/socket-url.ts";
import { type RunOptions } from "../result/result.ts";
import { RunClock } from "../run/run-clock.ts";
import { scenarioNamed } from "../run/run-options.ts";
import { Timetable } from "../run/timetable.ts";
import { orRunEnded, type Scenario, type Turn, type WorkerStage } from "../scenarios/scenario.ts";
import { MeasuredPhases } from "./measured-phases.ts";
import { type FromWorker, type ToWorker, type WorkerOutcome } from "./messages.ts";
import { SecondCounter } from "./second-counter.ts";
import { Sessions } from "./sessions.ts";
import { Share } from "./share.ts";
import { Tally } from "./tally.ts";
import { turnsOf } from "./turns.ts";

/** What is missing when nothing came for this long counts as lost, in milliseconds. */
const SETTLE_MS = 10_000;
/** How often it is said how many users have connected. */
const TELL_MS = 100;
/** Of all reasons of one kind, so many are told. */
const REASONS_MAX = 3;

/** One process's part of a run. */
export class LoadWorker {
  readonly #options: RunOptions;
  readonly #scenario: Scenario;
  readonly #timetable: Timetable;
  readonly #share: Share;
  readonly #worker: number;
  readonly #turns: readonly Turn[];
  readonly #sessions: Sessions | undefined;
  readonly #crowd: Crowd;
  readonly #tell: (message: FromWorker) => void;
  readonly #tally = new Tally();
  /** Aborted when nobody comes in any more. */
  readonly #over = new AbortController();
  readonly #stopped = Promise.withResolvers<void>();
  #load: ChatLoad | undefined;
  #measured: MeasuredPhases | undefined;

  constructor(order: Extract<ToWorker, { type: "prepare" }>, tell: (message: FromWorker) => void) {
    const { options, worker, server, entry } = order;
    this.#options = options;
    this.#worker = worker;
    this.#tell = tell;
    this.#scenario = scenarioNamed(options.scenario);
    this.#timetable = new Timetable(options, this.#scenario);
    this.#share = new Share(worker, options);
    this.#turns = turnsOf(this.#share, options, this.#scenario);
    if (entry.kind === "accounts") {
      const random = userRandom(options.seed, -1 - worker);
      this.#sessions = new Sessions(entry.accounts, { server, random, signal: this.#over.signal });
    }
    const sessions = this.#sessions;
    this.#crowd = new Crowd({
      url: socketUrl(new URL(server)),
      users: this.#share.users,
      channels: this.#share.channels,
      token: entry.kind === "tokens" ? (user) => entry.tokens[user]! : (user) => sessions!.token(user),
      acks: true,
      codec: options.codec,
      deflate: options.deflate,
    });
  }

  /** Gets all users in, or, those who come later, ready to come. Rejects with what was in the way. */
  async prepare(): Promise<void> {
    let users = 0;
    const tell = () => this.#tell({ type: "connected", users });
    const timer = setInterval(tell, TELL_MS);
    try {
      await this.#crowd.gather(
        (user) => this.#turns[user]!.comes === "login",
        () => users++,
      );
    } finally {
      clearInterval(timer);
    }
    tell();
    const failed = (user: number, error: unknown) => this.#failed(user, error);
    this.#sessions?.keepAlive((user, token) => {
      // Who is away authenticates with it on coming back.
      if (!this.#crowd.user(user).isConnected) return;
      this.#crowd.authenticate(user, token).catch((error) => failed(user, error));
    }, failed);
  }

  /** Runs from `begin`, a time of the clock, on to the end. */
  async run(begin: number): Promise<WorkerOutcome> {
    const load = this.#newLoad(begin);
    this.#load = load;
    const { measuredFromMs, rampDownMs, seconds } = this.#timetable;
    this.#measured = new MeasuredPhases(this.#crowd, load, {
      from: begin + measuredFromMs,
      until: begin + rampDownMs,
    });
    const lastSecond = Promise.withResolvers<void>();
    const counter = new SecondCounter(this.#crowd, load);
    for (let at = 1; at <= seconds; at++) {
      load.at(begin + at * 1000, () => {
        this.#tell({ type: "second", second: counter.take(at, begin + at * 1000) });
        if (at === seconds) lastSecond.resolve();
      });
    }
    for (const [user, { atMs, comes }] of this.#turns.entries()) {
      if (comes === "login") setTimeout(() => void this.#comeIn(user, begin + atMs), begin + atMs - now());
    }
    await Promise.all([Promise.race([lastSecond.promise, this.#stopped.promise]), this.#perform(begin)]);
    this.#over.abort();
    load.end();
    await load.settle(SETTLE_MS);
    this.#crowd.close();
    return this.#outcome(load);
  }

  /** Ends the run early; what was sent is waited for, but not when this is called again. */
  stop(): void {
    if (this.#load?.ended === true) this.#load.giveUp();
    this.#load?.end();
    this.#measured?.end(now());
    this.#stopped.resolve();
  }

  #newLoad(begin: number): ChatLoad {
    const { rate, arrivals, size, seed, users, rampDownMs } = this.#options;
    const timetable = this.#timetable;
    const changes = this.#scenario.rate?.(this.#options) ?? [];
    const ofRun = (user: number) => this.#share.userOfRun(user);
    const from = ({ atMs, comes }: Turn) => (comes === "ready" ? begin + atMs : Infinity);
    return new ChatLoad(this.#crowd, {
      rate,
      changes: changes.map(({ atMs, times }) => ({ at: begin + atMs, times })),
      shape: arrivals,
      size,
      random: (user) => userRandom(seed, ofRun(user)),
      from: (user) => from(this.#turns[user]!),
      until: (user) => begin + timetable.rampDownMs + (rampDownMs * ofRun(user)) / users,
      measuredFrom: begin + timetable.measuredFromMs,
      measuredUntil: begin + timetable.rampDownMs,
      bounds: timetable.windows.slice(1).map(({ fromMs }) => begin + fromMs),
    });
  }

  /** A user whose turn has come, which it should have at `due` of the clock. */
  async #comeIn(user: number, due: number): Promise<void> {
    try {
      await this.#sessions?.logIn(user, due);
      await this.#crowd.comeIn(user);
      this.#load!.letIn(user, now());
    } catch (error) {
      if (!this.#over.signal.aborted) this.#failed(user, error);
    }
  }

  /** What the scenario does in this process, to its end. */
  async #perform(begin: number): Promise<void> {
    using clock = new RunClock(begin, this.#stopped.promise);
    const stage: WorkerStage<RunOptions> = {
      options: this.#options,
      crowd: this.#crowd,
      userOfRun: (user) => this.#share.userOfRun(user),
      random: userRandom(this.#options.seed, -1 - this.#options.workers - this.#worker),
      at: (ms) => clock.at(ms),
      elapsed: () => clock.elapsed(),
      record: (name, ms) => this.#tally.histogram(name).record(ms),
      count: (name, more) => this.#tally.count(name, more),
    };
    await orRunEnded(this.#scenario.inWorker?.(stage));
  }

  #failed(user: number, error: unknown): void {
    this.#crowd.ends.push(`User ${user}: ${error instanceof Error ? error.message : String(error)}`);
  }

  #outcome(load: ChatLoad): WorkerOutcome {
    const { log, ledger, ends, refusals } = this.#crowd;
    const { refused, unsettled, doubled } = ledger;
    return {
      windows: load.latencies.histograms.map((histogram) => histogram.slots()),
      acknowledgements: load.acknowledgements.slots(),
      lags: load.lags.slots(),
      logins: this.#sessions?.logins.slots() ?? [],
      measured: this.#measured!.counts,
      faults: { ...log.faults, refused, unsettled, doubled, ended: ends.length },
      reasons: [...ends.slice(0, REASONS_MAX), ...refusals.slice(0, REASONS_MAX)],
      ...this.#tally.pack(),
    };
  }
}
