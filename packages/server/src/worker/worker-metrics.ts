import { Counter, Gauge, Histogram, Registry } from "prom-client";

const MS_BUCKETS = [1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 30_000];

/** The worker's figures for Prometheus. Times are in ms, as the names say. Parts add their own to the registry. */
export class WorkerMetrics {
  readonly registry = new Registry();
  readonly #registers = [this.registry];
  readonly consumed = new Counter({
    name: "hubbub_worker_consumed_total",
    help: "Events that a consumer of the log has taken",
    labelNames: ["consumer"],
    registers: this.#registers,
  });
  readonly passedOver = new Counter({
    name: "hubbub_worker_passed_over_total",
    help: "Events that a consumer failed at until they were passed over",
    labelNames: ["consumer"],
    registers: this.#registers,
  });
  readonly jobs = new Counter({
    name: "hubbub_worker_jobs_total",
    help: "Runs of jobs by how they ended: done, failed (comes again), gave_up",
    labelNames: ["kind", "outcome"],
    registers: this.#registers,
  });
  readonly jobMs = new Histogram({
    name: "hubbub_worker_job_ms",
    help: "Time of one run of a job",
    labelNames: ["kind"],
    buckets: MS_BUCKETS,
    registers: this.#registers,
  });

  constructor() {
    this.gauge("hubbub_worker_memory_bytes", "Resident memory of the worker", () =>
      process.memoryUsage.rss(),
    );
    this.gauge("hubbub_worker_cpu_seconds", "CPU time used by the worker", () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    });
  }

  /** A figure that is read when the metrics are asked for. */
  gauge(name: string, help: string, read: () => number): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [],
      collect() {
        this.set(read());
      },
    });
    this.registry.registerMetric(gauge);
  }
}
