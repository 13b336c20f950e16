import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";

import { routes } from "../app/routes.ts";
import { useText } from "../i18n/text.ts";

import styles from "./PaneHeader.module.css";

/** The head of what stands beside the sidebar. On phones, where it stands alone, there is a way back to that. */
export function PaneHeader({ title, children }: { title: string; children?: ReactNode }) {
  const text = useText();
  return (
    <header className={styles["header"]}>
      <Link href={routes.home} className={styles["back"]} aria-label={text.common.back}>
        <ArrowLeft aria-hidden size={18} />
      </Link>
      <h1 className={styles["title"]}>{title}</h1>
      {children}
    </header>
  );
}
