import { type ComponentType, lazy, Suspense } from "react";

import { LoadFailed } from "./LoadFailed.tsx";
import { Loading } from "./Loading.tsx";

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
      <Suspense fallback={<Loading />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
