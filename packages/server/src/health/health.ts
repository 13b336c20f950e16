import type { RecordableHistogram } from "node:perf_hooks";

import type { AccountsHealth, HealthSample, Init, WorkerHealth } from "@hubbub/protocol";

import { Interval, type Measured, type Totals } from "./interval.ts";
import type { LoopDelay } from "./loop-delay.ts";
import { accountsHealth, workerHealth } from "./service-figures.ts";

/** Ticks of a sample of the long list: ten seconds, if a tick comes every second. */
const TICKS_A_SAMPLE = 10;
/** Samples that are kept: the last minute tick by tick, and the last hour. */
const TICKS_KEPT = 60;
const SAMPLES_KEPT = 360;

/** Where the figures come from. Nothing is counted for them but what is counted anyway. */
export interface HealthSources {
  connections(): number;
  users(): number;
  totals(): Omit<Totals, "ms" | "cpu">;
  /** What was measured since it was last reset. */
  measured: Measured;
  loop: LoopDelay;
  /** The /metrics of the accounts service and of the worker; empty if they don't answer. */
  accountsMetrics(): Promise<string>;
  workerMetrics(): Promise<string>;
}

/** The server's load over the last hour, in memory. */
export class Health {
  readonly #sources: HealthSources;
  readonly #lists;
  #ticks = 0;
  #newest = 0;
  #accounts: Init<AccountsHealth> | undefined;
  #worker: Init<WorkerHealth> | undefined;
  #asking = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `tickMs`: how often `tick` is called. */
  constructor(
    sources: HealthSources,
    private readonly tickMs: number,
  ) {
    this.#sources = sources;
    const totals = this.#totals();
    const list = (loop: RecordableHistogram, kept: number) => ({
      interval: new Interval(totals, loop),
      samples: [] as Init<HealthSample>[],
      kept,
    });
    this.#lists = {
      byTick: list(sources.loop.collector(), TICKS_KEPT),
      long: list(sources.loop.collector(), SAMPLES_KEPT),
    };
  }

  start(): void {
    void this.#askServices();
    this.#timer = setInterval(() => this.tick(), this.tickMs);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Samples later than `since`, the oldest first, and how long each is meant to take, in ms. */
  since(since: number, byTick: boolean): { samples: Init<HealthSample>[]; intervalMs: number } {
    const { samples } = this.#lists[byTick ? "byTick" : "long"];
    const intervalMs = byTick ? this.tickMs : this.tickMs * TICKS_A_SAMPLE;
    return { samples: samples.filter(({ at }) => at! > since), intervalMs };
  }

  /** Takes what was measured since the last call. */
  tick(): void {
    const { measured, loop } = this.#sources;
    loop.collect();
    const { byTick, long } = this.#lists;
    for (const { interval } of [byTick, long]) interval.add(measured);
    measured.commit.reset();
    measured.latency.reset();
    const isLong = ++this.#ticks % TICKS_A_SAMPLE === 0;
    if (isLong) void this.#askServices();
    // A clock that is set back must not hide samples from those who ask for later ones.
    this.#newest = Math.max(Date.now(), this.#newest + 1);
    const totals = this.#totals();
    const now = {
      at: this.#newest,
      connections: this.#sources.connections(),
      users: this.#sources.users(),
      memoryBytes: process.memoryUsage.rss(),
      accounts: this.#accounts,
      worker: this.#worker,
    };
    for (const { interval, samples, kept } of isLong ? [byTick, long] : [byTick]) {
      samples.push(interval.end(totals, now));
      if (samples.length > kept) samples.shift();
    }
  }

  #totals(): Totals {
    return { ...this.#sources.totals(), ms: performance.now(), cpu: process.cpuUsage() };
  }

  /** What they answer is in the next sample. */
  async #askServices(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const { accountsMetrics, workerMetrics } = this.#sources;
    const [accounts, worker] = await Promise.all([accountsMetrics(), workerMetrics()]);
    this.#accounts = accountsHealth(accounts);
    this.#worker = workerHealth(worker);
    this.#asking = false;
  }
}
