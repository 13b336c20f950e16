import { now } from "../generator/clock.ts";
import { parseMetrics } from "../measure/metrics-text.ts";
import { type Second } from "../result/result.ts";

/** An answer that takes longer comes too late for its second. */
const PATIENCE_MS = 900;

interface Scrape {
  at: number;
  values: ReadonlyMap<string, number>;
}

export interface GatewayFigures {
  server: Second["server"];
  /** By the gateway's own account: percent of a core, and bytes. */
  cpu: number | null;
  memory: number | null;
}

/** Hubbub's own figures, from /metrics, between one look and the next. */
export class GatewayMetrics {
  readonly #url: URL;
  #last: Scrape | undefined;

  constructor(server: URL) {
    this.#url = new URL("metrics", server.href.endsWith("/") ? server : `${server}/`);
  }

  /** What was not told, or not in time, is null, and so is everything at the first look. */
  async take(): Promise<GatewayFigures> {
    const [last, scrape] = [this.#last, await this.#scrape()];
    if (scrape !== undefined) this.#last = scrape;
    return figuresOf(last, scrape);
  }

  async #scrape(): Promise<Scrape | undefined> {
    try {
      const response = await fetch(this.#url, { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (!response.ok) return undefined;
      return { values: parseMetrics(await response.text()), at: now() };
    } catch {
      // A busy server, or one that shows no figures to everybody: they are unknown then.
      return undefined;
    }
  }
}

function figuresOf(last: Scrape | undefined, scrape: Scrape | undefined): GatewayFigures {
  const value = (name: string) => scrape?.values.get(name) ?? null;
  const more = (name: string) => {
    const [before, after] = [last?.values.get(name), scrape?.values.get(name)];
    return before === undefined || after === undefined ? null : after - before;
  };
  const seconds = last === undefined || scrape === undefined ? 1 : (scrape.at - last.at) / 1000;
  const cpu = more("hubbub_cpu_seconds");
  return {
    server: {
      loopDelayMs: last === undefined ? null : value("hubbub_loop_delay_max_ms"),
      flushes: over(more("hubbub_flush_ms_count"), seconds),
      flushMs: over(more("hubbub_flush_ms_sum"), more("hubbub_flush_ms_count")),
      flushConnections: over(more("hubbub_flush_connections_sum"), more("hubbub_flush_connections_count")),
      flushIntervalMs: value("hubbub_flush_interval_ms"),
      commits: over(more("hubbub_commit_ms_count"), seconds),
      commitMs: over(more("hubbub_commit_ms_sum"), more("hubbub_commit_ms_count")),
      commitBatch: over(more("hubbub_commit_entries_sum"), more("hubbub_commit_entries_count")),
    },
    cpu: cpu === null ? null : Math.max(0, (cpu / seconds) * 100),
    memory: value("hubbub_memory_bytes"),
  };
}

/** A mean of nothing is unknown, too. */
function over(sum: number | null, count: number | null): number | null {
  return sum === null || count === null || count <= 0 ? null : Math.max(0, sum / count);
}
