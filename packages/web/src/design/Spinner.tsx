import styles from "./Spinner.module.css";

/** Something is under way; what it is, is said beside it. */
export function Spinner() {
  return <span aria-hidden className={styles["spinner"]} />;
}
