import type { ReactNode } from "react";

import styles from "./PageHeader.module.css";

export interface PageHeaderProps {
  title: string;
  /** What the page is for, in a sentence. */
  about?: ReactNode;
  /** Buttons. */
  children?: ReactNode;
}

/** The head of a page of settings or of the administration. */
export function PageHeader({ title, about, children }: PageHeaderProps) {
  return (
    <header className={styles["header"]}>
      <div className={styles["words"]}>
        <h1 className={styles["title"]}>{title}</h1>
        {about !== undefined && <p className={styles["about"]}>{about}</p>}
      </div>
      {children !== undefined && <div className={styles["actions"]}>{children}</div>}
    </header>
  );
}
