import { Spinner } from "../design/Spinner.tsx";
import { useText } from "../i18n/text.ts";

import styles from "./Centred.module.css";

/** In the place of what is on its way. */
export function Loading() {
  const text = useText();
  return (
    <div className={styles["centred"]} role="status">
      <Spinner /> {text.common.loading}
    </div>
  );
}
