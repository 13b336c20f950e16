import type { ReactNode } from "react";

import { Notice } from "../design/Notice.tsx";
import { Spinner } from "../design/Spinner.tsx";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";

import centred from "../app/Centred.module.css";

export interface ReadyProps<T> {
  value: T | undefined;
  error: unknown;
  children: (value: T) => ReactNode;
}

/** What is made of a value once it is loaded; until then that it comes, or why it doesn't. */
export function Ready<T>({ value, error, children }: ReadyProps<T>) {
  const text = useText();
  if (value !== undefined) return children(value);
  if (error !== undefined) return <Notice kind="error">{describeError(error)}</Notice>;
  return (
    <div className={centred["centred"]} role="status">
      <Spinner /> {text.common.loading}
    </div>
  );
}
