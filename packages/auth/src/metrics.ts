import { Counter, Gauge, Histogram, Registry, Summary } from "prom-client";

import type { HashPool } from "./pool/hash-pool.ts";

/** Upper bounds in s: from a free worker to a queue at its bound. */
const DELAY_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What /metrics shows, in a registry of its own. */
export class AuthMetrics {
  readonly registry = new Registry();
  readonly #registers = [this.registry];

  readonly requests = new Counter({
    name: "hubbub_auth_requests_total",
    help: "Requests by route and status.",
    labelNames: ["route", "status"],
    registers: this.#registers,
  });
  readonly hashDuration = new Histogram({
    name: "hubbub_auth_hash_duration_seconds",
    help: "Time of one password hash or verification in its worker.",
    labelNames: ["op"],
    buckets: DELAY_BUCKETS,
    registers: this.#registers,
  });
  readonly queueDelay = new Histogram({
    name: "hubbub_auth_hash_queue_delay_seconds",
    help: "How long a password waited for a worker.",
    buckets: DELAY_BUCKETS,
    registers: this.#registers,
  });
  readonly refused = new Counter({
    name: "hubbub_auth_refused_total",
    help: "Requests refused with 429, by what refused them: the queue or a rate limit.",
    labelNames: ["by"],
    registers: this.#registers,
  });
  readonly crashes = new Counter({
    name: "hubbub_auth_hash_worker_crashes_total",
    help: "Hash workers that ended by themselves.",
    registers: this.#registers,
  });
  readonly reuses = new Counter({
    name: "hubbub_auth_refresh_reuse_total",
    help: "Sessions ended because a spent refresh token came back.",
    registers: this.#registers,
  });
  /** The same delays over the last minute, for the gauge below. */
  readonly recentDelay = new Summary({
    name: "hubbub_auth_hash_queue_delay_recent",
    help: "Not registered.",
    percentiles: [0.95],
    maxAgeSeconds: 60,
    ageBuckets: 6,
    registers: [],
  });

  /** Adds the gauges that are read off the pool and the process when somebody looks. */
  watch(pool: HashPool): void {
    this.#gauge("hubbub_auth_hash_queue_length", "Passwords that wait for a worker.", () => pool.queueLength);
    this.#gauge("hubbub_auth_hash_workers", "Hash workers.", () => pool.workers);
    this.#gauge(
      "hubbub_auth_hash_queue_delay_p95_seconds",
      "For an autoscaler: the 95th percentile of the queue delay over the last minute, or how long the head " +
        "of the queue has waited by now if that is more.",
      async () => Math.max(await this.#recentP95(), pool.headDelayMs / 1000),
    );
    this.#gauge("process_resident_memory_bytes", "Resident memory.", () => process.memoryUsage.rss());
  }

  async #recentP95(): Promise<number> {
    const { values } = await this.recentDelay.get();
    return values.find(({ labels }) => labels.quantile === 0.95)?.value ?? 0;
  }

  #gauge(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        this.set(await read());
      },
    });
    this.registry.registerMetric(gauge);
  }
}
