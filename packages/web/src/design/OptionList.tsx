import type { ReactNode } from "react";

import styles from "./OptionList.module.css";

export interface ListedOption {
  /** What is put in; it stands there where there is no label. */
  insert: string;
  label?: string;
  detail?: string;
  icon?: ReactNode;
}

export interface OptionListProps<O extends ListedOption> {
  /** Of the list, for the field's `aria-controls`; an option's is `${id}-${index}`. */
  id: string;
  label: string;
  options: readonly O[];
  keyOf: (option: O) => string;
  /** Index of the one that the keys are at; -1 if at none. */
  active: number;
  onChoose: (option: O) => void;
  /** The pointer is at another one. */
  onActivate?: (index: number) => void;
  side: "above" | "below";
}

/** What may stand at the caret of a field, beside it. The field keeps the focus, and has the keys. */
export function OptionList<O extends ListedOption>({ id, label, options, ...more }: OptionListProps<O>) {
  const { keyOf, active, onChoose, onActivate, side } = more;
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={label}
      className={styles["list"]}
      data-side={side}
      hidden={options.length === 0}
    >
      {options.map((option, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- The field has the keys.
        <li
          key={keyOf(option)}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={styles["option"]}
          onPointerMove={() => index !== active && onActivate?.(index)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
        >
          {option.icon !== undefined && <span className={styles["icon"]}>{option.icon}</span>}
          <span className={styles["label"]}>{option.label ?? option.insert}</span>
          <span className={styles["detail"]}>{option.detail}</span>
        </li>
      ))}
    </ul>
  );
}
