import styles from "./Badge.module.css";

/** A number that wants to be seen. Above 99 it is "99+". Say in words elsewhere what it counts. */
export function Badge({ count }: { count: number }) {
  return (
    <span aria-hidden className={styles["badge"]}>
      {count > 99 ? "99+" : count}
    </span>
  );
}
