import { type ReactNode, useEffect } from "react";

import { Logo } from "../design/Logo.tsx";
import { useText } from "../i18n/text.ts";

import styles from "./Card.module.css";

export interface CardProps {
  title: string;
  about?: ReactNode;
  /** Such as "Step 1 of 3". */
  step?: string;
  children: ReactNode;
}

/** A calm page with one thing on it. */
export function Card({ title, about, step, children }: CardProps) {
  const text = useText();
  useEffect(() => {
    document.title = `${title} · ${text.common.appName}`;
    return () => {
      document.title = text.common.appName;
    };
  }, [title, text]);
  return (
    <main className={styles["screen"]}>
      <div className={styles["card"]}>
        <header className={styles["head"]}>
          <Logo size={56} />
          {step !== undefined && <p className={styles["step"]}>{step}</p>}
          <h1>{title}</h1>
          {about !== undefined && <p className={styles["about"]}>{about}</p>}
        </header>
        {children}
      </div>
    </main>
  );
}

/** A sentence below the form, with a button that looks like a link. */
export function Foot({
  children,
  action,
  onClick,
}: {
  children?: ReactNode;
  action?: string;
  onClick?: () => void;
}) {
  return (
    <p className={styles["foot"]}>
      {children}{" "}
      {action !== undefined && (
        <button type="button" className={styles["link"]} onClick={onClick}>
          {action}
        </button>
      )}
    </p>
  );
}
