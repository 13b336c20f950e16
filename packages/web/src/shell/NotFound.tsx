import { Link } from "wouter";

import { routes } from "../app/routes.ts";
import { useText } from "../i18n/text.ts";

import styles from "../app/Centred.module.css";

export function NotFound() {
  const text = useText();
  return (
    <div className={styles["centred"]}>
      <p>{text.common.notFound}</p>
      <Link href={routes.home} data-finger>
        {text.common.toChat}
      </Link>
    </div>
  );
}
