/** How long the accounts service may take for its figures, in ms. */
const METRICS_MS = 2_000;

/** The accounts service's figures for Prometheus; empty if it doesn't answer. */
export async function accountsMetrics(authUrl: string): Promise<string> {
  try {
    const answer = await fetch(new URL("/metrics", authUrl), { signal: AbortSignal.timeout(METRICS_MS) });
    return answer.ok ? await answer.text() : "";
  } catch {
    return "";
  }
}
