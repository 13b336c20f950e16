const OFFSET_MS = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** Milliseconds, with fractions, of the machine's monotonic clock: the same for all processes of one machine. */
export function now(): number {
  return performance.now() + OFFSET_MS;
}
