const ORIGIN_MS = performance.timeOrigin;

/**
 * Milliseconds since 1970, with fractions, that go on evenly whatever is done to the system's clock meanwhile: the same
 * in all processes of one machine that were started while nobody set it.
 */
export function now(): number {
  return ORIGIN_MS + performance.now();
}
