import { type DependencyList, useCallback, useEffect, useRef, useState } from "react";

import { describeError } from "../i18n/describe-error.ts";

export interface Loaded<T> {
  /** Undefined until it is there; while it is loaded again, what was there before. */
  value: T | undefined;
  /** In words, why it isn't there. */
  error: string | undefined;
  /** Asks again. */
  reload: () => void;
}

/** What is asked of the server: when the component is shown, and again when `dependencies` are others. */
export function useLoaded<T>(load: () => Promise<T>, dependencies: DependencyList): Loaded<T> {
  const [value, setValue] = useState<T>();
  const [error, setError] = useState<string>();
  const turn = useRef(0);
  const reload = useCallback(() => {
    const own = ++turn.current;
    load().then(
      (loaded) => {
        if (own !== turn.current) return;
        setValue(loaded);
        setError(undefined);
      },
      (refused: unknown) => own === turn.current && setError(describeError(refused)),
    );
    // What `load` closes over is named by the caller.
  }, dependencies);
  useEffect(() => {
    reload();
    return () => {
      turn.current++;
    };
  }, [reload]);
  return { value, error, reload };
}
