import { type ComponentProps, type ReactNode, useId } from "react";

import field from "./TextField.module.css";

export interface SelectProps extends Omit<ComponentProps<"select">, "onChange" | "value" | "children"> {
  label: string;
  /** Value and what is said for it. */
  options: readonly (readonly [value: string, label: string])[];
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
}

/** One of a few, by the platform's own list. */
export function Select({ label, options, value, onChange, hint, ...rest }: SelectProps) {
  const id = useId();
  return (
    <div className={field["field"]}>
      <label htmlFor={id}>{label}</label>
      <select
        {...rest}
        id={id}
        className={field["input"]}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        {options.map(([name, said]) => (
          <option key={name} value={name}>
            {said}
          </option>
        ))}
      </select>
      {hint !== undefined && <div className={field["hint"]}>{hint}</div>}
    </div>
  );
}
