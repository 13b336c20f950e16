import type { ReactNode } from "react";

import { BackButton } from "./BackButton.tsx";

import styles from "./Pane.module.css";

export interface PaneProps {
  title: string;
  /** Beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** What stands beside the sidebar, under its title; on phones, where it stands alone, with a way back. */
export function Pane({ title, actions, children }: PaneProps) {
  return (
    <section className={styles["pane"]} aria-label={title}>
      <header className={styles["header"]}>
        <BackButton />
        <h1 className={styles["title"]}>{title}</h1>
        {actions}
      </header>
      {children}
    </section>
  );
}
