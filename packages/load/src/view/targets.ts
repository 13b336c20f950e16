/** The performance report's targets, in milliseconds. */
export const DEFAULT_TARGETS: Readonly<Record<string, number>> = { p90: 200, p95: 500, p99: 1000 };
