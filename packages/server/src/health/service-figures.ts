import type { AccountsHealth, Init, WorkerHealth } from "@hubbub/protocol";

/** Values of a Prometheus text by their names, those with labels by name and labels. */
type Figures = ReadonlyMap<string, number>;

/** What the accounts service's /metrics say of its load; undefined if they are empty. */
export function accountsHealth(metrics: string): Init<AccountsHealth> | undefined {
  const figures = parse(metrics);
  if (figures.size === 0) return undefined;
  return {
    hashQueueDelayP95Ms: (figures.get("hubbub_auth_hash_queue_delay_p95_seconds") ?? 0) * 1000,
    hashQueueLength: figures.get("hubbub_auth_hash_queue_length") ?? 0,
    hashWorkers: figures.get("hubbub_auth_hash_workers") ?? 0,
    memoryBytes: figures.get("process_resident_memory_bytes") ?? 0,
  };
}

/** The same of the worker's. */
export function workerHealth(metrics: string): Init<WorkerHealth> | undefined {
  const figures = parse(metrics);
  if (figures.size === 0) return undefined;
  return {
    jobsWaiting: sumOf(figures, "hubbub_worker_jobs_waiting_"),
    searchPending: figures.get("hubbub_worker_search_pending") ?? 0,
    memoryBytes: figures.get("hubbub_worker_memory_bytes") ?? 0,
  };
}

function sumOf(figures: Figures, prefix: string): number {
  let sum = 0;
  for (const [name, value] of figures) if (name.startsWith(prefix)) sum += value;
  return sum;
}

function parse(metrics: string): Figures {
  const lines = metrics.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}
