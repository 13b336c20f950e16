import { useEffect, useState } from "react";

export interface Attempt {
  /** It is under way. */
  busy: boolean;
  /** Why the last one failed; undefined if it didn't. */
  error: unknown;
  /** Until the next one is worth it, in seconds, counting down; 0: now. */
  wait: number;
  /** Does it, if none is under way; never rejects. Whether it succeeded. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** Something that the user tries, which may fail, and be tried again. */
export function useAttempt(): Attempt {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const wait = useCountdown(error);
  const run = async (work: () => Promise<unknown>) => {
    if (busy) return false;
    setBusy(true);
    setError(undefined);
    try {
      await work();
      return true;
    } catch (refused) {
      setError(refused);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, wait, run };
}

function useCountdown(error: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const end = Date.now() + retryAfterOf(error);
    const show = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    show();
    const clock = setInterval(() => {
      show();
      if (Date.now() >= end) clearInterval(clock);
    }, 250);
    return () => clearInterval(clock);
  }, [error]);
  return left;
}

function retryAfterOf(error: unknown): number {
  return error instanceof Error && "retryAfterMs" in error ? Number(error.retryAfterMs) : 0;
}
