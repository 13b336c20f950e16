import { useState } from "react";

import { describeError } from "../i18n/describe-error.ts";

/** Something that the server is asked to do by a form: whether it is under way, and in words why it failed. */
export interface Action {
  busy: boolean;
  error: string | undefined;
  /** Resolves whether it went well. */
  run: (act: () => Promise<unknown>) => Promise<boolean>;
}

export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const run = async (act: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setError(undefined);
    try {
      await act();
      return true;
    } catch (refused) {
      setError(describeError(refused));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run };
}
