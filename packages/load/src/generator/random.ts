/** A random number from 0 to below 1. */
export type Random = () => number;

/** Random numbers that are the same for the same seed (an integer): mulberry32, 32 bits of state. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Random numbers of one user of a run: another sequence for each user and seed. */
export function userRandom(seed: number, user: number): Random {
  const mixed = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(user + 1, 0x85ebca6b));
  return seededRandom(mixed() * 2 ** 32);
}
