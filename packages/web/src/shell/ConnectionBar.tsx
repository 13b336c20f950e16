import { useEffect, useState } from "react";

import { useChat } from "../app/chat-context.ts";
import { useStatus } from "../app/use-status.ts";
import { Button } from "../design/Button.tsx";
import { describeError } from "../i18n/describe-error.ts";
import { useText } from "../i18n/text.ts";

import styles from "./ConnectionBar.module.css";

/** A connection that comes within this is not worth a word, in ms. */
const QUIET_MS = 1_500;

/** Says that there is no connection, why, and what happens next; nothing while all is well. */
export function ConnectionBar() {
  const text = useText();
  const { client } = useChat();
  const status = useStatus();
  const isOnline = status.state === "online";
  const [isLate, setLate] = useState(false);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (isOnline) return setLate(false);
    const late = setTimeout(() => setLate(true), QUIET_MS);
    const clock = setInterval(() => setNow(Date.now()), 1_000);
    return () => {
      clearTimeout(late);
      clearInterval(clock);
    };
  }, [isOnline]);
  return (
    <div role="status" className={styles["bar"]} hidden={isOnline || !isLate}>
      {isLate && status.state === "connecting" && text.common.connecting}
      {isLate && status.state === "offline" && (
        <>
          <span>
            {text.common.offline(describeError(status.reason))}{" "}
            {text.common.nextAttempt(Math.ceil((status.retryAt - now) / 1000))} {text.common.whatYouWrite}
          </span>
          <Button size="small" onClick={() => client.retryNow()}>
            {text.common.retryNow}
          </Button>
        </>
      )}
    </div>
  );
}
