import { randomBytes } from "node:crypto";

import type { HashPool } from "../pool/hash-pool.ts";
import { type Argon2Cost, phcCost } from "./argon2.ts";
import { preparePassword } from "./password-fault.ts";

/** Hashes and checks passwords in the pool. Every call may reject with HashQueueFull or HashFailed. */
export class Passwords {
  readonly #pool: HashPool;
  readonly #cost: Argon2Cost;
  /** The hash of a password that nobody has, checked where there is no hash to check. */
  readonly #dummy: string;

  private constructor(pool: HashPool, cost: Argon2Cost, dummy: string) {
    this.#pool = pool;
    this.#cost = cost;
    this.#dummy = dummy;
  }

  static async create(pool: HashPool, cost: Argon2Cost): Promise<Passwords> {
    return new Passwords(pool, cost, await hashIn(pool, cost, randomBytes(32).toString("base64")));
  }

  hash(password: string): Promise<string> {
    return hashIn(this.#pool, this.#cost, preparePassword(password));
  }

  /**
   * Whether the password fits the stored hash. Computes exactly one hash in every case: without a stored hash,
   * or with one that can't be checked, a dummy takes its place and the answer is "no".
   */
  async check(password: string, stored: string | undefined): Promise<"yes" | "no" | "bad-hash"> {
    const usable = stored !== undefined && phcCost(stored) !== undefined;
    const hash = usable ? stored : this.#dummy;
    const answer = await this.#pool.run({ op: "verify", password: preparePassword(password), hash });
    if (usable && "fits" in answer) return answer.fits ? "yes" : "no";
    return stored === undefined ? "no" : "bad-hash";
  }

  /** Whether a stored hash was made at another cost than is set now. */
  isOutdated(stored: string): boolean {
    const cost = phcCost(stored);
    return cost?.memoryCost !== this.#cost.memoryCost || cost.timeCost !== this.#cost.timeCost;
  }
}

async function hashIn(pool: HashPool, cost: Argon2Cost, password: string): Promise<string> {
  const { memoryCost, timeCost } = cost;
  const answer = await pool.run({ op: "hash", password, memoryCost, timeCost });
  if ("hash" in answer) return answer.hash;
  throw new Error("fault" in answer ? answer.fault : "The hash worker gave another job's answer.");
}
