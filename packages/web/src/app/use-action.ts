import { describeError } from "../i18n/describe-error.ts";
import { type Attempt, useAttempt } from "./use-attempt.ts";

/** An attempt whose error is told in words. */
export interface Action extends Pick<Attempt, "busy" | "run"> {
  error: string | undefined;
}

export function useAction(): Action {
  const { busy, error, run } = useAttempt();
  return { busy, error: error === undefined ? undefined : describeError(error), run };
}
