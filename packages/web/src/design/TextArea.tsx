import { type ComponentProps, type ReactNode, useId } from "react";

import styles from "./TextArea.module.css";
import field from "./TextField.module.css";

export interface TextAreaProps extends ComponentProps<"textarea"> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

/** Several lines of text with their label. */
export function TextArea({ label, hint, error, ...rest }: TextAreaProps) {
  const id = useId();
  const described = error !== undefined || hint !== undefined ? `${id}-about` : undefined;
  return (
    <div className={field["field"]}>
      <label htmlFor={id}>{label}</label>
      <textarea
        rows={3}
        {...rest}
        id={id}
        className={`${field["input"]} ${styles["area"]}`}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={described}
      />
      {described !== undefined && (
        <div id={described} className={error === undefined ? field["hint"] : field["error"]}>
          {error ?? hint}
        </div>
      )}
    </div>
  );
}
