import { useText } from "../i18n/text.ts";

import styles from "./Divider.module.css";

/** A line between messages: another day begins there, or what is new. */
export function Divider({ day, isNew }: { day: string | undefined; isNew: boolean }) {
  const text = useText();
  const label = [day, isNew && text.list.newMessages].filter(Boolean).join(", ");
  return (
    <div role="separator" aria-label={label} className={styles["divider"]} data-new={isNew || undefined}>
      {day !== undefined && <span className={styles["day"]}>{day}</span>}
      {isNew && <span className={styles["new"]}>{text.list.newMessages}</span>}
    </div>
  );
}
