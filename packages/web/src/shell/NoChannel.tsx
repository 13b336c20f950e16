import { Link } from "wouter";

import { routes } from "../app/routes.ts";
import { useText } from "../i18n/text.ts";

import styles from "../app/Centred.module.css";

/** For who is in no channel yet. */
export function NoChannel() {
  const text = useText();
  return (
    <div className={styles["centred"]}>
      <p>{text.channels.none}</p>
      <Link href={routes.browse} data-finger>
        {text.channels.browse}
      </Link>
    </div>
  );
}
