import { useId } from "react";

import styles from "./Segments.module.css";

export interface SegmentsProps<V extends string> {
  /** What is chosen, for screen readers. */
  label: string;
  options: readonly (readonly [value: V, label: string])[];
  value: V;
  onChange: (value: V) => void;
}

/** One of two or three, all in sight. */
export function Segments<V extends string>({ label, options, value, onChange }: SegmentsProps<V>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles["segments"]}>
      {options.map(([each, said]) => (
        <label key={each} className={styles["segment"]}>
          <input
            type="radio"
            name={name}
            className={styles["input"]}
            checked={each === value}
            onChange={() => onChange(each)}
          />
          <span>{said}</span>
        </label>
      ))}
    </div>
  );
}
