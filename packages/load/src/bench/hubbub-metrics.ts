import { parseMetrics } from "../measure/metrics-text.ts";
import { type ServiceProcess } from "../run/service-process.ts";

/** Hubbub's own figures of flushes and commits from now on; the function gives them as a line. */
export async function watchMetrics(server: ServiceProcess): Promise<() => Promise<string>> {
  const before = await scrape(server);
  return async () => {
    const after = await scrape(server);
    const total = (name: string) => (after.get(name) ?? Number.NaN) - (before.get(name) ?? Number.NaN);
    const mean = (name: string) => (total(`${name}_sum`) / total(`${name}_count`)).toFixed(1);
    const flushes = `${total("hubbub_flush_ms_count")} flushes of ${mean("hubbub_flush_ms")} ms`;
    const commits = `${total("hubbub_commit_ms_count")} commits of ${mean("hubbub_commit_entries")} messages in ${mean("hubbub_commit_ms")} ms`;
    const delay = `event loop late by ${after.get("hubbub_loop_delay_max_ms")?.toFixed(0)} ms at most`;
    return `  Hubbub: ${flushes} to ${mean("hubbub_flush_connections")} connections, ${commits}, ${delay}`;
  };
}

async function scrape({ url }: ServiceProcess): Promise<Map<string, number>> {
  const response = await fetch(new URL("/metrics", url));
  if (!response.ok) throw new Error(`/metrics was answered with ${response.status}.`);
  return parseMetrics(await response.text());
}
