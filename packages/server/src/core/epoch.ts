/** An epoch for a new channel: 1 to 2^32 - 1. */
export function randomEpoch(): number {
  return 1 + ((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % (2 ** 32 - 1));
}
