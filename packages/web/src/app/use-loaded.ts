import {
  type DependencyList,
  type Dispatch,
  type SetStateAction,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";

import { describeError } from "../i18n/describe-error.ts";

export interface Loaded<T> {
  /** Undefined until it is there; while it is loaded again, what was there before. */
  value: T | undefined;
  /** In words, why it couldn't be loaded last. */
  error: string | undefined;
  /** Asks again; resolves when it is there, or why it isn't. */
  reload: () => Promise<void>;
  /** Takes what a change has answered. */
  set: Dispatch<SetStateAction<T | undefined>>;
}

/** What is asked of the server: when the component is shown, and again when `dependencies` are others. */
export function useLoaded<T>(load: () => Promise<T>, dependencies: DependencyList): Loaded<T> {
  const [value, set] = useState<T>();
  const [error, setError] = useState<string>();
  const turn = useRef(0);
  const reload = useCallback(async () => {
    const own = ++turn.current;
    try {
      const loaded = await load();
      if (own !== turn.current) return;
      set(() => loaded);
      setError(undefined);
    } catch (refused) {
      if (own === turn.current) setError(describeError(refused));
    }
    // What `load` closes over is named by the caller.
  }, dependencies);
  useEffect(() => {
    void reload();
    return () => {
      turn.current++;
    };
  }, [reload]);
  return { value, error, reload, set };
}
