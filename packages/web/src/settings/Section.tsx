import { type ReactNode, useId } from "react";

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
