import type { ReactNode } from "react";

import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { useText } from "../i18n/text.ts";
import { Loading } from "./Loading.tsx";
import type { Loaded } from "./use-loaded.ts";

export interface ReadyProps<T> {
  loaded: Pick<Loaded<T>, "value" | "error" | "reload">;
  children: (value: T) => ReactNode;
}

/** What is made of a value once it is loaded; until then that it comes, or why it doesn't. */
export function Ready<T>({ loaded: { value, error, reload }, children }: ReadyProps<T>) {
  const text = useText();
  if (value !== undefined) return children(value);
  if (error === undefined) return <Loading />;
  return (
    <Notice kind="error">
      {error} <Button onClick={() => void reload()}>{text.common.retry}</Button>
    </Notice>
  );
}
