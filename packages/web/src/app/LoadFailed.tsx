import { Button } from "../design/Button.tsx";
import { useText } from "../i18n/text.ts";

import styles from "./Centred.module.css";

/** Instead of a part of the client that couldn't be loaded. */
export function LoadFailed() {
  const text = useText();
  return (
    <div className={styles["centred"]} role="alert">
      <p>{text.common.newVersion}</p>
      <Button kind="primary" onClick={() => location.reload()}>
        {text.common.reload}
      </Button>
    </div>
  );
}
