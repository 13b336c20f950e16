import type { ReactNode } from "react";

import styles from "./Admin.module.css";

/** A word about the state of something. */
export function Tag({
  kind = "neutral",
  children,
}: {
  kind?: "neutral" | "accent" | "danger" | "good";
  children: ReactNode;
}) {
  return (
    <span className={styles["tag"]} data-kind={kind}>
      {children}
    </span>
  );
}
