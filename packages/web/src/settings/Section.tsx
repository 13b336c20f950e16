import { type ReactNode, useId } from "react";

import type { Loaded } from "../app/use-loaded.ts";
import { Button } from "../design/Button.tsx";
import { Notice } from "../design/Notice.tsx";
import { Spinner } from "../design/Spinner.tsx";
import { useText } from "../i18n/text.ts";

import styles from "./Section.module.css";

/** A part of a page. */
export function Section({
  title,
  about,
  children,
}: {
  title: string;
  about?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles["section"]} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {about !== undefined && <p className={styles["muted"]}>{about}</p>}
      {children}
    </section>
  );
}

/** Until something is loaded: that it is, or why it can't be. */
export function Loading({ loaded: { error, reload } }: { loaded: Loaded<unknown> }) {
  const text = useText();
  if (error === undefined) {
    return (
      <p role="status" className={styles["muted"]}>
        <Spinner /> {text.common.loading}
      </p>
    );
  }
  return (
    <Notice kind="error">
      {error} <Button onClick={reload}>{text.common.retry}</Button>
    </Notice>
  );
}
