import type { HubbubError } from "@hubbub/client";

import { Button } from "../design/Button.tsx";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";

import styles from "./Centred.module.css";

/** Instead of the chat, while the server doesn't want this client, whoever is logged in. */
export function Refused({ reason }: { reason: HubbubError }) {
  const text = useText();
  return (
    <main className={styles["centred"]} role="alert">
      <p>{describeError(reason)}</p>
      <Button kind="primary" onClick={() => location.reload()}>
        {text.common.reload}
      </Button>
    </main>
  );
}
