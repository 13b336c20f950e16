import { setTimeout as sleep } from "node:timers/promises";

const EVERY_MS = 50;

/** Resolves with what `look` does once it doesn't throw; rejects as it did last if that takes too long. */
export async function eventually<T>(look: () => T | Promise<T>, timeoutMs = 10_000): Promise<T> {
  for (const end = performance.now() + timeoutMs; ; await sleep(EVERY_MS)) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}
