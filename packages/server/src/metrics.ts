import { createHistogram } from "node:perf_hooks";

import type { CloseName } from "@hubbub/protocol";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

const MS_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000];
const SIZE_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 4096];

/** Frames of which it is noted when they were taken in; of a flush with more, the first ones. */
const NOTED_MOST = 4096;

/** What is read when the metrics are asked for. */
export interface MetricSources {
  connections(): number;
  users(): number;
  topics(): number;
  waitingSends(): number;
  /** Longest and mean delay of the event loop since the last call, in ms. */
  loopDelay(): { mean: number; max: number };
}

/** The gateway's figures for Prometheus. Times are in ms, as the names say. */
export class Metrics {
  readonly registry = new Registry();
  /** Counted as plain numbers, since every write of every connection counts. */
  #sentFrames = 0;
  #sentBytes = 0;
  #deliveries = 0;
  #published = 0;
  #commits = 0;
  #commitEntries = 0;
  /** Of what was handed to connections and not yet written: when the oldest message of each frame was taken in. */
  readonly #unwritten: number[] = [];
  /** The last figures finer than their histograms below, in µs; whoever reads them resets them. */
  readonly recent = { commit: createHistogram(), latency: createHistogram() };
  readonly #events = this.#counter("hubbub_events_total", "Events appended to logs");
  readonly #badFrames = this.#counter("hubbub_bad_frames_total", "Frames that could not be decoded");
  readonly #rateLimited = this.#counter("hubbub_rate_limited_total", "Commands refused for their rate");
  readonly #outboundFull = this.#counter(
    "hubbub_outbound_full_total",
    "Times that events for a slow connection were turned into a gap",
  );
  readonly #logFull = this.#counter("hubbub_log_full_total", "Sends refused since too many waited to commit");
  readonly #errors = this.#counter("hubbub_internal_errors_total", "Commands that failed unexpectedly");
  readonly #closed = new Counter({
    name: "hubbub_closed_total",
    help: "Connections that the server closed, by reason",
    labelNames: ["reason"],
    registers: [this.registry],
  });
  readonly #commitMs = this.#histogram("hubbub_commit_ms", "Time of one commit", MS_BUCKETS);
  readonly #commitSize = this.#histogram("hubbub_commit_entries", "Entries of one commit", SIZE_BUCKETS);
  readonly #latencyMs = this.#histogram(
    "hubbub_latency_ms",
    "From when the oldest message of a channel's frame was taken in to the end of the flush that wrote it to all members",
    MS_BUCKETS,
  );
  readonly #flushMs = this.#histogram("hubbub_flush_ms", "Time of one flush", MS_BUCKETS);
  readonly #flushSize = this.#histogram(
    "hubbub_flush_connections",
    "Connections written to by one flush",
    SIZE_BUCKETS,
  );
  readonly #flushInterval = this.#gauge("hubbub_flush_interval_ms", "Rest after the last flush");

  constructor(sources: MetricSources) {
    this.#total("hubbub_frames_sent_total", "WebSocket frames written to clients", () => this.#sentFrames);
    this.#total("hubbub_sent_bytes_total", "Bytes of frames written to clients", () => this.#sentBytes);
    this.#total("hubbub_deliveries_total", "Events handed to connections", () => this.#deliveries);
    this.#total("hubbub_published_total", "Events committed to logs, of every kind", () => this.#published);
    this.#gauge("hubbub_connections", "Open connections", sources.connections);
    this.#gauge("hubbub_users", "Users with connections", sources.users);
    this.#gauge("hubbub_topics", "Channels with subscribers on this node", sources.topics);
    this.#gauge("hubbub_log_waiting", "Sends that wait for their commit to begin", sources.waitingSends);
    this.#gauge("hubbub_memory_bytes", "Resident memory", () => process.memoryUsage.rss());
    this.#gauge("hubbub_cpu_seconds", "CPU time used by the process", () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    });
    const delayMax = this.#gauge(
      "hubbub_loop_delay_max_ms",
      "Longest event-loop delay since the last scrape",
    );
    this.#gauge("hubbub_loop_delay_mean_ms", "Mean event-loop delay since the last scrape", () => {
      const { mean, max } = sources.loopDelay();
      delayMax.set(max);
      return mean;
    });
  }

  sent(bytes: number): void {
    this.#sentFrames++;
    this.#sentBytes += bytes;
  }

  delivered(events: number, since: number | undefined): void {
    this.#deliveries += events;
    if (events === 0 || since === undefined || this.#unwritten.length === NOTED_MOST) return;
    this.#unwritten.push(since);
  }

  published(events: number): void {
    this.#published += events;
  }

  /** What was counted since the start. */
  totals() {
    return {
      events: this.#published,
      deliveries: this.#deliveries,
      sentBytes: this.#sentBytes,
      commits: this.#commits,
      commitEntries: this.#commitEntries,
    };
  }

  committed(entries: number, ms: number): void {
    this.#events.inc(entries);
    this.#commitSize.observe(entries);
    this.#commitMs.observe(ms);
    this.#commits++;
    this.#commitEntries += entries;
    this.recent.commit.record(micros(ms));
  }

  flushed(ms: number, connections: number, intervalMs: number): void {
    this.#flushMs.observe(ms);
    this.#flushSize.observe(connections);
    this.#flushInterval.set(intervalMs);
    const now = performance.now();
    for (const since of this.#unwritten) {
      this.#latencyMs.observe(now - since);
      this.recent.latency.record(micros(now - since));
    }
    this.#unwritten.length = 0;
  }

  closedByUs(reason: CloseName): void {
    this.#closed.inc({ reason });
  }

  badFrame(): void {
    this.#badFrames.inc();
  }

  rateLimited(): void {
    this.#rateLimited.inc();
  }

  outboundFull(): void {
    this.#outboundFull.inc();
  }

  refused(): void {
    this.#logFull.inc();
  }

  internalError(): void {
    this.#errors.inc();
  }

  #counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] });
  }

  #total(name: string, help: string, read: () => number): void {
    const total = new Counter({
      name,
      help,
      collect() {
        this.reset();
        this.inc(read());
      },
      registers: [],
    });
    this.registry.registerMetric(total);
  }

  #histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({ name, help, buckets, registers: [this.registry] });
  }

  #gauge(name: string, help: string, read?: () => number): Gauge {
    const registers = [this.registry];
    if (!read) return new Gauge({ name, help, registers });
    return new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }
}

/** What a histogram takes: a whole number from 1. */
function micros(ms: number): number {
  return Math.max(1, Math.round(ms * 1000));
}
