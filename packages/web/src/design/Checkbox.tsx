import type { ComponentProps } from "react";

import styles from "./Checkbox.module.css";

export interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  label: string;
}

/** One of several that can be chosen together, or a yes in a form. */
export function Checkbox({ label, ...rest }: CheckboxProps) {
  return (
    <label className={styles["label"]}>
      <input {...rest} type="checkbox" />
      <span>{label}</span>
    </label>
  );
}
