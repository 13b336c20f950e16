import type { ReactNode } from "react";

import styles from "./Notice.module.css";

/** A sentence that belongs to the place where it stands: an error, or something to know. */
export function Notice({ kind = "info", children }: { kind?: "info" | "error"; children: ReactNode }) {
  return (
    <div className={styles[kind]} role={kind === "error" ? "alert" : "status"}>
      {children}
    </div>
  );
}
