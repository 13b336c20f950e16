import { type ComponentType, lazy, Suspense } from "react";

import { Spinner } from "../design/Spinner.tsx";
import { text } from "../i18n/text.ts";
import { LoadFailed } from "./LoadFailed.tsx";

import styles from "./Centred.module.css";

/**
 * A component that is loaded when it is first shown. If that fails, because the server has a newer version or the line
 * is cut, it says so and offers to load the page again.
 */
export function lazyScreen<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Loaded = lazy(async () => ({
    default: (await load().catch(() => LoadFailed)) as ComponentType<object>,
  }));
  return function LazyScreen(props: P) {
    return (
      <Suspense
        fallback={
          <div className={styles["centred"]} role="status">
            <Spinner /> {text.common.loading}
          </div>
        }
      >
        <Loaded {...props} />
      </Suspense>
    );
  };
}
