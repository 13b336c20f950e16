import { useCallback, useEffect, useRef, useState } from "react";

export interface Loaded<T> {
  /** Undefined until it is there. */
  value: T | undefined;
  /** Why it couldn't be loaded last. */
  error: unknown;
  reload: () => Promise<void>;
  /** Takes what a change has answered. */
  set: (value: T) => void;
}

/** What `load` gives, loaded when the component is first shown and whenever `load` is another function. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [value, set] = useState<T>();
  const [error, setError] = useState<unknown>();
  const current = useRef(load);
  const reload = useCallback(async () => {
    current.current = load;
    try {
      const loaded = await load();
      if (current.current !== load) return;
      set(loaded);
      setError(undefined);
    } catch (refused) {
      if (current.current === load) setError(refused);
    }
  }, [load]);
  useEffect(() => void reload(), [reload]);
  return { value, error, reload, set };
}
