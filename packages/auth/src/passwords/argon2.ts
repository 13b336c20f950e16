/** Cost of one Argon2id hash (RFC 9106): memory in KiB, passes. One lane, as Bun makes them. */
export interface Argon2Cost {
  memoryCost: number;
  timeCost: number;
}

/** What a stored hash may ask for: at most 1 GiB and 20 passes, about 20 s of a core. Both ends included. */
export const ARGON2_BOUNDS = { memoryCost: [8, 1_048_576], timeCost: [1, 20] } as const;

/** The PHC string of Argon2id version 1.3 with one lane, salt and hash of 8 to 64 bytes. */
const PHC =
  /^\$argon2id\$v=19\$m=([1-9]\d{0,9}),t=([1-9]\d{0,9}),p=1\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{11,86}$/;

/**
 * The cost that a stored hash asks for, or undefined if it is not an Argon2id hash within ARGON2_BOUNDS.
 * To be asked before any verify: Bun takes bcrypt, Argon2i and any cost that a hash states, so that a
 * planted or damaged hash would take hours or gigabytes, and some versions of Bun abort on it.
 */
export function phcCost(phc: string): Argon2Cost | undefined {
  const match = PHC.exec(phc);
  if (!match) return undefined;
  const cost = { memoryCost: Number(match[1]), timeCost: Number(match[2]) };
  return within(cost.memoryCost, ARGON2_BOUNDS.memoryCost) && within(cost.timeCost, ARGON2_BOUNDS.timeCost)
    ? cost
    : undefined;
}

/** Hashes on the calling thread: tens of milliseconds of one core. */
export function hashSync(password: string, cost: Argon2Cost): string {
  const { memoryCost, timeCost } = cost;
  return Bun.password.hashSync(password, { algorithm: "argon2id", memoryCost, timeCost });
}

/** Verifies on the calling thread. Throws if the hash is not one that phcCost accepts. */
export function verifySync(password: string, phc: string): boolean {
  if (!phcCost(phc)) throw new Error("Not an Argon2id hash within bounds.");
  return Bun.password.verifySync(password, phc);
}

function within(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}
