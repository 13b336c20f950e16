import { type ComponentProps, type ReactNode, useId } from "react";

import styles from "./TextField.module.css";

export interface TextFieldProps extends ComponentProps<"input"> {
  label: string;
  /** Stands below it. */
  hint?: ReactNode;
  /** What is wrong with what was given, and what to do about it. */
  error?: string | undefined;
  /** A button within the field, at its end. */
  action?: ReactNode;
}

/** One line of text with its label. */
export function TextField({ label, hint, error, action, id, ...rest }: TextFieldProps) {
  const own = useId();
  const name = id ?? own;
  const described = error !== undefined || hint !== undefined ? `${name}-about` : undefined;
  return (
    <div className={styles["field"]}>
      <label htmlFor={name}>{label}</label>
      <div className={styles["line"]} data-action={action !== undefined || undefined}>
        <input
          {...rest}
          id={name}
          className={styles["input"]}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={described}
        />
        {action}
      </div>
      {described !== undefined && (
        <div id={described} className={error === undefined ? styles["hint"] : styles["error"]}>
          {error ?? hint}
        </div>
      )}
    </div>
  );
}
