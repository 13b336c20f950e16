import type { Observable } from "@hubbub/client";
import { useSyncExternalStore } from "react";

/** The observable's value; the component is rendered again when it changes. */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, () => observable.current);
}

/**
 * A part of the observable's value; the component is rendered again when the part is another one (`Object.is`), so
 * `select` must give the same object for the same part.
 */
export function useSelected<T, P>(observable: Observable<T>, select: (value: T) => P): P {
  return useSyncExternalStore(observable.subscribe, () => select(observable.current));
}
