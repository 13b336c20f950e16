import { Square, SquareCheck } from "lucide-react";

import { useText } from "../i18n/text.ts";

import styles from "./Markdown.module.css";

/** Whether a task of a list is done. It can't be changed here. */
export function Checkmark({ checked }: { checked: boolean }) {
  const text = useText().markdown;
  const Icon = checked ? SquareCheck : Square;
  return (
    <Icon role="img" aria-label={checked ? text.done : text.open} className={styles["checkmark"]} size={16} />
  );
}
